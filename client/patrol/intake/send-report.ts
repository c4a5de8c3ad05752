/** Sends a new report after its photos; an officer's report waits in the outbox without a connection. */
import type { NewIncident } from '../../../geodata/model/answers/patrol-incident.ts'
import type { Outbox } from '../../offline/outbox.ts'
import type { AddedPhoto } from '../../photo/added-photos.ts'
import { ask, RequestError, reasonOf } from '../../source/request.ts'
import { send } from '../../source/send.ts'
import { onServer } from '../../source/server-path.ts'
import { keepAndSend } from '../officer/keep-and-send.ts'

const path = '/patrol/incidents'
const photoPath = (id: string) => `/patrol/photos/${id}`

async function sendPhoto({ id, blob }: AddedPhoto, signal: AbortSignal): Promise<void> {
  const response = await ask(onServer(photoPath(id)), {
    method: 'PUT',
    credentials: 'same-origin',
    headers: { 'content-type': blob.type },
    body: blob,
    signal,
  })
  if (!response.ok) throw new RequestError(await reasonOf(response), response.status)
}

interface Asked {
  readonly report: NewIncident
  readonly photos: readonly AddedPhoto[]
  /** Outbox of an officer; null for operators. */
  readonly outbox: Outbox | null
  readonly signal: AbortSignal
}

/**
 * Resolves with the answer; null if the report stays in the outbox, after its photos. What was sent before a lost
 * connection is sent again with the same id or key, and stored once. Throws `RequestError`.
 */
export async function sendReport({ report, photos, outbox, signal }: Asked): Promise<unknown> {
  try {
    for (const photo of photos) await sendPhoto(photo, signal)
    return (await send({ method: 'POST', path, body: report }, signal)).body
  } catch (error) {
    if (!outbox || !(error instanceof RequestError) || error.status !== null) throw error
    for (const { id, blob } of photos)
      await outbox.add({ incident: null, path: photoPath(id), body: null, photo: blob, key: id })
    await keepAndSend(outbox, { incident: null, path, body: report })
    return null
  }
}

/** Sends a request of the outbox. */
import { meSchema } from '../../../geodata/model/answers/me.ts'
import { fetchJson } from '../../source/fetch-json.ts'
import { ask, RequestError, reasonOf } from '../../source/request.ts'
import { onServer } from '../../source/server-path.ts'
import type { Outcome, Waiting } from './outbox.ts'

/** Answers after which the same request may succeed later: a session to renew, a busy server. */
const LATER = new Set([401, 408, 425, 429, 500, 502, 503, 504, 507])

/** Returns whether this browser's session is that of an account; false if the server cannot be asked. */
export async function isSignedIn(account: number): Promise<boolean> {
  try {
    return (await fetchJson('/me', (body) => meSchema.parse(body))).account?.id === account
  } catch (error) {
    if (error instanceof RequestError) return false
    throw error
  }
}

function requestOf({ body, photo, key }: Waiting): RequestInit {
  // Events and reports say when they are sent, too, so that the sender's clock can be compared with the server's.
  const sending = body && ('type' in body || 'channel' in body) ? { sent_at: new Date().toISOString() } : {}
  const json = body && JSON.stringify({ ...body, ...sending })
  return {
    // A photo is put at its own address; everything else is posted.
    method: photo ? 'PUT' : 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': photo ? photo.type : 'application/json', 'idempotency-key': key },
    body: photo ?? json,
  }
}

export async function postWaiting(item: Waiting): Promise<Outcome> {
  try {
    const response = await ask(onServer(item.path), requestOf(item))
    if (response.ok) return 'sent'
    return LATER.has(response.status) ? 'later' : { refused: await reasonOf(response) }
  } catch (error) {
    if (error instanceof RequestError) return 'later'
    throw error
  }
}

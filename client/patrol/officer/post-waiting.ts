/** Sends a request of the outbox. */
import { meSchema } from '../../../geodata/model/answers/me.ts'
import type { Outcome, Waiting } from '../../offline/outbox.ts'
import { fetchJson } from '../../source/fetch-json.ts'
import { ask, RequestError, reasonOf } from '../../source/request.ts'
import { onServer } from '../../source/server-path.ts'

/** Status codes after which a request may succeed later, such as an expired session or a busy server. */
const LATER = new Set([401, 408, 425, 429, 500, 502, 503, 504, 507])

/** Returns true if the session of this browser belongs to `account`; false if the server cannot be reached. */
export async function isSignedIn(account: number): Promise<boolean> {
  try {
    return (await fetchJson('/me', (body) => meSchema.parse(body))).account?.id === account
  } catch (error) {
    if (error instanceof RequestError) return false
    throw error
  }
}

function requestOf({ body, photo, key }: Waiting): RequestInit {
  // `sent_at` lets the server compare the clock of the device with its own.
  const sending = body && ('type' in body || 'channel' in body) ? { sent_at: new Date().toISOString() } : {}
  const json = body && JSON.stringify({ ...body, ...sending })
  return {
    // Photos use PUT at their own URL, all other requests POST.
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

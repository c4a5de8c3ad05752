/** Sends a request of an officer; without a connection it is kept and sent later. */
import { RequestError } from '../../source/request.ts'
import type { Outbox } from './outbox.ts'

interface Asked {
  readonly incident: number | null
  readonly path: string
  /** With the key that names the request. */
  readonly body: Readonly<Record<string, unknown>> & { readonly key: string }
}

/**
 * Resolves with `sent`, or with `kept` if it waits in the outbox. Requests are kept first, so that a page that
 * closes meanwhile loses none, and each comes after those that wait already. Throws `RequestError` with the
 * reason if the server refuses it.
 */
export async function keepAndSend(outbox: Outbox, { incident, path, body }: Asked): Promise<'sent' | 'kept'> {
  const { key } = body
  await outbox.add({ incident, path, body, photo: null, key })
  await outbox.flush()
  const refusal = outbox.refused.peek().find((one) => one.key === key)
  if (refusal) {
    outbox.dismiss(key)
    throw new RequestError(refusal.reason, 409)
  }
  return outbox.waiting.peek().some((item) => item.key === key) ? 'kept' : 'sent'
}

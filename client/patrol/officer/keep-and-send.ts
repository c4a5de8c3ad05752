/** Sends a request of an officer; without a connection the outbox stores it and sends it later. */

import type { Outbox } from '../../offline/outbox.ts'
import { RequestError } from '../../source/request.ts'

interface Asked {
  readonly incident: number | null
  readonly path: string
  /** JSON with the key of the request. */
  readonly body: Readonly<Record<string, unknown>> & { readonly key: string }
}

/**
 * Resolves with `sent`, or with `kept` if the request stays in the outbox. Each request goes through the outbox, so
 * that it survives closing the page and follows earlier ones. Throws `RequestError` with the reason if the server
 * refuses it.
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

/** Takes a step of one's own work; without a connection it is kept and sent later. */
import { RequestError } from '../../source/request.ts'
import { type Step, storyPath } from '../dispatch/case-data.ts'
import { newEventKey } from '../dispatch/event-key.ts'
import type { Outbox } from './outbox.ts'

/**
 * Resolves with `sent`, or with `kept` if it waits in the outbox. Steps are kept first, so that a page that
 * closes meanwhile loses none, and each comes after those that wait already. Throws `RequestError` with the
 * reason if the server refuses it.
 */
export async function takeOrKeep(outbox: Outbox, incident: number, step: Step): Promise<'sent' | 'kept'> {
  const at = new Date().toISOString()
  const key = newEventKey()
  await outbox.add({
    incident,
    path: storyPath(incident),
    body: { ...step, key, at },
    photo: null,
    key,
  })
  await outbox.flush()
  const refusal = outbox.refused.peek().find((one) => one.incident === incident)
  if (refusal) {
    outbox.dismiss()
    throw new RequestError(refusal.reason, 409)
  }
  return outbox.waiting.peek().some((item) => item.key === key) ? 'kept' : 'sent'
}

/** Takes a step of one's own work; without a connection it is kept and sent later. */
import { type Step, storyPath } from '../dispatch/case-data.ts'
import { newEventKey } from '../dispatch/event-key.ts'
import { keepAndSend } from './keep-and-send.ts'
import type { Outbox } from './outbox.ts'

/** As `keepAndSend`. */
export function takeOrKeep(outbox: Outbox, incident: number, step: Step): Promise<'sent' | 'kept'> {
  const body = { ...step, key: newEventKey(), at: new Date().toISOString() }
  return keepAndSend(outbox, { incident, path: storyPath(incident), body })
}

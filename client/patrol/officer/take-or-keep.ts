/** Sends a step of an officer's own work; without a connection the outbox sends it later. */

import type { Outbox } from '../../offline/outbox.ts'
import { newEventKey } from '../../source/event-key.ts'
import { type Step, storyPath } from '../dispatch/case-data.ts'
import { keepAndSend } from './keep-and-send.ts'

/** Resolves and throws like `keepAndSend`. */
export function takeOrKeep(outbox: Outbox, incident: number, step: Step): Promise<'sent' | 'kept'> {
  const body = { ...step, key: newEventKey(), at: new Date().toISOString() }
  return keepAndSend(outbox, { incident, path: storyPath(incident), body })
}

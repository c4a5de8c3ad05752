/** Reads the log of an incident and adds events to it. */
import {
  appendedEventSchema,
  type IncidentStand,
  incidentStorySchema,
  type NewEvent,
} from '../../../geodata/model/answers/patrol-incident.ts'
import {
  type Ranking,
  rankingSchema,
  unitRouteSchema,
} from '../../../geodata/model/answers/patrol-ranking.ts'
import type { Write } from '../../desk.ts'
import { newEventKey } from '../../source/event-key.ts'
import { send } from '../../source/send.ts'

export const storyPath = (id: number): string => `/patrol/incidents/${id}/events`
export const readStory = (body: unknown) => incidentStorySchema.parse(body)
export type IncidentStory = ReturnType<typeof readStory>

export const rankingPath = (id: number): string => `/patrol/incidents/${id}/ranking`
export const readRanking = (body: unknown): Ranking => rankingSchema.parse(body)

export const routePath = (id: number, unit: string): string =>
  `/patrol/incidents/${id}/route?unit=${encodeURIComponent(unit)}`
export const readRoute = (body: unknown) => unitRouteSchema.parse(body)
export type UnitRoute = ReturnType<typeof readRoute>

/** An event without key and times. */
export type Step = Omit<NewEvent, 'key' | 'at' | 'sent_at'>

/** Returns the request of a step that happens now. To retry, send the same object: it takes effect once. */
function stepWrite(id: number, step: Step): Write {
  const at = new Date().toISOString()
  return { method: 'POST', path: storyPath(id), body: { ...step, key: newEventKey(), at, sent_at: at } }
}

/** Sends a step; resolves with the incident after it. Throws `RequestError` with the reason if the step is refused. */
export async function takeStep(id: number, step: Step, signal?: AbortSignal): Promise<IncidentStand> {
  const { body } = await send(stepWrite(id, step), signal)
  return appendedEventSchema.parse(body).incident
}

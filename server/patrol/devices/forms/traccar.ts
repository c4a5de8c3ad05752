/**
 * JSON that a Traccar server forwards (forward.type=json, event.forward.type=json): a position or an event, with
 * its device (PositionData and EventData of Traccar 6).
 */
import { objectOf } from './osmand.ts'
import { momentOf, numberOf, positionOf, type Report } from './report.ts'

export interface TraccarReport {
  /** `uniqueId` of the device. */
  readonly id: string | undefined
  readonly report: Report
}

export function readTraccar(body: unknown): TraccarReport {
  const { position: sent, device, event } = objectOf(body)
  const { uniqueId } = objectOf(device)
  const { type, attributes } = objectOf(event)
  const sos = type === 'alarm' && String(objectOf(attributes).alarm).split(',').includes('sos')
  const position = readPosition(objectOf(sent))
  return {
    id: typeof uniqueId === 'string' ? uniqueId : undefined,
    report: { positions: position ? [position] : [], sos },
  }
}

function readPosition(sent: Readonly<Record<string, unknown>>) {
  const { fixTime, longitude, latitude, accuracy, course, valid, outdated } = sent
  const at = typeof fixTime === 'string' ? momentOf(fixTime) : undefined
  // Outdated: Traccar repeats the last position, because the device sent other data.
  if (at === undefined || outdated === true) return undefined
  return positionOf({
    at,
    lon: numberOf(longitude),
    lat: numberOf(latitude),
    accuracy: numberOf(accuracy),
    heading: numberOf(course),
    valid: valid !== false,
  })
}

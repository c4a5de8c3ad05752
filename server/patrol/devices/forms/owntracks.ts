/** Messages of OwnTracks over HTTP (https://owntracks.org/booklet/tech/json/). */
import { objectOf } from './osmand.ts'
import { nothing, numberOf, positionOf, type Report } from './report.ts'

/** Returns the report of a message; empty for types without a position, such as `status`, `waypoint` and `encrypted`. */
export function readOwntracks(body: unknown): Report {
  const message = objectOf(body)
  const seconds = numberOf(message.tst)
  if (message._type !== 'location' || seconds === undefined || Math.abs(seconds) > 1e11) return nothing
  const position = positionOf({
    at: new Date(seconds * 1000).toISOString(),
    lon: numberOf(message.lon),
    lat: numberOf(message.lat),
    accuracy: numberOf(message.acc),
    heading: numberOf(message.cog),
  })
  return position ? { positions: [position], sos: false } : nothing
}

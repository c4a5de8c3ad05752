/**
 * Formats of OsmAnd and Traccar Client: query parameters, or the JSON of newer clients. Read as in Traccar
 * (OsmAndProtocolDecoder of Traccar 6).
 */
import { momentOf, nothing, numberOf, positionOf, type Report } from './report.ts'

/** Numbers up to this are seconds since 1970, larger ones milliseconds. */
const MAX_SECONDS = 2 ** 31 - 1

/** The id of the device and its report; undefined if unreadable. */
export interface OsmandReport {
  readonly id: string | undefined
  readonly report: Report | undefined
}

/** Reads parameters of a URL or a form. */
export function readOsmandQuery(query: URLSearchParams, now: number): OsmandReport {
  const id = query.get('id') ?? query.get('deviceid') ?? undefined
  const at = timestampOf(query.get('timestamp'), now)
  const [lat, lon] = query.get('location')?.split(',') ?? [query.get('lat'), query.get('lon')]
  const sos = query.get('alarm') === 'sos'
  // Cell and Wi-Fi identifiers without coordinates are ignored.
  if (lat == null || lon == null) return { id, report: { ...nothing, sos } }
  const valid = query.get('valid')
  const position =
    at &&
    positionOf({
      at,
      lon: numberOf(lon),
      lat: numberOf(lat),
      accuracy: numberOf(query.get('accuracy')),
      heading: numberOf(query.get('bearing') ?? query.get('heading')),
      valid: valid === null || valid === '1' || valid.toLowerCase() === 'true',
    })
  return { id, report: position ? { positions: [position], sos } : undefined }
}

function timestampOf(text: string | null, now: number): string | undefined {
  if (text === null) return new Date(now).toISOString()
  const number = numberOf(text)
  if (number === undefined || !Number.isInteger(number) || Math.abs(number) > 1e14) return momentOf(text)
  return new Date(number < MAX_SECONDS ? number * 1000 : number).toISOString()
}

/** Reads the JSON format: `location` is one position, or a list from clients that were offline. */
export function readOsmandJson(body: unknown): OsmandReport {
  const { device_id, location } = objectOf(body)
  const list = (Array.isArray(location) ? location : [location]).map(objectOf)
  const id = typeof device_id === 'string' ? device_id : undefined
  let sos = false
  const positions = []
  for (const one of list) {
    const extras = objectOf(one.extras)
    if (one.alarm === 'sos' || extras.alarm === 'sos') sos = true
    if (one.coords === undefined) continue
    const coords = objectOf(one.coords)
    const at = typeof one.timestamp === 'string' ? momentOf(one.timestamp) : undefined
    const position =
      at &&
      positionOf({
        at,
        lon: numberOf(coords.longitude),
        lat: numberOf(coords.latitude),
        accuracy: numberOf(coords.accuracy),
        heading: numberOf(coords.heading),
        // `mock`: set by another app on the phone.
        valid: one.mock !== true,
      })
    if (!position) return { id, report: undefined }
    positions.push(position)
  }
  return { id, report: location === undefined ? undefined : { positions, sos } }
}

export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

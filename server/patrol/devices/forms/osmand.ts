/**
 * The forms of OsmAnd and Traccar Client: a query, or the JSON of newer clients. As Traccar's own decoder reads
 * them (OsmAndProtocolDecoder of Traccar 6).
 */
import { momentOf, nothing, numberOf, positionOf, type Report } from './report.ts'

/** Seconds below, milliseconds above. */
const MAX_SECONDS = 2 ** 31 - 1

/** The id of the device and what it says; undefined for what cannot be read. */
export interface OsmandReport {
  readonly id: string | undefined
  readonly report: Report | undefined
}

/** Reads parameters of the address or of a form. */
export function readOsmandQuery(query: URLSearchParams, now: number): OsmandReport {
  const id = query.get('id') ?? query.get('deviceid') ?? undefined
  const at = timestampOf(query.get('timestamp'), now)
  const [lat, lon] = query.get('location')?.split(',') ?? [query.get('lat'), query.get('lon')]
  const sos = query.get('alarm') === 'sos'
  // Cells and wireless networks without a place are of no use here.
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

/** Reads the JSON form: `location` is one or, from clients that were offline, a list. */
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
        // Made up by another program on the phone.
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

/** What devices send, whatever their protocol. */
import { DateTime } from 'luxon'
import type { Position } from '../../positions.ts'

export interface Report {
  /** In the datum of the device. */
  readonly positions: readonly Position[]
  /** Whether its holder asks for help. */
  readonly sos: boolean
}

export const nothing: Report = { positions: [], sos: false }

/** A number of a text or of JSON; undefined for all else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

/** RFC 3339 of a moment: ISO 8601, or "2026-11-30 08:00:00"; without a zone it is China's. Undefined if it is none. */
export function momentOf(text: string): string | undefined {
  const options = { zone: 'Asia/Shanghai' }
  const parsed = DateTime.fromISO(text.replace(' ', 'T'), options)
  return parsed.isValid ? (parsed.toUTC().toISO() ?? undefined) : undefined
}

interface Raw {
  readonly at: string
  readonly lon: number | undefined
  readonly lat: number | undefined
  readonly accuracy?: number | undefined
  readonly heading?: number | undefined
  readonly valid?: boolean
}

/** A position of what was read; undefined where there is no place, or none on Earth. */
export function positionOf({ at, lon, lat, accuracy, heading, valid }: Raw): Position | undefined {
  if (lon === undefined || lat === undefined || Math.abs(lon) > 180 || Math.abs(lat) > 90) return undefined
  return {
    at,
    lon,
    lat,
    // Devices write -1 and 0 where they do not know.
    accuracy_m: accuracy !== undefined && accuracy > 0 && accuracy <= 1_000_000 ? accuracy : null,
    heading: heading !== undefined && heading >= 0 ? heading % 360 : null,
    valid: valid !== false,
  }
}

/** Reports of devices, the same for all protocols. */
import { DateTime } from 'luxon'
import type { Position } from '../../positions.ts'

export interface Report {
  /** Coordinates are in the datum of the device. */
  readonly positions: readonly Position[]
  /** True if the holder asks for help. */
  readonly sos: boolean
}

export const nothing: Report = { positions: [], sos: false }

/** Returns the number of a text or JSON value; undefined for any other value. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

/**
 * Returns a time as RFC 3339. Accepts ISO 8601 and "2026-11-30 08:00:00"; a time without a zone is in China
 * standard time. Undefined if unreadable.
 */
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

/** Returns a position; undefined without coordinates, or if they are outside of the valid range. */
export function positionOf({ at, lon, lat, accuracy, heading, valid }: Raw): Position | undefined {
  if (lon === undefined || lat === undefined || Math.abs(lon) > 180 || Math.abs(lat) > 90) return undefined
  return {
    at,
    lon,
    lat,
    // Devices send -1 or 0 for unknown.
    accuracy_m: accuracy !== undefined && accuracy > 0 && accuracy <= 1_000_000 ? accuracy : null,
    heading: heading !== undefined && heading >= 0 ? heading % 360 : null,
    valid: valid !== false,
  }
}

/** Layers whose past versions are kept, and moments in their past. */

/** As `keep_versions_of` in the schema. */
export const versionedLayers: ReadonlySet<string> = new Set([
  'parcels',
  'control_lines',
  'plans',
  'buildings',
  'coverages',
])

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const INSTANT = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|z|[+-]\d\d:\d\d)$/

/** The last millisecond of a day in China, which has no daylight saving time. */
const DAY_ENDS = 'T23:59:59.999+08:00'

/**
 * Returns the moment of a text, in milliseconds: an instant of RFC 3339, or a date, which is the end of that
 * day in China and for today `now`. Undefined if the text is neither or lies after `now`.
 */
export function readMoment(text: string, now: number): number | undefined {
  const isDate = DATE.test(text)
  if (!isDate && !INSTANT.test(text)) return undefined
  const moment = Date.parse(isDate ? text + DAY_ENDS : text.toUpperCase())
  // A day that a month does not have rolls over.
  if (Number.isNaN(moment) || (isDate && dayInChina(moment) !== text)) return undefined
  if (moment <= now) return moment
  return isDate && dayInChina(now) === text ? now : undefined
}

const CHINA_OFFSET_MS = 8 * 3_600_000

/** Returns the day in China as YYYY-MM-DD. */
export const dayInChina = (moment: number): string =>
  new Date(moment + CHINA_OFFSET_MS).toISOString().slice(0, 10)

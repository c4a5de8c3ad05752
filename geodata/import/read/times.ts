/** Reads dates and times in files. Only an existing day is a date; a plain number is none. */
import { DateTime, FixedOffsetZone, type Zone } from 'luxon'
import { offsetMinutes, parseTimeZone } from '../time-zone.ts'

/** How to read the times of a column. */
export interface TimeReading {
  /** Zone of times without one. */
  readonly zone: Zone
  /** Ignore zones after times: the format has none, and GDAL added UTC. */
  readonly ignoresOffsets?: boolean
}

/** A date or time; `blank` for no date, null if the text is neither. */
export type Read = string | 'blank' | null

interface Clock {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
}

const DATES = [
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d.])/,
  /^(\d{4})\s*(年)\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?/,
  /^(\d{4})()(\d{2})(\d{2})(?=$|[T\s]|\d{6}$)/,
]
const TIMES = [
  /^(上午|下午|AM|PM)?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(AM|PM)?/i,
  /^(上午|下午)?\s*(\d{1,2})[时点](?:(\d{1,2})分(?:(\d{1,2})秒)?)?/,
  /^()(\d{2})(\d{2})(\d{2})(?=$|Z|[+-])/,
]
const WEEKDAY = /(?:星期|周)[一二三四五六日天]/
/** Programs write earlier years, such as 0001-01-01, for empty values. */
const FIRST_YEAR = 1000

/**
 * Returns the day as `2023-11-05`. Reads 2023-11-05, 2023/11/5, 2023.11.5, 20231105, 2023年11月5日, each also
 * followed by a time. A time with a zone is converted to the day in `zone`.
 */
export function readDate(text: string, reading: TimeReading): Read {
  const plain = normalized(text)
  if (isBlank(plain)) return 'blank'
  const found = readClock(plain)
  if (!found) return null
  if (found.offset === null || reading.ignoresOffsets) {
    const { year, month, day } = found.clock
    return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  }
  return instant(found, reading)?.setZone(reading.zone).toISODate() ?? null
}

/**
 * Returns the instant in UTC, as `2024-05-01T00:30:00.000Z`. A day without a time begins at midnight in
 * `zone`.
 */
export function readDateTime(text: string, reading: TimeReading): Read {
  const plain = normalized(text)
  if (isBlank(plain)) return 'blank'
  const found = readClock(plain)
  return (found && instant(found, reading)?.toUTC().toISO()) || null
}

/** The default reading. */
export const chinaTime: TimeReading = { zone: parseTimeZone(undefined) }

/** Converts full-width digits and signs to plain ones. */
const normalized = (text: string) => text.normalize('NFKC').trim()

/** Programs write no date as 0000-00-00, as eight zeros, or as separators only. */
function isBlank(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '')
  const others = text.replaceAll(/[\d\s]/g, '')
  if (digits === '') return /^([-/.:])\1+$/.test(others) && others.length > 1
  return /^0{8,}$/.test(digits) && /^[-/.:年月日T]*$/.test(others)
}

function readClock(text: string): { clock: Clock; offset: number | null } | null {
  const date = firstMatch(DATES, text)
  if (!date) return null
  const [whole, year, , month, day] = date
  let rest = text.slice(whole.length).replace(WEEKDAY, '').trim()
  let time = { hour: 0, minute: 0, second: 0, millisecond: 0 }
  let offset: number | null = null
  if (rest !== '') {
    rest = rest.replace(/^T\s*/, '')
    const match = firstMatch(TIMES, rest)
    const read = match && readTime(match)
    if (!read) return null
    time = read
    const zone = rest.slice(match[0].length).trim()
    offset = offsetMinutes(zone)
    if (zone !== '' && offset === null) return null
  }
  const clock = { year: Number(year), month: Number(month), day: Number(day), ...time }
  return exists(clock) ? { clock, offset } : null
}

function firstMatch(patterns: readonly RegExp[], text: string): RegExpExecArray | null {
  for (const pattern of patterns) {
    const match = pattern.exec(text)
    if (match) return match
  }
  return null
}

function readTime(match: RegExpExecArray) {
  const [, before, hours, minutes = '0', seconds = '0', fraction = '', after] = match
  const half = (before || after || '').toUpperCase()
  const hour = Number(hours)
  // People write 下午 15:30, but not 15:30 PM.
  if (/[AP]M/.test(half) && hour > 12) return null
  const isAfternoon = half === 'PM' || half === '下午'
  const isMorning = half === 'AM' || half === '上午'
  return {
    hour: isAfternoon && hour < 12 ? hour + 12 : isMorning && hour === 12 ? 0 : hour,
    minute: Number(minutes),
    second: Number(seconds),
    millisecond: Number(fraction.slice(0, 3).padEnd(3, '0')),
  }
}

function exists({ year, month, day, hour, minute, second }: Clock): boolean {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const isDay = year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= days
  return isDay && hour < 24 && minute < 60 && second < 60
}

function instant(
  { clock, offset }: { clock: Clock; offset: number | null },
  { zone, ignoresOffsets }: TimeReading,
): DateTime | null {
  const own = offset === null || ignoresOffsets ? zone : FixedOffsetZone.instance(offset)
  const time = DateTime.fromObject(clock, { zone: own })
  // When clocks go forward, one hour does not exist.
  return time.isValid && time.hour === clock.hour && time.minute === clock.minute ? time : null
}

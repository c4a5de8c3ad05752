/** Zones for clock times without one. The zone of the process is never used. */
import { FixedOffsetZone, IANAZone, type Zone } from 'luxon'
import { ImportError } from './error.ts'

/** China has one time zone. */
const defaultZone = IANAZone.create('Asia/Shanghai')

/** The outermost zones are UTC−12 and UTC+14. */
const MAX_OFFSET_MINUTES = 14 * 60

/** Returns an offset in minutes from `Z`, `+08:00`, `+8`, `UTC+8` or `GMT-0330`; null for other text. */
export function offsetMinutes(text: string): number | null {
  const match = /^(?:Z|(?:UTC|GMT)?(?:([+-])(\d{1,2})(?::?([0-5]\d))?)?)$/i.exec(text)
  if (!match || text === '') return null
  const [, sign, hours = '0', minutes = '0'] = match
  const offset = Number(hours) * 60 + Number(minutes)
  if (offset > MAX_OFFSET_MINUTES) return null
  return sign === '-' ? -offset : offset
}

/**
 * Returns the zone of `--timezone`, an IANA name or an offset; Asia/Shanghai without it. Throws ImportError
 * for other text.
 */
export function parseTimeZone(text: string | undefined): Zone {
  if (text === undefined) return defaultZone
  const plain = text.trim()
  const offset = offsetMinutes(plain)
  if (offset !== null) return FixedOffsetZone.instance(offset)
  if (plain.includes('/') && IANAZone.isValidZone(plain)) return IANAZone.create(plain)
  throw new ImportError({
    zh: `--timezone 应为时区名（如 Asia/Shanghai）或偏移（如 +08:00），收到的是“${text}”。`,
    en: `--timezone should be a time zone, such as Asia/Shanghai, or an offset, such as +08:00, but was "${text}".`,
  })
}

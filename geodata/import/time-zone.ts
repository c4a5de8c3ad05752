/** Time zones of clock times that name none. The zone of the process never counts. */
import { FixedOffsetZone, IANAZone, type Zone } from 'luxon'
import { ImportError } from './error.ts'

/** China's one time zone. */
const defaultZone = IANAZone.create('Asia/Shanghai')

/** The farthest zones are UTC−12 and UTC+14. */
const MAX_OFFSET_MINUTES = 14 * 60

/** An offset as times and `--timezone` write it, in minutes: `Z`, `+08:00`, `+8`, `UTC+8`, `GMT-0330`; else null. */
export function offsetMinutes(text: string): number | null {
  const match = /^(?:Z|(?:UTC|GMT)?(?:([+-])(\d{1,2})(?::?([0-5]\d))?)?)$/i.exec(text)
  if (!match || text === '') return null
  const [, sign, hours = '0', minutes = '0'] = match
  const offset = Number(hours) * 60 + Number(minutes)
  if (offset > MAX_OFFSET_MINUTES) return null
  return sign === '-' ? -offset : offset
}

/**
 * The zone that `--timezone` names, by an IANA name or an offset; Asia/Shanghai where it is left out.
 * Throws ImportError for what is neither.
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

/** The `datetime` parameter: a date, a time, or a period between two of them, with `..` for an open end. */
import { z } from 'zod'
import { parameter } from '../../http/parameters.ts'

/** A period that includes both ends; null is open. The texts are valid timestamptz literals. */
export interface Period {
  readonly from: string | null
  readonly to: string | null
}

const time = z.iso.datetime({ offset: true })
const date = z.iso.date()

/** A date without a time is the whole day in China Standard Time. */
const DAY_BEGINS = 'T00:00:00+08:00'
const DAY_ENDS = 'T23:59:59.999999+08:00'

function moment(text: string, edge: typeof DAY_BEGINS | typeof DAY_ENDS): string | undefined {
  if (date.safeParse(text).success) return text + edge
  return time.safeParse(text).success ? text : undefined
}

/** Returns the period of a text; undefined if it is invalid or ends before it begins. */
export function parsePeriod(text: string): Period | undefined {
  const parts = text.split('/')
  const [begin = '', end = begin] = parts
  if (parts.length > 2 || (parts.length === 1 && isOpen(begin))) return undefined
  if (isOpen(begin) && isOpen(end)) return undefined
  const from = isOpen(begin) ? null : moment(begin, DAY_BEGINS)
  const to = isOpen(end) ? null : moment(end, DAY_ENDS)
  if (from === undefined || to === undefined) return undefined
  if (from !== null && to !== null && Date.parse(from) > Date.parse(to)) return undefined
  return { from, to }
}

const isOpen = (part: string): boolean => part === '' || part === '..'

export const datetimeParameter = parameter(
  z
    .string()
    .max(80)
    .transform((text, context) => {
      const period = parsePeriod(text)
      if (period !== undefined) return period
      context.addIssue({ code: 'custom', message: 'no period' })
      return z.NEVER
    })
    .optional(),
  {
    zh: 'RFC 3339 的日期或时刻，或以“/”分隔的起止（可用“..”表示不限）',
    en: 'a date or time of RFC 3339, or an interval of two with "/" between, with ".." for an open end',
  },
  { type: 'string' },
)

/** The parameters `from` and `to` of past positions. */
import { z } from 'zod'
import { badParameter } from '../errors.ts'
import { parameter } from '../http/parameters.ts'

const DAY_MS = 86_400_000

const moment = () =>
  parameter(
    z.iso.datetime({ offset: true }).optional(),
    { zh: 'RFC 3339 的时刻', en: 'a time of RFC 3339' },
    { type: 'string', format: 'date-time' },
  )

export const periodParameters = () => ({ from: moment(), to: moment() })

/** Returns the requested period, by default the last 24 hours. Throws a ProblemError if it ends before it begins. */
export function periodOf(query: { readonly from?: string | undefined; readonly to?: string | undefined }) {
  const to = query.to ?? new Date().toISOString()
  const from = query.from ?? new Date(Date.parse(to) - DAY_MS).toISOString()
  if (Date.parse(from) > Date.parse(to))
    throw badParameter('to', { zh: '不早于 from', en: 'not before from' }, to)
  return { from, to }
}

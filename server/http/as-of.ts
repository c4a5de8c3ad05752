/** The parameter `as-of`: a moment in the past of layers that keep versions. */
import { z } from 'zod'
import { readMoment } from '../../geodata/model/versions.ts'
import { parameter } from './parameters.ts'

/** Becomes a Date; undefined if the parameter is missing. */
export const asOfParameter = parameter(
  z
    .string()
    .max(40)
    .transform((text, context) => {
      const moment = readMoment(text, Date.now())
      if (moment !== undefined) return new Date(moment)
      context.addIssue({ code: 'custom', message: 'no moment of the past' })
      return z.NEVER
    })
    .optional(),
  {
    zh: '不晚于现在的日期（取该日在中国的结束时刻）或带时区的时刻，如 2026-11-30 或 2026-11-30T08:00:00Z',
    en: 'a date (the end of that day in China) or an instant with its zone, not after now, such as 2026-11-30 or 2026-11-30T08:00:00Z',
  },
  { type: 'string', description: 'The data as they were at that moment' },
)

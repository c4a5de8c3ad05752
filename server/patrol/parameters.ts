/** Query parameters that several patrol endpoints share. */
import { z } from 'zod'
import { incidentKinds } from '../../geodata/model/codes.ts'
import { parameter } from '../http/parameters.ts'

/** Returns the schema of a date or time of RFC 3339. */
export const momentParameter = () =>
  parameter(
    z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
    { zh: 'RFC 3339 的日期或时刻', en: 'a date or time of RFC 3339' },
    { type: 'string' },
  )

/** Returns the first or last moment of a date, in China standard time; times stay as they are. Null without text. */
export function dayEdge(text: string | undefined, edge: 'from' | 'to'): string | null {
  if (text === undefined) return null
  if (text.includes('T')) return text
  return edge === 'from' ? `${text}T00:00:00+08:00` : `${text}T23:59:59.999999+08:00`
}

const kindCodes = Object.keys(incidentKinds)

/** Returns the schema of kinds of incidents, separated by commas. */
export const kindsParameter = () =>
  parameter(
    z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(z.enum(kindCodes)))
      .optional(),
    { zh: `以逗号分隔的类型：${kindCodes.join('、')}`, en: `kinds by comma: ${kindCodes.join(', ')}` },
    { type: 'array', items: { type: 'string', enum: kindCodes } },
  )

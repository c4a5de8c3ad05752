/** The question of an extract: by code, point, address, drawn area, or a list of codes. */
import { z } from 'zod'
import type { ExtractContent } from '../../../geodata/model/answers/planning-extract.ts'
import { languages } from '../../../geodata/model/text.ts'
import { readMoment } from '../../../geodata/model/versions.ts'
import { ProblemError } from '../../errors.ts'
import { asOfParameter } from '../../http/as-of.ts'
import { languageParameter, parameter } from '../../http/parameters.ts'

/** Parcels in one document. */
const MAX_PARCELS = 200
/** Points of a drawn area. */
const MAX_POINTS = 5_000

export type Ring = readonly (readonly [number, number])[]

export interface Question {
  /** Codes as they were asked. */
  readonly codes?: readonly string[]
  readonly point?: readonly [lon: number, lat: number]
  readonly address?: string
  /** Polygons of rings in degrees. */
  readonly area?: readonly (readonly Ring[])[]
  readonly asOf?: Date | undefined
  readonly edition?: 'public' | undefined
}

const pointForm = /^\s*(-?\d{1,3}(?:\.\d{1,12})?)[,\s]\s*(-?\d{1,2}(?:\.\d{1,12})?)\s*$/

function positionOf(text: string): readonly [number, number] | undefined {
  const [, lon, lat] = pointForm.exec(text) ?? []
  if (lon === undefined || lat === undefined) return undefined
  return Math.abs(Number(lon)) <= 180 && Math.abs(Number(lat)) <= 85 ? [Number(lon), Number(lat)] : undefined
}

const transformed = <T>(max: number, read: (text: string) => T | undefined) =>
  z
    .string()
    .max(max)
    .transform((text, context): T => {
      const value = read(text)
      if (value !== undefined) return value
      context.addIssue({ code: 'custom', message: 'invalid' })
      return z.NEVER
    })
    .optional()

/** Reads a ring `lon,lat;lon,lat;…`, and closes it. */
function areaOf(text: string): Ring | undefined {
  const points = text.split(';').map(positionOf)
  if (points.length < 3 || points.length > MAX_POINTS) return undefined
  const ring = points.flatMap((point) => (point === undefined ? [] : [point]))
  const [first, last] = [ring[0], ring.at(-1)]
  if (ring.length < points.length || first === undefined || last === undefined) return undefined
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first]
}

export const extractQuery = {
  parcel: parameter(
    z.string().max(4_000).optional(),
    { zh: '一个或以逗号分隔的多个宗地代码', en: 'a parcel code, or several separated by commas' },
    { type: 'string', description: '19 or 28 characters; several codes give one document with an index' },
  ),
  point: parameter(
    transformed(60, positionOf),
    { zh: '“经度,纬度”（度）', en: '"longitude,latitude" in degrees' },
    { type: 'string', example: '119.77,30.24' },
  ),
  address: parameter(
    z.string().trim().min(2).max(100).optional(),
    { zh: '2 到 100 个字的坐落', en: 'a location of 2 to 100 characters' },
    { type: 'string' },
  ),
  area: parameter(
    transformed(40_000, areaOf),
    {
      zh: '以分号分隔的 3 至 5000 个“经度,纬度”',
      en: '3 to 5,000 pairs "longitude,latitude", separated by semicolons',
    },
    { type: 'string', description: 'The corners of a drawn area in degrees' },
  ),
  'as-of': asOfParameter,
  edition: parameter(
    z.literal('public').optional(),
    { zh: 'public', en: 'public' },
    { type: 'string', enum: ['public'], description: 'What everyone may read, without drafts and holders' },
  ),
  lang: languageParameter,
}

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-85).max(85)])
const ring = z.array(position).min(4).max(MAX_POINTS)

export const extractBody = z.strictObject({
  parcels: z.array(z.string().min(1).max(64)).min(1).max(MAX_PARCELS).optional(),
  outline: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1).max(200) }),
      z.object({
        type: z.literal('MultiPolygon'),
        coordinates: z.array(z.array(ring).min(1).max(200)).min(1).max(200),
      }),
    ])
    .optional()
    .describe('GeoJSON in degrees of WGS 84'),
  as_of: z
    .string()
    .max(40)
    .refine((text) => readMoment(text, Date.now()) !== undefined)
    .optional(),
  edition: z.literal('public').optional(),
  lang: z.enum(languages).optional(),
})

type Query = z.output<z.ZodObject<typeof extractQuery>>

const oneOf = (came: number) =>
  new ProblemError(
    400,
    { zh: '查询对象不明确', en: 'Unclear question' },
    {
      zh: `请给出宗地代码、点、坐落、范围之中的一项，收到了 ${came} 项。`,
      en: `Give one of a parcel code, a point, an address and an area; ${came} came.`,
    },
  )

const MAX_TEXT_CODES = new Set([',', '，', '、', ';', '\n'])

/** Splits a list of codes. */
const codesOf = (text: string): string[] =>
  [...text]
    .map((character) => (MAX_TEXT_CODES.has(character) ? ',' : character))
    .join('')
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== '')

/** Returns the question of a query. Throws a ProblemError if it has none or several. */
export function questionOfQuery(query: Query): Question {
  const { parcel, point, address, area } = query
  const came = [parcel, point, address, area].filter((part) => part !== undefined).length
  if (came !== 1) throw oneOf(came)
  const how = { asOf: query['as-of'], edition: query.edition }
  if (point !== undefined) return { point, ...how }
  if (address !== undefined) return { address, ...how }
  if (area !== undefined) return { area: [[area]], ...how }
  const codes = codesOf(parcel ?? '')
  if (codes.length === 0 || codes.length > MAX_PARCELS) throw tooMany(codes.length)
  return { codes, ...how }
}

const tooMany = (count: number) =>
  new ProblemError(
    400,
    { zh: '宗地数量有误', en: 'Wrong number of parcels' },
    {
      zh: `一份文件可含 1 至 ${MAX_PARCELS} 个宗地，收到了 ${count} 个。`,
      en: `A document has 1 to ${MAX_PARCELS} parcels; ${count} came.`,
    },
  )

/** Returns the question of a body. Throws a ProblemError if it has none or several. */
export function questionOfBody(body: z.output<typeof extractBody>): Question {
  const { parcels, outline, as_of } = body
  const came = [parcels, outline].filter((part) => part !== undefined).length
  if (came !== 1) throw oneOf(came)
  const moment = as_of === undefined ? undefined : readMoment(as_of, Date.now())
  const how = { asOf: moment === undefined ? undefined : new Date(moment), edition: body.edition }
  if (parcels !== undefined) return { codes: parcels, ...how }
  if (outline === undefined) throw oneOf(0)
  return { area: outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates, ...how }
}

/** Returns the question as it is written into the document. */
export function writtenQuestion({ codes, point, address, area }: Question): ExtractContent['question'] {
  if (codes !== undefined) return { parcel: codes.join(',') }
  if (point !== undefined) return { point: point.join(',') }
  if (address !== undefined) return { address }
  const [polygon, ...others] = area ?? []
  const [outer, ...holes] = polygon ?? []
  if (others.length === 0 && holes.length === 0) return { area: ringText(outer ?? []) }
  return { outline: { type: 'MultiPolygon', coordinates: area ?? [] } }
}

const ringText = (points: Ring): string => points.map((point) => point.join(',')).join(';')

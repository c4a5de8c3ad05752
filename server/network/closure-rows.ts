/** Reads and writes closures of ways with the viewer's rights. */
import { z } from 'zod'
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import { type Closure, closureKinds } from '../../geodata/model/answers/closures.ts'
import { networkProfileSchema } from '../../geodata/model/answers/patrol-ranking.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import { notFound, ProblemError } from '../errors.ts'
import { parameter } from '../http/parameters.ts'

const listSql = sqlFile(import.meta.url, 'closures.sql')
const addSql = sqlFile(import.meta.url, 'add-closure.sql')
const endSql = sqlFile(import.meta.url, 'end-closure.sql')

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const ring = z.array(position).min(4).max(2000)
const place = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Point'), coordinates: position }),
  z.strictObject({ type: z.literal('LineString'), coordinates: z.array(position).min(2).max(2000) }),
  z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1).max(50) }),
])
const moment = () =>
  parameter(z.iso.datetime({ offset: true }).nullish(), { zh: 'RFC 3339 的时刻', en: 'a time of RFC 3339' })
const words = (zh: string, en: string) =>
  parameter(
    z
      .string()
      .trim()
      .min(1)
      .max(500)
      .regex(/^[^\0]*$/),
    { zh, en },
  )

/** The request of a lead. */
export const newClosureSchema = z.strictObject({
  kind: z.enum(closureKinds),
  reason_zh: words('1 到 500 字的原因', 'a reason of 1 to 500 characters, in Chinese'),
  reason_en: words('1 到 500 字的英文原因', 'a reason of 1 to 500 characters, in English').nullish(),
  profiles: parameter(z.array(networkProfileSchema).min(1).max(5), {
    zh: '受影响的方式：vehicle、foot',
    en: 'who cannot pass: vehicle, foot',
  }),
  road_id: parameter(z.int().positive().nullish(), { zh: '道路编号', en: 'the id of a road' }),
  geometry: parameter(place.nullish(), {
    zh: 'WGS 84 的 Point、LineString 或 Polygon（GeoJSON），或改用 road_id',
    en: 'a Point, LineString or Polygon of GeoJSON in WGS 84, or road_id instead',
  }),
  starts_at: moment(),
  ends_at: moment(),
})
export type NewClosure = z.infer<typeof newClosureSchema>

export async function listClosures(database: Queryable): Promise<Closure[]> {
  return (await database.query<Closure>(listSql)).rows
}

/** Stores a closure. Throws a ProblemError if it closes nothing, or ends before it begins. */
export async function addClosure(
  database: Queryable,
  closure: NewClosure,
  account: number | null,
): Promise<Closure> {
  const { kind, reason_zh, reason_en, profiles, road_id, geometry, starts_at, ends_at } = closure
  if (!geometry && !road_id)
    throw unfit({
      zh: '应给出 geometry 或 road_id，两者都没有。',
      en: 'Give geometry or road_id: there was neither.',
    })
  const begin = starts_at ? Date.parse(starts_at) : Date.now()
  if (ends_at && Date.parse(ends_at) <= begin)
    throw unfit({
      zh: `ends_at 应晚于开始时刻，收到的是 ${ends_at}。`,
      en: `ends_at should be after the beginning, but was ${ends_at}.`,
    })
  const values = [
    kind,
    reason_zh,
    reason_en ?? null,
    profiles,
    road_id ?? null,
    starts_at ?? null,
    ends_at ?? null,
  ]
  const text = geometry ? JSON.stringify(geometry) : null
  const { rows } = await database.query<{ id: number }>(addSql, [...values, account, text])
  const id = rows[0]?.id
  if (id === undefined) throw notFound({ zh: '道路', en: 'road' }, String(road_id))
  const added = (await listClosures(database)).find((one) => one.id === id)
  if (added === undefined) throw new Error('a closure that was added is not there')
  return added
}

const unfit = (detail: { readonly zh: string; readonly en: string }) =>
  new ProblemError(400, { zh: '封闭内容有误', en: 'Bad closure' }, detail)

/** Deletes a closure. Throws a ProblemError of status 404 if the viewer sees no such closure. */
export async function endClosure(database: Queryable, id: string): Promise<void> {
  const { rows } = isRowId(id) ? await database.query(endSql, [id]) : { rows: [] }
  if (rows.length === 0) throw notFound({ zh: '封闭', en: 'closure' }, id)
}

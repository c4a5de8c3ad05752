/** Parcels as a table: pages, positions on the map, sums, and a file for spreadsheets. */
import { z } from 'zod'
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import {
  type ParcelPage,
  type ParcelPlaces,
  type ParcelRow,
  parcelPageSchema,
  parcelPlacesSchema,
} from '../../geodata/model/answers/parcels.ts'
import {
  type IndicatorId,
  indicatorIds,
  verdictOfBit,
  verdictsOfBits,
} from '../../geodata/model/planning/indicators.ts'
import {
  type ParcelSort,
  type ParcelSortKey,
  parcelSorts,
} from '../../geodata/model/planning/parcel-filter.ts'
import type { ServerContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { integerText, limitParameter, parameter, rowIdText } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { type AskedParcels, ParcelStatement, parcelFilterQuery } from './parcel-conditions.ts'

const pageSql = sqlFile(import.meta.url, 'parcel-page.sql')
const idsSql = sqlFile(import.meta.url, 'parcel-ids.sql')
const positionSql = sqlFile(import.meta.url, 'parcel-position.sql')
const placesSql = sqlFile(import.meta.url, 'parcel-places.sql')

const tag = 'Planning'
const json = 'application/json'
/** More places would stall the map. */
const MAX_PLACES = 5_000

const columns: Readonly<Record<ParcelSortKey, { readonly column: string; readonly nullable: boolean }>> = {
  code: { column: 'parcel_code', nullable: false },
  use: { column: 'land_use', nullable: false },
  town: { column: 'town_code', nullable: true },
  state: { column: 'state', nullable: false },
  area: { column: 'area_m2', nullable: false },
  far: { column: 'far', nullable: true },
  height: { column: 'height_m', nullable: true },
}

/** Returns `order by` for a sort key, in a direction with an index; unknown figures are last. */
export function parcelOrder(sort: ParcelSort): string {
  const direction = sort.startsWith('-') ? ' desc' : ''
  const { column, nullable } = columns[sort.replace('-', '') as ParcelSortKey]
  return `${column}${direction}${nullable ? ' nulls last' : ''}, id${direction}`
}

export const sortParameter = parameter(
  z.enum(parcelSorts).default('code'),
  { zh: `下列之一：${parcelSorts.join('、')}`, en: `one of ${parcelSorts.join(', ')}` },
  { type: 'string', enum: parcelSorts, default: 'code' },
)

const pageQuery = z.object({
  ...parcelFilterQuery,
  sort: sortParameter,
  limit: limitParameter(500, 50),
  offset: parameter(
    integerText(0, 10_000_000).default(0),
    { zh: '0 以上的整数', en: 'an integer from 0' },
    { type: 'integer', minimum: 0, default: 0 },
  ),
  around: parameter(
    rowIdText().optional(),
    { zh: '地块的编号', en: 'the id of a parcel' },
    { type: 'integer', description: 'Answers the page that contains this parcel, if it matches' },
  ),
})
type PageQuery = z.output<typeof pageQuery>

type PageRow = Omit<ParcelRow, 'verdicts' | 'indicators' | 'bbox'> & {
  readonly verdicts: number
} & { readonly [K in `${IndicatorId}_verdict`]: number } & {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** `GET /planning/parcels` and `/planning/parcels/places`. */
export function parcelEndpoints({ databaseFor }: Pick<ServerContext, 'databaseFor'>): readonly Endpoint[] {
  return [
    endpoint({
      operationId: 'getParcels',
      method: 'get',
      path: '/planning/parcels',
      tag,
      summary:
        'Parcels as rows of a table, with the verdicts of their indicators; filtered, sorted, in pages',
      query: pageQuery,
      responses: { 200: { description: 'A page', content: { [json]: parcelPageSchema } } },
      async handle({ query }, response, request) {
        sendJson(response, parcelPageSchema, await parcelPage(databaseFor(request), query))
      },
    }),
    endpoint({
      operationId: 'getParcelPlaces',
      method: 'get',
      path: '/planning/parcels/places',
      tag,
      summary: `Ids and places of the parcels that match, at most ${MAX_PLACES}: to mark them on a map`,
      query: z.object(parcelFilterQuery),
      responses: { 200: { description: 'Places', content: { [json]: parcelPlacesSchema } } },
      async handle({ query }, response, request) {
        sendJson(response, parcelPlacesSchema, await parcelPlaces(databaseFor(request), query))
      },
    }),
  ]
}

async function parcelPage(database: Queryable, query: PageQuery): Promise<ParcelPage> {
  const offset = (await offsetAround(database, query)) ?? query.offset
  const rows = await pageRows(database, query, offset)
  return {
    offset,
    more: rows.length > query.limit,
    parcels: rows.slice(0, query.limit).map(parcelRow),
  }
}

/** Returns the rows of a page and one more. */
async function pageRows(database: Queryable, query: PageQuery, offset: number): Promise<readonly PageRow[]> {
  const order = parcelOrder(query.sort)
  const statement = new ParcelStatement(query)
  const verdict = statement.verdict()
  const skipped = statement.bind(offset, 'bigint')
  const limit = statement.bind(query.limit + 1, 'bigint')
  if (verdict === 'true') {
    // Selected by an index before the parcels are judged.
    const judged = statement.judged({ window: { order, offset: skipped, limit } })
    return (await database.query<PageRow>(statement.query(pageSql, { judged, order }))).rows
  }
  const marks = { judged: statement.judged(), verdict, order, offset: skipped, limit }
  const found = await database.query<{ id: string }>(statement.query(idsSql, marks))
  const those = new ParcelStatement(query)
  const judged = those.judgedOnly(found.rows.map(({ id }) => id))
  return (await database.query<PageRow>(those.query(pageSql, { judged, order }))).rows
}

/** Returns where the page with the parcel `around` begins; undefined without it or if it does not match. */
async function offsetAround(database: Queryable, query: PageQuery): Promise<number | undefined> {
  if (query.around === undefined) return undefined
  const statement = new ParcelStatement(query)
  const marks = {
    judged: statement.judged(),
    verdict: statement.verdict(),
    order: parcelOrder(query.sort),
    id: statement.bind(query.around, 'bigint'),
  }
  const { rows } = await database.query<{ before: number }>(statement.query(positionSql, marks))
  const before = rows[0]?.before
  return before === undefined ? undefined : before - (before % query.limit)
}

function parcelRow({ west, south, east, north, ...row }: PageRow): ParcelRow {
  const { id, parcel_code, land_use, state, tenure, town_code, address, area_m2, far, height_m } = row
  return {
    ...{ id, parcel_code, land_use, state, tenure, town_code, address, area_m2, far, height_m },
    verdicts: verdictsOfBits(row.verdicts),
    indicators: indicatorIds.flatMap((indicator) => {
      const verdict = verdictOfBit(row[`${indicator}_verdict`])
      return verdict === undefined ? [] : [{ id: indicator, verdict }]
    }),
    bbox: [west, south, east, north],
  }
}

async function parcelPlaces(database: Queryable, query: AskedParcels): Promise<ParcelPlaces> {
  const statement = new ParcelStatement(query)
  const marks = {
    judged: statement.judged(),
    verdict: statement.verdict(),
    limit: statement.bind(MAX_PLACES + 1, 'bigint'),
  }
  const { rows } = await database.query<{ id: number; lon: number; lat: number }>(
    statement.query(placesSql, marks),
  )
  const listed = rows.slice(0, MAX_PLACES)
  const rounded = (degrees: number) => Number(degrees.toFixed(6))
  return {
    complete: rows.length <= MAX_PLACES,
    ids: listed.map(({ id }) => id),
    positions: listed.map(({ lon, lat }) => [rounded(lon), rounded(lat)]),
  }
}

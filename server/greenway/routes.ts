/** Figures of a greenway: length, surfaces, facilities along it, elevation. */
import { z } from 'zod'
import type { Database } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import {
  type Greenway,
  type GreenwayFacilities,
  greenwayFacilitiesSchema,
  greenwaySchema,
} from '../../geodata/model/answers/greenways.ts'
import { facilityKinds } from '../../geodata/model/codes.ts'
import { type Climb, climbOf } from '../../geodata/model/relief/climb.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import { elevationsAt } from '../../tiles/terrain/elevation.ts'
import type { ServerContext } from '../context.ts'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { featureIdParams, parameter } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { profileEndpoint } from './profile.ts'

const facilitiesSql = sqlFile(import.meta.url, 'facilities.sql')
const greenwaySql = sqlFile(import.meta.url, 'greenway.sql')
const lineSql = sqlFile(import.meta.url, 'line.sql')

const known = Object.keys(facilityKinds)
const kindParameter = parameter(
  z.string().refine((kind) => known.includes(kind)),
  { zh: `设施类型之一：${known.join('、')}`, en: `a kind of facility: ${known.join(', ')}` },
  { type: 'string', enum: known },
)

/** Metres between two points of the elevation profile. */
const SAMPLE_M = 25

/** `GET /greenway/greenways/{fid}`, and its facilities. */
export function greenwayEndpoints({ databaseFor }: Pick<ServerContext, 'databaseFor'>): readonly Endpoint[] {
  return [
    endpoint({
      operationId: 'getGreenway',
      method: 'get',
      path: '/greenway/greenways/{fid}',
      tag: 'Greenway',
      summary: 'A greenway with its surfaces, the facilities within 100 m and its elevations',
      params: featureIdParams,
      responses: { 200: { description: 'Greenway', content: { 'application/json': greenwaySchema } } },
      async handle({ params: { fid } }, response, request) {
        const database = databaseFor(request)
        const { rows } = isRowId(fid)
          ? await database.query<Omit<Greenway, 'elevation'>>(greenwaySql, [fid])
          : { rows: [] }
        const greenway = rows[0]
        if (greenway === undefined) throw notFound({ zh: '绿道', en: 'greenway' }, fid)
        sendJson(response, greenwaySchema, { ...greenway, elevation: await elevationOf(database, fid) })
      },
    }),
    facilitiesEndpoint(databaseFor),
    profileEndpoint({ databaseFor }),
  ]
}

/** `GET /greenway/greenways/{fid}/facilities`. */
function facilitiesEndpoint(databaseFor: ServerContext['databaseFor']): Endpoint {
  return endpoint({
    operationId: 'getGreenwayFacilities',
    method: 'get',
    path: '/greenway/greenways/{fid}/facilities',
    tag: 'Greenway',
    summary: 'The facilities of a kind within 100 m of a greenway, in order along it',
    params: featureIdParams,
    query: z.object({ kind: kindParameter }),
    responses: {
      200: { description: 'Facilities', content: { 'application/json': greenwayFacilitiesSchema } },
    },
    async handle({ params: { fid }, query: { kind } }, response, request) {
      const database = databaseFor(request)
      const { rows: named } = isRowId(fid)
        ? await database.query<GreenwayFacilities['greenway']>(
            'select id::float8 as id, name, name_en from greenways where id = $1::bigint',
            [fid],
          )
        : { rows: [] }
      const greenway = named[0]
      if (greenway === undefined) throw notFound({ zh: '绿道', en: 'greenway' }, fid)
      const { rows } = await database.query<GreenwayFacilities['facilities'][number]>(facilitiesSql, [
        fid,
        kind,
      ])
      sendJson(response, greenwayFacilitiesSchema, { greenway, facilities: rows })
    },
  })
}

interface LinePoint {
  readonly part: number
  readonly lon: number
  readonly lat: number
}

async function elevationOf(database: Database, greenway: string): Promise<Climb | null> {
  const { rows } = await database.query<LinePoint>(lineSql, [greenway, SAMPLE_M])
  const elevations = await elevationsAt(
    database,
    rows.map(({ lon, lat }) => [lon, lat]),
  )
  const pieces = new Map<number, (number | null)[]>()
  for (const [index, { part }] of rows.entries()) {
    const piece = pieces.get(part) ?? []
    piece.push(elevations[index]?.elevation_m ?? null)
    pieces.set(part, piece)
  }
  return climbOf([...pieces.values()])
}

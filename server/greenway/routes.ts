/** A greenway in numbers: length, surfaces, facilities on the way, elevation. */
import type { Database } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import { type Greenway, greenwaySchema } from '../../geodata/model/answers/greenways.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import { elevationsAt } from '../../tiles/terrain/elevation.ts'
import type { ServerContext } from '../context.ts'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { featureIdParams } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { type Climb, climbOf } from './climb.ts'

const greenwaySql = sqlFile(import.meta.url, 'greenway.sql')
const lineSql = sqlFile(import.meta.url, 'line.sql')

/** Metres between two points whose elevation is looked up. */
const SAMPLE_M = 25

/** `GET /greenway/greenways/{fid}`. */
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
  ]
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

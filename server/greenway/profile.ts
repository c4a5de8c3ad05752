/** `GET /greenway/greenways/{fid}/profile`: the ordered line of a greenway with heights, parts and warnings. */
import type { Database } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import { type GreenwayProfile, greenwayProfileSchema } from '../../geodata/model/answers/greenway-profile.ts'
import {
  greenwayProfile,
  type PointClosure,
  type ProfilePiece,
} from '../../geodata/model/routes/greenway-profile.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import { elevationsAt } from '../../tiles/terrain/elevation.ts'
import type { ServerContext } from '../context.ts'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { featureIdParams } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'

const profileSql = sqlFile(import.meta.url, 'profile.sql')

/** Longest distance in metres between two points with heights. */
const STEP_M = 25

interface Row {
  readonly part: number
  readonly name: string | null
  readonly surface: string
  readonly width_m: number | null
  readonly lit: boolean | null
  readonly lon: number
  readonly lat: number
  readonly closure: PointClosure | null
}

/** Returns the pieces of a greenway with their heights, and the sources of these. */
async function piecesOf(database: Database, greenway: string) {
  const { rows } = await database.query<Row>(profileSql, [greenway, STEP_M])
  const heights = await elevationsAt(
    database,
    rows.map(({ lon, lat }) => [lon, lat]),
  )
  const pieces = new Map<number, { piece: ProfilePiece; points: ProfilePiece['points'][number][] }>()
  for (const [index, { part, lon, lat, closure, ...piece }] of rows.entries()) {
    const known = pieces.get(part) ?? { piece: { ...piece, points: [] }, points: [] }
    known.points.push({ at: [lon, lat], height_m: heights[index]?.elevation_m ?? null, closure })
    pieces.set(part, known)
  }
  const sources = new Set(heights.flatMap((height) => height?.source ?? []))
  return {
    pieces: [...pieces.values()].map(({ piece, points }) => ({ ...piece, points })),
    sources: [...sources],
  }
}

/** Returns the profile of a greenway; null if the reader sees no such greenway. */
export async function readProfile(database: Database, fid: string): Promise<GreenwayProfile | null> {
  const { pieces, sources } = isRowId(fid) ? await piecesOf(database, fid) : { pieces: [], sources: [] }
  return pieces.length === 0 ? null : greenwayProfile(pieces, { step_m: STEP_M, sources })
}

export function profileEndpoint({ databaseFor }: Pick<ServerContext, 'databaseFor'>): Endpoint {
  return endpoint({
    operationId: 'getGreenwayProfile',
    method: 'get',
    path: '/greenway/greenways/{fid}/profile',
    tag: 'Greenway',
    summary: 'The ordered line of a greenway with heights, ascent, parts, gaps and warnings',
    params: featureIdParams,
    responses: {
      200: { description: 'Profile', content: { 'application/json': greenwayProfileSchema } },
    },
    async handle({ params: { fid } }, response, request) {
      const profile = await readProfile(databaseFor(request), fid)
      if (profile === null) throw notFound({ zh: '绿道', en: 'greenway' }, fid)
      sendJson(response, greenwayProfileSchema, profile)
    },
  })
}

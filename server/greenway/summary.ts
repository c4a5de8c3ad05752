/** Reads a greenway with its surfaces, the facilities within 100 m and its elevations. */
import type { Database } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { Greenway } from '../../geodata/model/answers/greenways.ts'
import { type Climb, climbOf } from '../../geodata/model/relief/climb.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import { elevationsAt } from '../../tiles/terrain/elevation.ts'

const greenwaySql = sqlFile(import.meta.url, 'greenway.sql')
const lineSql = sqlFile(import.meta.url, 'line.sql')

/** Metres between two points of the elevation profile. */
const SAMPLE_M = 25

/** Returns a greenway; null if the reader sees no such greenway. */
export async function readGreenway(database: Database, fid: string): Promise<Greenway | null> {
  const { rows } = isRowId(fid)
    ? await database.query<Omit<Greenway, 'elevation'>>(greenwaySql, [fid])
    : { rows: [] }
  const [greenway] = rows
  return greenway === undefined ? null : { ...greenway, elevation: await elevationOf(database, fid) }
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

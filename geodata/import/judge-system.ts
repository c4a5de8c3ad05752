/** Judges in which coordinate system a file is, by its declaration, its numbers and known lines. */
import type { Queryable } from '../database/database.ts'
import { sqlFile } from '../database/sql.ts'
import {
  type Candidate,
  candidatesOf,
  type FilePlace,
  type Ground,
  ranked,
} from '../model/planning/outline/candidates.ts'
import { type Pair, placing } from '../model/planning/outline/systems.ts'

const groundSql = sqlFile(import.meta.url, 'ground.sql')
const matchesSql = sqlFile(import.meta.url, 'matches.sql')

/** Corners that are compared with known lines, for each candidate. */
const SAMPLE = 40
/** Candidates that are compared: the others are far away. */
const COMPARED = 8
/** Hangzhou, while the platform has no data. */
const NO_GROUND: Ground = [118.3, 29.1, 120.9, 30.7]

/** Degrees around the data, some 5 km: projects lie beside known parcels, too. */
const MARGIN = 0.05

export interface Placed extends Omit<FilePlace, 'middle'> {
  /** Positions in coordinates of the file. */
  readonly corners: readonly Pair[]
}

/** Returns the candidates, the most probable first; none if the numbers fit no system. */
export async function judgeSystem(database: Queryable, { corners, ...source }: Placed): Promise<Candidate[]> {
  const place = { ...source, middle: middleOf(corners) }
  const candidates = candidatesOf(place, await groundOf(database))
  const compared = candidates.slice(0, COMPARED)
  const step = Math.max(1, Math.floor(corners.length / SAMPLE))
  const sample = corners.filter((_, i) => i % step === 0).slice(0, SAMPLE)
  const placed = compared.flatMap((candidate, n) =>
    sample.map(placing(candidate, source.declared?.wkt)).map(([lon, lat]) => ({ n, lon, lat })),
  )
  const finite = placed.filter(({ lon, lat }) => Number.isFinite(lon) && Number.isFinite(lat))
  const { rows } = await database.query<{ candidate: number; share: number }>(matchesSql, [
    finite.map(({ n }) => n),
    finite.map(({ lon }) => lon),
    finite.map(({ lat }) => lat),
  ])
  const shares = new Map(rows.map(({ candidate, share }) => [candidate, share]))
  return ranked(candidates.map((candidate, n) => ({ ...candidate, matches: shares.get(n) ?? null })))
}

async function groundOf(database: Queryable): Promise<Ground> {
  const { rows } = await database.query<{ west: number; south: number; east: number; north: number }>(
    groundSql,
  )
  const [box] = rows
  if (box === undefined) return NO_GROUND
  return [box.west - MARGIN, box.south - MARGIN, box.east + MARGIN, box.north + MARGIN]
}

/** Middle of the extent; stray zeros are left out. */
function middleOf(corners: readonly Pair[]): Pair {
  const real = corners.filter(([x, y]) => x !== 0 || y !== 0)
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of real) {
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  return [(west + east) / 2, (south + north) / 2]
}

/** Elevations at positions, from the finest stored samples. */
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { Bounds } from '../../geodata/model/tile.ts'
import { MERCATOR_LIMIT, toMercator } from '../../geodata/model/tile.ts'
import { TERRAIN_TILE_SIZE } from '../../geodata/terrain/heights.ts'
import { HeightField } from './height-field.ts'

const sourcesSql = sqlFile(import.meta.url, 'sources.sql')
const heightsSql = sqlFile(import.meta.url, 'heights-at.sql')

export interface Elevation {
  /** Metres above the datum of the source. */
  readonly elevation_m: number
  readonly source: string
  readonly synthetic: boolean
}

export interface ElevationSource {
  readonly name: string
  readonly licence: string
  readonly synthetic: boolean
  readonly maxzoom: number
  readonly bounds: Bounds
  /** Lowest zoom of all sources. */
  readonly minzoom: number
}

type SourceRow = Omit<ElevationSource, 'bounds' | 'minzoom'> & {
  readonly minzoom: number | null
} & Readonly<Record<'west' | 'south' | 'east' | 'north', number>>

/** Longitude and latitude in WGS 84 degrees. */
export type LonLat = readonly [longitude: number, latitude: number]

/** Returns all sources of elevations, the highest priority first. */
export async function elevationSources(database: Queryable): Promise<ElevationSource[]> {
  const { rows } = await database.query<SourceRow>(sourcesSql)
  return rows.map(({ west, south, east, north, minzoom, ...source }) => ({
    ...source,
    minzoom: minzoom ?? 0,
    bounds: [west, south, east, north],
  }))
}

/**
 * Returns the elevation at each position, bilinear between samples of the source with the highest priority
 * and data there; null in gaps. One query per source, so request a whole profile at once.
 */
export async function elevationsAt(
  database: Queryable,
  positions: readonly LonLat[],
): Promise<(Elevation | null)[]> {
  const found: (Elevation | null)[] = positions.map(() => null)
  for (const source of await elevationSources(database)) {
    const open = positions
      .map((position, index) => ({ index, ...samplePosition(position, source.maxzoom), position }))
      .filter(({ index, position }) => found[index] === null && isWithin(position, source.bounds))
    if (open.length === 0) continue
    const field = await readField(database, source, open)
    for (const { index, column, row } of open) {
      const decimetres = field.at(column, row)
      if (Number.isNaN(decimetres)) continue
      const { name, synthetic } = source
      found[index] = { elevation_m: Math.round(decimetres) / 10, source: name, synthetic }
    }
  }
  return found
}

interface SamplePosition {
  readonly column: number
  readonly row: number
}

/** Returns a position in the sample grid of a zoom. */
function samplePosition([longitude, latitude]: LonLat, z: number): SamplePosition {
  const [x, y] = toMercator(longitude, latitude)
  const samples = (TERRAIN_TILE_SIZE * 2 ** z) / (2 * MERCATOR_LIMIT)
  return { column: (x + MERCATOR_LIMIT) * samples - 0.5, row: (MERCATOR_LIMIT - y) * samples - 0.5 }
}

function isWithin([longitude, latitude]: LonLat, [west, south, east, north]: Bounds): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north
}

/** Reads the tiles with the four samples around each position. */
async function readField(
  database: Queryable,
  { name, maxzoom }: ElevationSource,
  positions: readonly SamplePosition[],
): Promise<HeightField> {
  const tiles = new Map<string, readonly [x: number, y: number]>()
  for (const { column, row } of positions) {
    for (const [east, south] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      const x = Math.floor((Math.floor(column) + east) / TERRAIN_TILE_SIZE)
      const y = Math.floor((Math.floor(row) + south) / TERRAIN_TILE_SIZE)
      tiles.set(`${x}/${y}`, [x, y])
    }
  }
  const addresses = [...tiles.values()]
  const { rows } = await database.query<{ x: number; y: number; heights: Uint8Array }>(heightsSql, [
    name,
    maxzoom,
    addresses.map(([x]) => x),
    addresses.map(([, y]) => y),
  ])
  const field = new HeightField(maxzoom)
  for (const { x, y, heights } of rows) field.add(x, y, heights)
  return field
}

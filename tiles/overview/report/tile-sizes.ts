/** Sizes of a layer's tiles by zoom, measured on the tiles with the most data. */
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { PbfReader } from 'pbf'
import type { Database } from '../../../geodata/database/database.ts'
import { fillMarks, sqlFile } from '../../../geodata/database/sql.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import type { TileAddress } from '../../../geodata/model/tile.ts'
import { renderVectorTile } from '../../vector/render.ts'

const fullestSql = sqlFile(import.meta.url, 'fullest.sql')
const packed = promisify<Uint8Array, { level: number }, Buffer>(gzip)

export interface TileSize {
  readonly address: TileAddress
  readonly features: number
  readonly bytes: number
  /** At the level that the server uses. */
  readonly gzipBytes: number
}

export interface ZoomSizes {
  readonly layerId: string
  readonly z: number
  /** Tiles with rows. */
  readonly tiles: number
  readonly measured: number
  readonly median: TileSize
  readonly worst: TileSize
}

/** Yields sizes at each zoom with non-empty tiles; at most `most` tiles per zoom are rendered. */
export async function* layerSizes(
  database: Database,
  layer: Layer,
  most: number,
  signal: AbortSignal,
): AsyncGenerator<ZoomSizes> {
  for (let z = layer.minzoom; z <= layer.maxzoom; z++) {
    const { rows } = await database.query<{ x: number; y: number; tiles: number }>(
      fillMarks(fullestSql, { layer: layer.id }),
      [z, most],
    )
    const sizes: TileSize[] = []
    for (const { x, y } of rows) {
      signal.throwIfAborted()
      const size = await measure(database, layer, { z, x, y })
      if (size.bytes > 0) sizes.push(size)
    }
    const sorted = sizes.toSorted((a, b) => b.bytes - a.bytes)
    const [worst] = sorted
    const median = sorted[Math.floor(sorted.length / 2)]
    if (!worst || !median) continue
    yield { layerId: layer.id, z, tiles: rows[0]?.tiles ?? 0, measured: sizes.length, median, worst }
  }
}

async function measure(database: Database, layer: Layer, address: TileAddress): Promise<TileSize> {
  const tile = await renderVectorTile(database, [layer], address)
  const gzipBytes = tile.length > 0 ? (await packed(tile, { level: 4 })).length : 0
  return { address, features: countFeatures(tile), bytes: tile.length, gzipBytes }
}

/** Returns the total number of features in all layers of a vector tile. */
function countFeatures(tile: Uint8Array): number {
  const reader = new PbfReader(tile)
  let count = 0
  while (reader.pos < reader.length) {
    const tag = reader.readVarint()
    if (tag >> 3 !== 3) {
      reader.skip(tag)
      continue
    }
    const end = reader.readVarint() + reader.pos
    while (reader.pos < end) {
      const field = reader.readVarint()
      if (field >> 3 === 2) count++
      reader.skip(field)
    }
  }
  return count
}

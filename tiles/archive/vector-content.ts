/** Archives of vector tiles of the catalogue's layers. */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'
import { publicViewer } from '../../geodata/access/viewer.ts'
import type { Database } from '../../geodata/database/database.ts'
import { fillMarks, sqlFile } from '../../geodata/database/sql.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { OVERVIEW_VERSION } from '../overview/plan.ts'
import { tileStatement } from '../vector/statement.ts'
import { attributionHtml, boundsAround, layerBounds, vectorTileJson } from '../vector/tilejson.ts'
import type { ArchiveContent } from './content.ts'
import { type Occupied, tileReach } from './coverage.ts'
import { bringOverviewsUpToDate } from './overviews.ts'
import { batchSize, renderBatch } from './tile-batch.ts'

const occupiedSql = sqlFile(import.meta.url, 'occupied.sql')
const layerSql = sqlFile(import.meta.url, 'occupied_layer.sql')
const versionSql = 'select version() as postgres, postgis_full_version() as postgis'
const syntheticSql = sqlFile(import.meta.url, 'synthetic_layer.sql')

/** A high level, because archived tiles are compressed once and sent often. */
const LEVEL = { level: 6 }
/** Fewer bytes are compressed in this thread, because handing them to another takes longer. */
const SMALL = 64 * 1024
const packed = promisify<Uint8Array, { level: number }, Buffer>(gzip)
const NOTICE = '含合成示例数据，不可用于实际工作。Contains synthetic sample data, not for real use.'

/**
 * Returns tiles of layers as the public sees them, gzipped, because anyone can open an archive. `layers` are
 * public and in the catalogue's order.
 */
export function vectorContent(database: Database, layers: readonly Layer[]): ArchiveContent {
  const seen = database.as(publicViewer)
  return {
    type: 'mvt',
    zooms: [
      Math.min(...layers.map(({ minzoom }) => minzoom)),
      Math.max(...layers.map(({ maxzoom }) => maxzoom)),
    ],
    layers: layers.map(({ id }) => id),
    prepare: (signal) => bringOverviewsUpToDate(database, layers, signal),
    async fingerprint() {
      const { rows } = await seen.query<{ postgres: string; postgis: string }>(versionSql)
      const statement = tileStatement(layers, database.kind).text
      return createHash('sha256')
        .update(JSON.stringify([rows[0], statement, OVERVIEW_VERSION, LEVEL, publicViewer]))
        .digest('base64url')
    },
    occupied: occupiedBy(seen, layers),
    batchSize: (zoom) => batchSize(database, layers, zoom),
    async render(tiles, signal) {
      const made = await renderBatch(seen, layers, tiles, signal)
      return await Promise.all(made.map(packTile))
    },
    describe: () => describe(seen, layers),
  }
}

/** Returns a vector tile as stored in archives; empty if it is empty. */
export async function packTile(tile: Uint8Array): Promise<Uint8Array> {
  if (tile.length === 0) return tile
  return tile.length < SMALL ? gzipSync(tile, LEVEL) : await packed(tile, LEVEL)
}

function occupiedBy(database: Database, layers: readonly Layer[]): Occupied {
  const any = layers.map(({ id }) => fillMarks(layerSql, { layer: id })).join(' or ')
  const text = fillMarks(occupiedSql, { any })
  return async (tiles) => {
    const squares = tiles.map((tile) => tileReach(tile))
    const values = [0, 1, 2, 3].map((side) => squares.map((square) => square[side]))
    const { rows } = await database.query<{ places: number[] }>({ text, values })
    const places = new Set(rows[0]?.places)
    return tiles.map((_, place) => places.has(place))
  }
}

async function describe(database: Database, layers: readonly Layer[]) {
  const extents = await Promise.all(layers.map((layer) => layerBounds(database, layer)))
  const bounds = extents.every((extent) => extent === null) ? null : boundsAround(extents)
  const document = vectorTileJson(layers, {
    language: 'zh',
    template: '',
    bounds: boundsAround(extents),
    attribution: await attributionHtml(database),
  })
  const synthetic = await holdsSynthetic(database, layers)
  const { name, attribution, vector_layers } = document
  const description = [document.description ?? '', synthetic ? NOTICE : ''].filter(Boolean).join(' ')
  return { bounds, metadata: { name, description, attribution, synthetic, vector_layers } }
}

/** Returns whether any row of the layers is synthetic. */
export async function holdsSynthetic(database: Database, layers: readonly Layer[]): Promise<boolean> {
  const text = layers.map(({ id }) => fillMarks(syntheticSql, { layer: id }).trim()).join(' or ')
  const { rows } = await database.query<{ synthetic: boolean }>(`select ${text} as synthetic`)
  return rows[0]?.synthetic ?? false
}

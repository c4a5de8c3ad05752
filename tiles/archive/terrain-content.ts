/** Archives of terrain-RGB tiles and of contours. */
import { createHash } from 'node:crypto'
import type { Database } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import { contours } from '../../geodata/model/drawn-layers.ts'
import { type Bounds, tileBounds, toMercator } from '../../geodata/model/tile.ts'
import { renderContourTile } from '../contours/render.ts'
import { composeHeights } from '../terrain/compose.ts'
import { elevationSources } from '../terrain/elevation.ts'
import { terrainRgbPng } from '../terrain/terrain-rgb.ts'
import { contoursTileJson, terrainTileJson } from '../terrain/tilejson.ts'
import type { TileJson } from '../vector/tilejson.ts'
import type { ArchiveContent } from './content.ts'
import { boundsMeet } from './coverage.ts'
import { packTile } from './vector-content.ts'

const versionSql = sqlFile(import.meta.url, 'terrain-version.sql')
/** Increase it when the code that draws terrain changes, so that older archives are rebuilt. */
const VERSION = 1

/** Returns elevations as terrain-RGB, within the bounds of all sources; sea level where none has data. */
export async function terrainContent(database: Database): Promise<ArchiveContent> {
  const document = terrainTileJson(await elevationSources(database), { language: 'zh', template: '' })
  return {
    ...(await contentOf(database, 'terrain', document)),
    type: 'png',
    render: (tiles) =>
      Promise.all(tiles.map(async (tile) => terrainRgbPng(await composeHeights(database, tile)))),
  }
}

/** Returns contours as vector tiles. */
export async function contoursContent(database: Database): Promise<ArchiveContent> {
  const document = contoursTileJson(await elevationSources(database), { language: 'zh', template: '' })
  return {
    ...(await contentOf(database, contours.id, document)),
    type: 'mvt',
    render: (tiles, signal) =>
      Promise.all(tiles.map(async (tile) => packTile(await renderContourTile(database, tile, { signal })))),
  }
}

async function contentOf(
  database: Database,
  id: string,
  document: TileJson,
): Promise<Omit<ArchiveContent, 'type' | 'render'>> {
  const sources = await elevationSources(database)
  const [west, south, east, north] = document.bounds
  const square: Bounds = [...toMercator(west, south), ...toMercator(east, north)]
  const { name, attribution, vector_layers } = document
  const synthetic = sources.some((source) => source.synthetic)
  return {
    zooms: [document.minzoom, document.maxzoom],
    layers: [],
    batchSize: () => 1,
    prepare: async () => undefined,
    async fingerprint() {
      const { rows } = await database.query(versionSql)
      return createHash('sha256')
        .update(JSON.stringify([id, VERSION, rows]))
        .digest('base64url')
    },
    occupied: async (tiles) =>
      tiles.map((tile) => sources.length > 0 && boundsMeet(tileBounds(tile), square)),
    describe: async () => ({
      bounds: sources.length > 0 ? document.bounds : null,
      metadata: {
        name,
        attribution,
        synthetic,
        ...(id === 'terrain' ? { encoding: 'mapbox' } : {}),
        ...(vector_layers ? { vector_layers } : {}),
      },
    }),
  }
}

/** Imports elevations (GeoTIFF, HGT and other formats of GDAL) into the terrain store. */
import { basename } from 'node:path'
import { announceBulkChange } from '../../changes/bulk-change.ts'
import type { Bounds } from '../../model/tile.ts'
import type { TerrainSource } from '../../terrain/store.ts'
import { storeTerrain, terrainZoom } from '../../terrain/store.ts'
import { ImportError } from '../error.ts'
import type { ImportJob } from '../job.ts'
import type { ImportRequest } from '../request.ts'
import { refuseOptions } from '../unused-options.ts'
import type { Raster } from './raster.ts'
import { rasterElevation } from './raster.ts'
import { readElevations } from './read.ts'
import { elevationLines } from './report.ts'

/** Opens an elevation file for import. Throws ImportError if it cannot be read or placed. */
export async function demJob(request: ImportRequest): Promise<ImportJob> {
  const name = basename(request.file)
  const { signal, onProgress } = request
  const identity = {
    kind: 'dem',
    file: name,
    source: {
      name: request.source ?? `dem:${name.replace(/\.(gz|zip)$/i, '').replace(/\.\w+$/, '')}`,
      licence: request.licence ?? '未注明 / not stated',
      synthetic: request.synthetic ?? false,
    },
  }
  refuseOptions('dem', request, ['map', 'set', 'where', 'swapAxes', 'encoding', 'timezone'])
  if (!/\.zip$/i.test(name)) refuseOptions('dem', request, ['layer'])
  const step = { zh: '读取高程', en: 'Reading elevations' }
  onProgress?.(step)
  const elevations = await readElevations(request)
  const { raster, cells } = elevations
  const source = terrainSource(identity.source, raster, request.priority ?? 10)
  return {
    identity,
    close: async () => cells.close(),
    store: async (client) => {
      const total = tilesUpTo(source)
      const counts = await storeTerrain(client, source, rasterElevation(raster), ({ tiles }) => {
        signal?.throwIfAborted()
        onProgress?.({ zh: '切片地形', en: 'Cutting terrain tiles' }, Math.min(1, tiles / total))
      })
      const { tiles, samples, gaps, outOfRange } = counts
      if (tiles === 0) throw nothingStored(name, outOfRange)
      await announceBulkChange(client, ['terrain'])
      return {
        counts: { terrain_tiles: tiles, samples, gaps, out_of_range: outOfRange },
        lines: [
          ...elevationLines(elevations),
          {
            zh: `地形瓦片 ${tiles} 张，最大级别 ${source.maxzoom}，采样 ${samples}，空值 ${gaps}（其中超出可存范围 ${outOfRange}）`,
            en: `${tiles} terrain tiles up to zoom ${source.maxzoom}: ${samples} samples, ${gaps} gaps (${outOfRange} outside the storable range)`,
          },
        ],
      }
    },
  }
}

const nothingStored = (name: string, outOfRange: number) =>
  new ImportError({
    zh: `${name} 没有可存的高程，现有数据未改动（${outOfRange} 个采样超出 ±3276.7 米）。`,
    en: `${name} has no elevation that can be stored (${outOfRange} samples exceed ±3276.7 m). Nothing was changed.`,
  })

function terrainSource(
  { name, licence, synthetic }: { name: string; licence: string; synthetic: boolean },
  { west, north, width, height, stepX, stepY }: Raster,
  priority: number,
): TerrainSource {
  const bounds: Bounds = [west, north - height * stepY, west + width * stepX, north]
  const latitude = north - (height * stepY) / 2
  // Size of a cell in metres: a degree of latitude is 111.32 km.
  const metres = Math.min(stepY, stepX * Math.cos((latitude * Math.PI) / 180)) * 111_320
  return { name, licence, synthetic, priority, bounds, maxzoom: terrainZoom(metres, latitude) }
}

/** Estimates the number of tiles, for progress. */
function tilesUpTo({ bounds: [w, s, e, n], maxzoom }: TerrainSource): number {
  const side = 360 / 2 ** maxzoom
  return Math.max(1, ((e - w) / side + 1) * ((n - s) / (side * 0.87) + 1) * 1.33)
}

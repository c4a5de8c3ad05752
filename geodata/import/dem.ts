/** Imports elevations (GeoTIFF, HGT and what else GDAL reads) into the terrain store. */
import { basename, join } from 'node:path'
import { z } from 'zod'
import { announceBulkChange } from '../bulk-change.ts'
import type { Bounds } from '../model/tile.ts'
import { CellFile } from './cell-file.ts'
import type { Extent } from './crs.ts'
import { ImportError } from './error.ts'
import { coordinateSystemSchema, decideCrs, fileCrsOf } from './file-crs.ts'
import { Gdal } from './gdal/gdal.ts'
import type { ImportJob, ImportRequest } from './job.ts'
import type { Raster } from './raster.ts'
import { rasterElevation } from './raster.ts'
import type { TerrainSource } from './terrain.ts'
import { storeTerrain, terrainZoom } from './terrain.ts'

const NO_DATA = -32768
/** Cells that GDAL writes out to be cut, at 4 bytes each. */
const MOST_SAMPLES = 150_000_000

const pairSchema = z.tuple([z.number(), z.number()])
const infoSchema = z.object({
  size: pairSchema,
  geoTransform: z.array(z.number()).length(6).optional(),
  coordinateSystem: coordinateSystemSchema,
  cornerCoordinates: z.object({ lowerLeft: pairSchema, upperRight: pairSchema }),
})

/** The import of one elevation file; throws ImportError where it cannot be read or placed. */
export async function demJob(request: ImportRequest): Promise<ImportJob> {
  const name = basename(request.file)
  const { signal, onProgress } = request
  const identity = {
    kind: 'dem',
    file: name,
    source: {
      name: request.source ?? `dem:${name.replace(/\.\w+$/, '')}`,
      licence: request.licence ?? '未注明 / not stated',
      synthetic: request.synthetic ?? false,
    },
  }
  const step = { zh: '读取高程', en: 'Reading elevations' }
  onProgress?.(step)
  const { raster, cells } = await readRaster(request)
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
      await announceBulkChange(client, ['terrain'])
      const { tiles, samples, gaps, outOfRange } = counts
      return {
        counts: { terrain_tiles: tiles, samples, gaps, out_of_range: outOfRange },
        lines: [
          {
            zh: `地形瓦片 ${tiles} 张，最大级别 ${source.maxzoom}，采样 ${samples}，空值 ${gaps}（其中超出可存范围 ${outOfRange}）`,
            en: `${tiles} terrain tiles up to zoom ${source.maxzoom}: ${samples} samples, ${gaps} gaps (${outOfRange} out of the range that is stored)`,
          },
        ],
      }
    },
  }
}

function terrainSource(
  { name, licence, synthetic }: { name: string; licence: string; synthetic: boolean },
  { west, north, width, height, stepX, stepY }: Raster,
  priority: number,
): TerrainSource {
  const bounds: Bounds = [west, north - height * stepY, west + width * stepX, north]
  const latitude = north - (height * stepY) / 2
  // Metres of a cell: a degree of latitude is 111.32 km.
  const metres = Math.min(stepY, stepX * Math.cos((latitude * Math.PI) / 180)) * 111_320
  return { name, licence, synthetic, priority, bounds, maxzoom: terrainZoom(metres, latitude) }
}

/** About how many tiles there will be, for progress. */
function tilesUpTo({ bounds: [w, s, e, n], maxzoom }: TerrainSource): number {
  const side = 360 / 2 ** maxzoom
  return Math.max(1, ((e - w) / side + 1) * ((n - s) / (side * 0.87) + 1) * 1.33)
}

/**
 * Reprojects a file to WGS 84 degrees by GDAL. Its cells stay on disk, in a file that has no name any
 * more and goes when it is closed or the process ends.
 */
async function readRaster(request: ImportRequest): Promise<{ raster: Raster; cells: CellFile }> {
  const gdal = await Gdal.start()
  try {
    const { info, path } = await warped(gdal, request)
    const [width, height] = info.size
    const cells = new CellFile(path, width, height)
    return { raster: rasterOf(info, (column, row) => cells.at(column, row)), cells }
  } finally {
    await gdal.close()
  }
}

async function warped(gdal: Gdal, request: ImportRequest): Promise<{ info: Info; path: string }> {
  const name = basename(request.file)
  const described = await gdal.info(request.file)
  if (described.type !== 'raster') {
    throw new ImportError({ zh: `${name} 不是栅格文件。`, en: `${name} is not a raster.` })
  }
  const source = sourceSystem(name, infoSchema.parse(described.info), request.crs)
  const warp = [...source, '-t_srs', 'EPSG:4326', '-r', 'bilinear', '-ot', 'Float32', '-of', 'ENVI']
  await gdal.convert('warp', request.file, [...warp, '-dstnodata', String(NO_DATA)], 'elevation')
  // ENVI's driver has no extension: GDAL writes a name that ends with a full stop.
  const raw = join(gdal.folder, 'elevation.')
  return { info: infoSchema.parse((await gdal.info(raw)).info), path: raw }
}

type Info = z.infer<typeof infoSchema>

/** The arguments that tell GDAL the system; none where the file tells it itself. */
function sourceSystem(name: string, info: Info, asked: string | undefined): string[] {
  const [width, height] = info.size
  if (width * height > MOST_SAMPLES) {
    throw new ImportError({
      zh: `${name} 有 ${width} × ${height} 个采样，超过一次可导入的 1.5 亿个，请先分块。`,
      en: `${name} has ${width} × ${height} samples, more than the 150 million that one import takes: split it first.`,
    })
  }
  const { lowerLeft, upperRight } = info.cornerCoordinates
  const extent: Extent = [...lowerLeft, ...upperRight]
  if (!info.geoTransform) {
    throw new ImportError({ zh: `${name} 没有地理参照。`, en: `${name} is not georeferenced.` })
  }
  const said = fileCrsOf(info.coordinateSystem)
  const crs = decideCrs(name, extent, said, asked, [name])
  if (crs === 'GCJ-02' || crs === 'BD-09') {
    throw new ImportError({
      zh: `高程数据不能用 ${crs}：请用 EPSG 坐标系。`,
      en: `Elevations cannot be in ${crs}: name an EPSG system.`,
    })
  }
  // CGCS2000 degrees are WGS 84 degrees within centimetres: the grid is kept as it is.
  if (['EPSG:4326', 'EPSG:4490'].includes(crs ?? said?.name ?? '') && isUpright(info.geoTransform)) {
    return ['-s_srs', 'EPSG:4326', '-te', ...extent.map(String), '-ts', String(width), String(height)]
  }
  return crs === null ? [] : ['-s_srs', crs]
}

const isUpright = (transform: readonly number[]) =>
  transform[2] === 0 && transform[4] === 0 && (transform[1] ?? 0) > 0 && (transform[5] ?? 0) < 0

function rasterOf({ size: [width, height], geoTransform = [] }: Info, cell: Raster['cell']): Raster {
  const [west = 0, stepX = 0, , north = 0, , stepY = 0] = geoTransform
  return { width, height, west, north, stepX, stepY: -stepY, cell, noData: NO_DATA }
}

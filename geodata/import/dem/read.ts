/** Reads elevations with GDAL: cells in metres on a grid of WGS 84 degrees. */
import { mkdtemp, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { Text } from '../../model/text.ts'
import { ImportError } from '../error.ts'
import { coordinateSystemSchema } from '../file-crs.ts'
import type { OpenSettings } from '../gdal/gdal.ts'
import { Gdal } from '../gdal/gdal.ts'
import { GdalError } from '../gdal/judge.ts'
import type { ImportRequest } from '../request.ts'
import type { ElevationBand } from './band.ts'
import { bandSchema, elevationBand } from './band.ts'
import { CellFile } from './cell-file.ts'
import { openRasterFile } from './open.ts'
import type { RasterPlace } from './place.ts'
import { placeRaster } from './place.ts'
import type { Raster } from './raster.ts'
import { verticalDatumOf } from './systems.ts'
import type { ElevationRange } from './voids.ts'
import { cleanCells, NO_DATA } from './voids.ts'

/** Maximum number of cells that GDAL writes for cutting tiles, at 4 bytes each. */
const MAX_SAMPLES = 150_000_000

const infoSchema = z.object({
  size: z.tuple([z.number(), z.number()]),
  geoTransform: z.array(z.number()).length(6).optional(),
  coordinateSystem: coordinateSystemSchema,
  metadata: z.object({ SUBDATASETS: z.record(z.string(), z.string()).optional() }).optional(),
  bands: z.array(bandSchema),
})

type Info = z.infer<typeof infoSchema>

export interface Elevations {
  readonly raster: Raster
  /** On disk, in a file that is already unlinked, so it disappears when it is closed or the process ends. */
  readonly cells: CellFile
  readonly band: ElevationBand
  readonly range: ElevationRange
  /** The rows of the file do not run from west to east, so its cells were copied to a grid whose rows do. */
  readonly isTurned: boolean
  /** Vertical datum; null if the file does not declare one. */
  readonly datum: Text | null
  /** How the raster was placed, and warnings of GDAL. */
  readonly notes: readonly Text[]
}

/** Throws ImportError if the file is not a raster of elevations or cannot be placed. */
export async function readElevations(request: ImportRequest): Promise<Elevations> {
  const gdal = request.gdal ?? (await Gdal.start())
  const folder = await mkdtemp(join(gdal.folder, 'dem-'))
  try {
    return await readBy(gdal, folder, request)
  } catch (error) {
    throw explainForRasters(error, basename(request.file))
  } finally {
    await rm(folder, { recursive: true, force: true })
    if (request.gdal === undefined) await gdal.close()
  }
}

async function readBy(gdal: Gdal, folder: string, request: ImportRequest): Promise<Elevations> {
  const { path, name } = await openRasterFile(request, folder)
  const settings = { label: name, config: { GTIFF_REPORT_COMPD_CS: 'YES' } }
  const info = await describe(gdal, path, settings)
  const band = elevationBand(name, info.bands)
  refuseTooLarge(name, info.size)
  const place = await placeRaster(gdal, name, info, request)
  const { system } = place
  const warp = (from: string, args: readonly string[], output: string) =>
    gdal.convert('warp', from, args, join(basename(folder), output), settings)
  const warnings = await warp(path, ownGrid(info, place), 'cells')
  // ENVI's driver has no extension: GDAL writes a name that ends with a full stop.
  const cleanPath = join(folder, 'cells.')
  const range = await cleanCells(name, cleanPath, band)
  const inDegrees = system === 'EPSG:4326'
  if (!inDegrees) await warp(cleanPath, toDegrees(system), 'degrees')
  const finalPath = inDegrees ? cleanPath : join(folder, 'degrees.')
  const final = await describe(gdal, finalPath, settings)
  const cells = new CellFile(finalPath, ...final.size)
  const raster = rasterOf(final, (column, row) => cells.at(column, row))
  const datum = verticalDatumOf(info.coordinateSystem?.wkt ?? '')
  return { raster, cells, band, range, isTurned: isTurned(info), datum, notes: [...place.notes, ...warnings] }
}

/** Explains GDAL's errors for rasters. */
function explainForRasters(error: unknown, name: string): unknown {
  if (!(error instanceof GdalError) || !['unknown_format', 'other'].includes(error.kind)) return error
  return new ImportError(
    {
      zh: `无法读取 ${name}：格式无法识别，或其内容已损坏。高程请用 GeoTIFF、HGT、IMG、DTED 或 ASCII 格网。`,
      en: `${name} cannot be read: its format is not known, or its content is damaged. Supported are GeoTIFF, HGT, IMG, DTED and ASCII grid.`,
    },
    { cause: error },
  )
}

async function describe(gdal: Gdal, path: string, settings: OpenSettings & { label: string }): Promise<Info> {
  const { label: name } = settings
  const { type, info } = await gdal.info(path, settings)
  if (type !== 'raster') {
    throw new ImportError({ zh: `${name} 不是栅格文件。`, en: `${name} is not a raster.` })
  }
  const { data, error } = infoSchema.safeParse(info)
  if (!data) {
    const text = {
      zh: `${name} 的栅格描述无法解读。`,
      en: `The raster description of ${name} cannot be read.`,
    }
    throw new ImportError(text, { cause: error })
  }
  const parts = Object.keys(data.metadata?.SUBDATASETS ?? {}).length / 2
  if (parts <= 1) return data
  throw new ImportError({
    zh: `${name} 内有 ${parts} 幅栅格，请先用 gdal_translate 取出一幅。`,
    en: `${name} holds ${parts} rasters: extract one with gdal_translate first.`,
  })
}

function refuseTooLarge(name: string, [width, height]: Info['size']): void {
  if (width * height <= MAX_SAMPLES) return
  throw new ImportError({
    zh: `${name} 有 ${width} × ${height} 个采样，超过一次可导入的 1.5 亿个，请先分块。`,
    en: `${name} has ${width} × ${height} samples; the limit is 150 million. Split it first.`,
  })
}

const isTurned = ({ geoTransform }: Info): boolean => geoTransform?.[2] !== 0 || geoTransform[4] !== 0

const asFloats = ['-ot', 'Float32', '-of', 'ENVI', '-dstnodata', String(NO_DATA)]

/**
 * Returns arguments that copy the unchanged numbers to a north-up grid in the file's own system, because
 * voids must be removed before interpolation. A rotated grid gets cells of half the size.
 */
function ownGrid(info: Info, { extent, system }: RasterPlace): string[] {
  const [width, height] = info.size
  const [, xColumn = 0, xRow = 0, , yColumn = 0, yRow = 0] = info.geoTransform ?? []
  const finer = 4 * width * height <= MAX_SAMPLES ? 0.5 : 1
  const side = (a: number, b: number) => String(finer * Math.hypot(a, b))
  const cells = isTurned(info)
    ? ['-tr', side(xColumn, yColumn), side(xRow, yRow)]
    : ['-ts', String(width), String(height)]
  const grid = ['-te', ...extent.map(String), ...cells]
  return ['-s_srs', system, '-t_srs', system, ...grid, '-r', 'near', ...asFloats]
}

const toDegrees = (system: string): string[] => [
  '-s_srs',
  system,
  '-t_srs',
  'EPSG:4326',
  '-r',
  'bilinear',
  '-srcnodata',
  String(NO_DATA),
  ...asFloats,
]

function rasterOf({ size: [width, height], geoTransform = [] }: Info, cell: Raster['cell']): Raster {
  const [west = 0, stepX = 0, , north = 0, , stepY = 0] = geoTransform
  return { width, height, west, north, stepX, stepY: -stepY, cell, noData: NO_DATA }
}

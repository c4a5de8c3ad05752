/** Reads the scale, unit and gaps of a raster's band, and decides whether it holds elevations. */
import { z } from 'zod'
import { ImportError } from '../error.ts'
import { metresOfUnit } from './units.ts'

export const bandSchema = z.object({
  type: z.string(),
  colorInterpretation: z.string().optional(),
  colorTable: z.unknown().optional(),
  categories: z.unknown().optional(),
  noDataValue: z.unknown().optional(),
  unit: z.string().optional(),
  scale: z.number().optional(),
  offset: z.number().optional(),
})

type Band = z.infer<typeof bandSchema>

export interface ElevationBand {
  /** Metres are (number × scale + offset) × metresOfUnit. */
  readonly scale: number
  readonly offset: number
  readonly metresOfUnit: number
  /** As written in the file. */
  readonly unit: string | undefined
  /** Whether the file declares a number for gaps. */
  readonly marksGaps: boolean
  /** Undeclared numbers for gaps: minimum and maximum of integer types. */
  readonly extremes: readonly number[]
}

const extremes: Readonly<Record<string, readonly number[]>> = {
  Int16: [-32768, 32767],
  UInt16: [65535],
  // As 32-bit floats, because the cells have been converted to them.
  Int32: [-2147483648, 2147483648],
  UInt32: [4294967296],
}

/**
 * Returns the band of elevations. Throws ImportError for a picture, for several bands and for an unknown
 * unit.
 */
export function elevationBand(file: string, bands: readonly Band[]): ElevationBand {
  const [band] = bands
  if (!band) throw new ImportError({ zh: `${file} 没有波段。`, en: `${file} has no bands.` })
  if (bands.length > 1) throw severalBands(file, bands)
  const { type, scale = 1, offset = 0, unit } = band
  if (isPicture(band)) throw picture(file, band)
  if (/^C(Int|Float)/.test(type)) {
    throw new ImportError({
      zh: `${file} 的数值是复数（${type}），不是高程。`,
      en: `The numbers of ${file} are complex (${type}), not elevations.`,
    })
  }
  if (!Number.isFinite(scale) || !Number.isFinite(offset) || scale === 0) {
    throw new ImportError({
      zh: `${file} 的比例（${scale}）或偏移（${offset}）无法使用。`,
      en: `${file} has a scale (${scale}) or an offset (${offset}) that cannot be used.`,
    })
  }
  return {
    scale,
    offset,
    metresOfUnit: metresOfUnit(file, unit),
    unit: unit?.trim() || undefined,
    marksGaps: band.noDataValue !== undefined,
    extremes: extremes[type] ?? [],
  }
}

/**
 * Returns whether a band has colours, classes, or shades of grey in a byte, as scans and hillshades have. A
 * byte may hold elevations if the file gives a unit or a scale.
 */
function isPicture({ type, colorInterpretation, colorTable, categories, unit, scale = 1 }: Band): boolean {
  if (colorTable !== undefined || categories !== undefined) return true
  if (!['Gray', 'Undefined', undefined].includes(colorInterpretation)) return true
  return /^U?(Byte|Int8)$/.test(type) && !unit?.trim() && scale === 1
}

const colours = new Set(['Red', 'Green', 'Blue', 'Alpha', 'Palette', 'Cyan', 'Magenta', 'Yellow', 'Black'])

function severalBands(file: string, bands: readonly Band[]): ImportError {
  const kinds = bands.map(({ colorInterpretation }) => colorInterpretation ?? 'Undefined')
  const isColour = kinds.some((kind) => colours.has(kind))
  const list = kinds.slice(0, 6).join(', ')
  return new ImportError({
    zh: `${file} 有 ${bands.length} 个波段（${list}），${isColour ? '像是图片或影像' : '不知哪一个是高程'}；高程文件应只有一个波段。可用 gdal_translate -b 1 取出一个波段。`,
    en: `${file} has ${bands.length} bands (${list}): ${isColour ? 'it looks like a picture' : 'it is not certain which one contains elevations'}. Import a file with one band; extract it with: gdal_translate -b 1.`,
  })
}

function picture(file: string, { type, colorInterpretation }: Band): ImportError {
  const kind = [type, colorInterpretation].filter(Boolean).join(', ')
  return new ImportError({
    zh: `${file} 是图片、分类图或山体阴影（${kind}），不是高程：高程应为 16 位以上的整数或浮点数。`,
    en: `${file} is a picture, a class map or a hillshade (${kind}), not elevations, which are integers of 16 bits or more, or floats.`,
  })
}

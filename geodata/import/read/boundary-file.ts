/** Writes a boundary point file (报部坐标 TXT) as GeoJSON in its own coordinate system, for GDAL. */
import { stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import {
  type BoundaryFile,
  BoundaryFileError,
  fieldOf,
  type Plot,
} from '../../model/planning/boundary-file/boundary-file.ts'
import { placementOf } from '../../model/planning/boundary-file/declared-system.ts'
import { parseBoundaryFile } from '../../model/planning/boundary-file/parse.ts'
import { areaOf } from '../../model/planning/boundary-file/rings.ts'
import type { Text } from '../../model/text.ts'
import { ImportError } from '../error.ts'
import type { Encoding } from './encoding-name.ts'
import { decodedText, encodingOfText } from './text-decoding.ts'
import { wrongLine } from './wrong-line.ts'

/** Some 2.5 million points. */
const MAX_BYTES = 100e6
const MARK = '[地块坐标]'
/** The mark in the encodings of such files: UTF-8, UTF-16, and GBK. */
const MARKS = [
  Buffer.from(MARK),
  Buffer.from(MARK, 'utf16le'),
  Buffer.from([0x5b, 0xb5, 0xd8, 0xbf, 0xe9, 0xd7, 0xf8, 0xb1, 0xea, 0x5d]),
]

/** Returns whether a text file begins as a boundary point file. */
export const isBoundaryFile = (head: Buffer): boolean => MARKS.some((mark) => head.includes(mark))

export interface PreparedBoundaryFile {
  readonly path: string
  readonly encoding: string
  readonly declared: number
  readonly notes: readonly Text[]
}

/** Throws ImportError, with the line, if the file does not have the form. */
export async function readBoundaryFile(
  file: string,
  folder: string,
  asked: Encoding | null,
): Promise<PreparedBoundaryFile> {
  const name = basename(file)
  const { size } = await stat(file)
  if (size > MAX_BYTES) throw tooLarge(name, size)
  const { encoding, notes } = await encodingOfText(file, null, asked)
  let text = ''
  for await (const piece of decodedText(file, encoding)) text += piece
  try {
    const parsed = parseBoundaryFile(text)
    const { collection, notes: found } = collectionOf(parsed)
    const path = join(folder, `${name.replace(/\.\w+$/, '')}.geojson`)
    await writeFile(path, JSON.stringify(collection))
    return { path, encoding: encoding.name, declared: parsed.plots.length, notes: [...found, ...notes] }
  } catch (error) {
    throw error instanceof BoundaryFileError ? wrongLine(name, error) : error
  }
}

function collectionOf(file: BoundaryFile): { collection: object; notes: Text[] } {
  const { epsg, isSwapped } = placementOf(file)
  let closed = 0
  const features = file.plots.map((plot) => {
    const area = areaOf(plot, isSwapped)
    closed += area.closed
    const geometry = { type: 'MultiPolygon', coordinates: area.polygons }
    return { type: 'Feature', properties: propertiesOf(plot), geometry }
  })
  const crs =
    epsg === null ? {} : { crs: { type: 'name', properties: { name: `urn:ogc:def:crs:EPSG::${epsg}` } } }
  const notes = [
    { zh: '按报部坐标 TXT 读取', en: 'Read as a boundary point file (报部坐标 TXT)' },
    ...(isSwapped
      ? [{ zh: 'X 为东坐标，Y 为北坐标，与格式要求相反', en: 'X is east and Y is north, against the form' }]
      : []),
    ...(closed > 0
      ? [{ zh: `已闭合 ${closed} 个未闭合的圈`, en: `Open rings that were closed: ${closed}` }]
      : []),
  ]
  return { collection: { type: 'FeatureCollection', ...crs, features }, notes }
}

/** Returns columns by the names of the form; empty fields are null. */
function propertiesOf(plot: Plot): Record<string, string | null> {
  const text = (field: Parameters<typeof fieldOf>[1]) => fieldOf(plot, field) || null
  return {
    地块编号: text('number'),
    地块名称: text('name'),
    地块面积: text('hectares')?.replace(/公顷$/, '') ?? null,
    图幅号: text('sheet'),
    地块用途: text('use'),
    地类编码: text('landClass'),
  }
}

const tooLarge = (name: string, size: number) =>
  new ImportError({
    zh: `${name} 有 ${Math.round(size / 1e6)} MB，报部坐标 TXT 最大 100 MB。请拆分。`,
    en: `${name} has ${Math.round(size / 1e6)} MB; boundary point files may have 100 MB. Split it.`,
  })

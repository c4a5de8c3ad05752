/** Reads VCT (GB/T 17798) into a GeoJSON file for each layer, in its own coordinate system, for GDAL. */
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { placementOf, type VctPlacement } from '../../../model/planning/vct/declared-system.ts'
import { VctParser } from '../../../model/planning/vct/parse.ts'
import { type VctDocument, VctError } from '../../../model/planning/vct/vct.ts'
import type { Text } from '../../../model/text.ts'
import { ImportError } from '../../error.ts'
import type { Encoding } from '../encoding-name.ts'
import { decodedText, encodingOfText } from '../text-decoding.ts'
import { wrongLine } from '../wrong-line.ts'
import { type Tally, writeFeatures } from './features.ts'
import { layersOf } from './layer.ts'

/** Some 20 million points. */
const MAX_BYTES = 600e6

export interface VctFile {
  readonly layers: readonly { readonly name: string; readonly featureCount: number; readonly path: string }[]
  readonly encoding: string
  readonly notes: readonly Text[]
}

/** Returns whether a file begins with a head or a comment of VCT. */
export const isVct = (head: Buffer): boolean =>
  /^(\xef\xbb\xbf)?\s*(head|comment)begin\s/i.test(head.toString('latin1', 0, 40))

/** Writes the layers below `folder`. Throws ImportError, with the line, if the file does not have the form. */
export async function readVct(file: string, folder: string, asked: Encoding | null): Promise<VctFile> {
  const name = basename(file)
  const { size } = await stat(file)
  if (size > MAX_BYTES) throw tooLarge(name, size)
  const { encoding, notes } = await encodingOfText(file, null, asked)
  try {
    const document = await parse(file, encoding)
    const placement = placementOf(document)
    const tally: Tally = { turned: 0, withoutRow: 0 }
    const layers: { name: string; featureCount: number; path: string }[] = []
    for (const [index, layer] of layersOf(document).entries()) {
      const path = join(folder, `vct-${index}.geojson`)
      const featureCount = await writeFeatures(path, document, layer, placement, tally)
      layers.push({ name: layer.name, featureCount, path })
    }
    return { layers, encoding: encoding.name, notes: [...notesOf(document, placement, tally), ...notes] }
  } catch (error) {
    throw error instanceof VctError ? wrongLine(name, error) : error
  }
}

/** A line end that is cut by two pieces must not count twice, so a piece keeps its last carriage return. */
async function parse(file: string, encoding: Encoding): Promise<VctDocument> {
  const parser = new VctParser()
  let rest = ''
  for await (const piece of decodedText(file, encoding)) {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) parser.line(line)
  }
  for (const line of rest.split('\r')) parser.line(line)
  return parser.end()
}

function notesOf({ head, unread }: VctDocument, { isSwapped }: VctPlacement, tally: Tally): Text[] {
  const version = head.values.get('version') ?? ''
  const notes: Text[] = [{ zh: `按 VCT（版本 ${version}）读取`, en: `Read as VCT, version ${version}` }]
  if (isSwapped) {
    notes.push({ zh: 'X 为北坐标，Y 为东坐标', en: 'X is north and Y is east' })
  }
  if (tally.turned > 0) {
    notes.push({
      zh: `线的方向与引用的正负号不符，已按端点相接改正：${tally.turned} 处`,
      en: `Lines that run against the sign of their reference, turned so that their ends meet: ${tally.turned}`,
    })
  }
  if (tally.withoutRow > 0) {
    notes.push({
      zh: `属性表中没有记录的要素：${tally.withoutRow} 个`,
      en: `Features without a row of attributes: ${tally.withoutRow}`,
    })
  }
  if (unread.size > 0) {
    const list = [...unread].map(([section, lines]) => `${section} (${lines})`).join(', ')
    notes.push({
      zh: `未读的节（行数）：${list}`,
      en: `Sections that are not read, with their lines: ${list}`,
    })
  }
  return notes
}

const tooLarge = (name: string, size: number) =>
  new ImportError({
    zh: `${name} 有 ${Math.round(size / 1e6)} MB，VCT 最大 600 MB。请按乡镇或图层拆分。`,
    en: `${name} has ${Math.round(size / 1e6)} MB; VCT may have 600 MB. Split it by town or by layer.`,
  })

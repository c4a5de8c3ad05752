/** Decides what the text of a file is encoded in. */
import { isUtf8 } from 'node:buffer'
import type { Gdal } from '../gdal/gdal.ts'
import { CUT_CHARACTER } from './columns.ts'
import { byteLines } from './feature-lines.ts'
import type { FileInfo, FileLayer } from './file-layer.ts'
import { layerNamed } from './file-layer.ts'
import type { PreparedFile } from './prepare.ts'
import type { Translated } from './translation.ts'

export interface DecodedLayer {
  readonly layer: FileLayer
  /** What names were read as, where the file does not say. */
  readonly encoding: string | null
  readonly translated: Translated
}

/** Translates a layer in the encoding that fits. `translate` writes it with open options. */
export async function decodeLayer(
  gdal: Gdal,
  file: PreparedFile,
  { driverShortName }: FileInfo,
  layer: FileLayer,
  translate: (openOptions: readonly string[]) => Promise<Translated>,
): Promise<DecodedLayer> {
  const isSaid = driverShortName !== 'ESRI Shapefile' || saysEncoding(layer)
  if (isSaid) return { layer, encoding: null, translated: await translate([]) }
  // Without a .cpg nobody knows: what is not UTF-8 is GBK here.
  const asUtf8 = ['ENCODING=UTF-8']
  const utf8 = await layerNamed(gdal, file, layer, asUtf8)
  const translated = await translate(asUtf8)
  const fields = utf8.fields.map((field) => field.name)
  if (await isAllUtf8(translated.path, fields)) return { layer: utf8, encoding: 'UTF-8', translated }
  const asGbk = ['ENCODING=GBK']
  return {
    layer: await layerNamed(gdal, file, layer, asGbk),
    encoding: 'GBK',
    translated: await translate(asGbk),
  }
}

/** ISO 8859-1 is what ArcGIS writes when it means the machine's own encoding. */
function saysEncoding({ metadata }: FileLayer): boolean {
  const said = metadata?.SHAPEFILE ?? {}
  if (said.ENCODING_FROM_CPG) return true
  return said.ENCODING_FROM_LDID !== undefined && !/8859-1|1252|^$/.test(said.ENCODING_FROM_LDID)
}

/** Whether all is UTF-8, but for the last character of a name that a Shapefile cut after ten bytes. */
async function isAllUtf8(path: string, fields: readonly string[]): Promise<boolean> {
  const cut = fields.filter((field) => field.includes('\uFFFD'))
  if (cut.some((field) => field.replace(CUT_CHARACTER, '').includes('\uFFFD') || field.length < 3))
    return false
  for await (const line of byteLines(path)) {
    if (isUtf8(line)) continue
    const rest = cut.reduce((text, field) => text.replace(field, ''), line.toString('utf8'))
    if (rest.includes('\uFFFD')) return false
  }
  return true
}

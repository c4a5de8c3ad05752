/**
 * Prepares any file or container so that GDAL reads it completely: unpacked, checked, in a known encoding.
 */
import { mkdtemp, readdir } from 'node:fs/promises'
import { basename, extname, join, parse } from 'node:path'
import { ImportError } from '../error.ts'
import { METRES_A_DEGREE, TOLERANCE } from './arcs.ts'
import { readBoundaryFile } from './boundary-file.ts'
import { readTable } from './csv/table.ts'
import { prepareTable } from './dbf/prepare.ts'
import { decodeDrawing } from './dxf/decoding.ts'
import { rewriteDrawing } from './dxf/rewrite.ts'
import { surveyDrawing } from './dxf/survey.ts'
import type { Encoding } from './encoding-name.ts'
import { askedEncoding } from './encoding-name.ts'
import { fileKindOf } from './file-kind.ts'
import { prepareJson } from './json-text.ts'
import { type KmlFile, readKml } from './kml/layers.ts'
import { countMidRows } from './mid-rows.ts'
import { chooseNamed } from './named-layer.ts'
import type { PreparedFile } from './prepared-file.ts'
import { checkShapefile, partsOf } from './shapefile-parts.ts'
import { checkSqlite } from './sqlite-header.ts'
import { unpack } from './unpack.ts'
import { readVct, type VctFile } from './vct/layers.ts'
import { checkXml } from './well-formed-xml.ts'

interface Asked {
  readonly layer?: string | undefined
  readonly as: string
  readonly encoding?: string | undefined
}

/**
 * Writes copies below `folder` where needed. Throws ImportError if the file is unsupported, truncated or
 * ambiguous.
 */
export async function prepareFile(file: string, asked: Asked, folder: string): Promise<PreparedFile> {
  const kind = await fileKindOf(file)
  const name = basename(file)
  const encoding = askedEncoding(asked.encoding)
  if (kind === 'zip') {
    const { path, layer, part, notes } = await unpack(file, asked.layer, folder)
    const inner = await prepareFile(path, { ...asked, layer }, folder)
    const parts = [part, inner.part].filter((each) => each !== null)
    return { ...inner, part: parts.length > 0 ? parts.join('/') : null, notes: [...notes, ...inner.notes] }
  }
  const plain: PreparedFile = {
    path: file,
    name,
    layer: asked.layer,
    part: null,
    settings: { label: name },
    drawing: null,
    declared: null,
    encoding: null,
    notes: [],
  }
  if (kind === 'kml') return chosenOf(await readKml(file, folder, encoding), plain, asked)
  if (kind === 'vct') return chosenOf(await readVct(file, folder, encoding), plain, asked)
  if (kind === 'csv') {
    const { openOptions, ...table } = await readTable(file, folder, encoding)
    return { ...plain, ...table, settings: { ...plain.settings, openOptions }, layer: undefined }
  }
  if (kind === 'boundary') {
    return { ...plain, ...(await readBoundaryFile(file, folder, encoding)), layer: undefined }
  }
  if (kind === 'shapefile') {
    const { path, config, rows, notes } = await checkShapefile(file, folder)
    const table = await prepareTable(await partsOf(path), encoding, folder)
    const settings = { ...plain.settings, config, openOptions: table.openOptions }
    return {
      ...plain,
      path: table.path,
      settings,
      declared: rows,
      encoding: table.encoding,
      notes: [...notes, ...table.notes],
    }
  }
  if (kind === 'dxf') return prepareDrawing(file, folder, plain, encoding)
  if (kind === 'json') return { ...plain, ...(await prepareJson(file, encoding, folder)) }
  if (kind === 'folder') {
    const shapefile = await shapefileIn(file, asked.layer)
    if (shapefile !== null) return prepareFile(shapefile, { ...asked, layer: undefined }, folder)
  }
  if (encoding !== null) throw noEncoding(name)
  if (kind === 'gpx') await checkXml(file)
  if (kind === 'sqlite') await checkSqlite(file)
  return kind === 'mif' ? { ...plain, declared: await countMidRows(file) } : plain
}

async function prepareDrawing(
  file: string,
  folder: string,
  plain: PreparedFile,
  encoding: Encoding | null,
): Promise<PreparedFile> {
  const drawing = await surveyDrawing(file)
  const { path: decoded, config, notes, encoding: judged } = await decodeDrawing(file, encoding, folder)
  const settings = { ...plain.settings, config }
  const prepared = {
    ...plain,
    path: decoded,
    settings,
    drawing,
    encoding: judged,
    notes: [...drawing.notes, ...notes],
  }
  if (drawing.curves === 0) return prepared
  const path = join(await mkdtemp(join(folder, 'drawing-')), plain.name)
  const tolerance = drawing.isInDegrees ? TOLERANCE / METRES_A_DEGREE : TOLERANCE
  await rewriteDrawing(decoded, path, { entities: tolerance, blocks: tolerance / drawing.largestScale })
  return { ...prepared, path }
}

/** Returns the only Shapefile of a folder, or the one with the name of the requested layer. */
async function shapefileIn(folder: string, layer: string | undefined): Promise<string | null> {
  const found = (await readdir(folder)).filter((name) => extname(name).toLowerCase() === '.shp')
  const chosen = layer === undefined ? found : found.filter((name) => parse(name).name === layer)
  return chosen.length === 1 && chosen[0] !== undefined ? join(folder, chosen[0]) : null
}

const noEncoding = (name: string) =>
  new ImportError({
    zh: `--encoding 只用于 Shapefile、DXF、CSV、TXT、VCT、KML 和 GeoJSON；${name} 的格式自己规定编码。`,
    en: `--encoding is for Shapefile, DXF, CSV, TXT, VCT, KML and GeoJSON; the format of ${name} sets its encoding itself.`,
  })

/** Chooses a layer among those that our own reader wrote as files. */
function chosenOf(read: KmlFile | VctFile, plain: PreparedFile, asked: Asked): PreparedFile {
  const { chosen, others } = chooseNamed<KmlFile['layers'][number]>(plain.name, read.layers, asked)
  return {
    ...plain,
    path: chosen.path,
    layer: undefined,
    part: read.layers.length > 1 ? chosen.name : null,
    encoding: read.encoding,
    notes: [...read.notes, ...others],
  }
}

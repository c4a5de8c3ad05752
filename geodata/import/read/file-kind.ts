/** Detects the kind of a file by its content, and explains what to do with kinds that are not read. */
import { open, readdir, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { promisify } from 'node:util'
import { constants, gunzip } from 'node:zlib'
import type { Text } from '../../model/text.ts'
import { ImportError } from '../error.ts'
import { isBoundaryFile } from './boundary-file.ts'
import { isVct } from './vct/layers.ts'

export type FileKind =
  | 'zip'
  | 'kml'
  | 'csv'
  | 'boundary'
  | 'vct'
  | 'shapefile'
  | 'sqlite'
  | 'dxf'
  | 'gpx'
  | 'json'
  | 'mif'
  | 'folder'
  | 'other'

const HEAD_BYTES = 8192

/** Throws ImportError for kinds that are never read, with the alternative. */
export async function fileKindOf(file: string): Promise<FileKind> {
  const stats = await stat(file).catch((cause: unknown) => {
    throw new ImportError(
      { zh: `没有文件 ${file}，或无权读取。`, en: `There is no file ${file}, or it is not readable.` },
      { cause },
    )
  })
  if (stats.isDirectory()) return folderKind(file)
  const name = basename(file)
  if (stats.size === 0) throw new ImportError({ zh: `${name} 是空文件。`, en: `${name} is an empty file.` })
  const head = await headOf(file)
  await refuseUnread(name, head)
  const extension = extname(file).toLowerCase()
  if (head.readUInt32BE(0) === 0x504b0304) return 'zip'
  if (head.readUInt32BE(0) === 0x0000270a) return 'shapefile'
  if (head.toString('latin1', 0, 15) === 'SQLite format 3') return 'sqlite'
  if (extension === '.dxf') return 'dxf'
  if (extension === '.txt' && isBoundaryFile(head)) return 'boundary'
  if (extension === '.vct' || isVct(head)) return 'vct'
  if (extension === '.csv' || extension === '.txt' || extension === '.tsv') return 'csv'
  const text = textOf(head)
  if (extension === '.mif') return 'mif'
  // Each line of a text sequence may begin with a record separator.
  if ('{['.includes(text.replaceAll('\u001e', '').trimStart().charAt(0) || ' ')) return 'json'
  const root = rootElement(text)
  return root === 'kml' || root === 'gpx' ? root : 'other'
}

async function folderKind(folder: string): Promise<FileKind> {
  const names = await readdir(folder)
  const isKnown = names.some((name) => /\.(gdbtable|shp|tab|mif)$/i.test(name))
  if (isKnown) return 'folder'
  throw new ImportError({
    zh: `文件夹 ${basename(folder)} 中没有可导入的矢量数据：请给出文件，或 File Geodatabase（.gdb）文件夹。`,
    en: `The folder ${basename(folder)} contains no vector data. Give a file, or the folder of a File Geodatabase (.gdb).`,
  })
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const head = Buffer.alloc(HEAD_BYTES)
    const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0)
    // At least the length of the longest signature.
    return head.subarray(0, Math.max(16, bytesRead))
  } finally {
    await handle.close()
  }
}

/** Decodes the beginning as text, from UTF-8, or UTF-16 with a byte order mark. */
function textOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return head.subarray(2).toString('utf16le')
  return head.toString('utf8').replace(/^\uFEFF/, '')
}

/** Returns the name of the outermost XML element without prefix; null for other text. */
function rootElement(text: string): string | null {
  if (!/^\s*</.test(text)) return null
  const inside = text.replaceAll(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^[>]*(\[[\s\S]*?\])?\s*>/gi, '')
  return /^\s*<(?:[\w.-]+:)?([\w.-]+)/.exec(inside)?.[1]?.toLowerCase() ?? null
}

interface Signature {
  readonly test: (head: Buffer, extension: string) => boolean
  readonly what: Text
  readonly instead: Text
}

const starts =
  (...bytes: readonly number[]) =>
  (head: Buffer) =>
    bytes.every((byte, i) => head[i] === byte)
const startsText = (text: string) => (head: Buffer) => head.toString('latin1', 0, text.length) === text
const isNamed =
  (...extensions: readonly string[]) =>
  (_: Buffer, extension: string) =>
    extensions.includes(extension)
const unpackFirst: Text = { zh: '请先解压', en: 'unpack it first' }
const saveAs: Text = {
  zh: '请另存为 GeoPackage、Shapefile 或 GeoJSON',
  en: 'save it as GeoPackage, Shapefile or GeoJSON',
}
const osmPbf: Text = {
  zh: '请先转换为 PBF（osmium cat 文件 -o 文件.osm.pbf），再用 --as osm 导入',
  en: 'convert it to PBF (osmium cat FILE -o FILE.osm.pbf) and import that with --as osm',
}
const osmXml: Text = { zh: 'OSM XML', en: 'OSM XML' }

const unread: readonly Signature[] = [
  { test: startsText('Rar!'), what: { zh: 'RAR 压缩包', en: 'a RAR archive' }, instead: unpackFirst },
  {
    test: starts(0x37, 0x7a, 0xbc, 0xaf),
    what: { zh: '7z 压缩包', en: 'a 7z archive' },
    instead: unpackFirst,
  },
  {
    test: (head) => head.toString('latin1', 257, 262) === 'ustar',
    what: { zh: 'tar 归档', en: 'a tar archive' },
    instead: unpackFirst,
  },
  {
    test: (head, extension) => startsText('BZh')(head) && extension === '.bz2',
    what: { zh: 'bzip2 压缩文件', en: 'compressed with bzip2' },
    instead: unpackFirst,
  },
  {
    test: starts(0x1f, 0x8b),
    what: { zh: 'gzip 压缩文件', en: 'compressed with gzip' },
    instead: unpackFirst,
  },
  {
    test: starts(0xfd, 0x37, 0x7a, 0x58, 0x5a),
    what: { zh: 'xz 压缩文件', en: 'compressed with xz' },
    instead: unpackFirst,
  },
  {
    test: startsText('AutoCAD Binary DXF'),
    what: { zh: '二进制 DXF', en: 'a binary DXF' },
    instead: { zh: '请另存为 ASCII（文本）DXF', en: 'save it as an ASCII DXF' },
  },
  {
    test: (head) => /^AC10\d\d/.test(head.toString('latin1', 0, 6)),
    what: { zh: 'DWG 图纸', en: 'a DWG drawing' },
    instead: { zh: '请在 CAD 中另存为 DXF', en: 'save it as DXF in the CAD program' },
  },
  { test: startsText('%PDF'), what: { zh: 'PDF 文档', en: 'a PDF document' }, instead: saveAs },
  {
    test: starts(0xd0, 0xcf, 0x11, 0xe0),
    what: { zh: '旧版 Office 文档（如 .xls）', en: 'an old office document (such as .xls)' },
    instead: {
      zh: '表格请另存为带经度、纬度列的 CSV',
      en: 'save a table as CSV with columns of longitude and latitude',
    },
  },
  {
    test: (head) => /Standard (Jet|ACE) DB/.test(head.toString('latin1', 0, 32)),
    what: { zh: 'Access 数据库（个人地理数据库）', en: 'an Access database (personal geodatabase)' },
    instead: saveAs,
  },
  { test: starts(0x89, 0x50, 0x4e, 0x47), what: { zh: 'PNG 图片', en: 'a PNG picture' }, instead: saveAs },
  { test: starts(0xff, 0xd8, 0xff), what: { zh: 'JPEG 图片', en: 'a JPEG picture' }, instead: saveAs },
  {
    test: (head) => head.toString('latin1', 0, 32).includes('OSMHeader'),
    what: { zh: 'OSM PBF', en: 'an OSM PBF' },
    instead: {
      zh: '请将文件名改为以 .osm.pbf 结尾，并用 --as osm 导入',
      en: 'rename it to end with .osm.pbf, and import it with --as osm',
    },
  },
  {
    test: isNamed('.dbf', '.shx', '.prj', '.cpg', '.sbn', '.sbx', '.qix'),
    what: { zh: 'Shapefile 的一部分', en: 'a part of a Shapefile' },
    instead: { zh: '请给出同名的 .shp 文件', en: 'give the .shp file with the same name' },
  },
  {
    test: (_, extension) =>
      ['.mpk', '.lyr', '.lyrx', '.mxd', '.aprx', '.qgs', '.qgz', '.wor'].includes(extension),
    what: { zh: 'GIS 工程文件，本身不含数据', en: 'a project of a GIS program, which contains no data' },
    instead: saveAs,
  },
]

/** By the outermost XML element. */
const unreadXml: Readonly<Record<string, { what: Text; instead: Text }>> = {
  osm: { what: osmXml, instead: osmPbf },
  osmchange: { what: { zh: 'OSM 变更文件', en: 'an OSM change file' }, instead: osmPbf },
  html: {
    what: { zh: '网页', en: 'a web page' },
    instead: {
      zh: '下载可能未成功，请重新下载',
      en: 'the download may have failed; download the file again',
    },
  },
  featurecollection: { what: { zh: 'GML', en: 'GML' }, instead: saveAs },
}

async function refuseUnread(name: string, head: Buffer): Promise<void> {
  const extension = extname(name).toLowerCase()
  if (/\.(osm|osc)(\.(bz2|gz|xz))?$/i.test(name)) throw refusal(name, osmXml, osmPbf)
  const inside = starts(0x1f, 0x8b)(head) ? await beginOfGzip(head) : head
  const root = rootElement(textOf(inside))
  if (root === 'osm' || root === 'osmchange') throw refusal(name, osmXml, osmPbf)
  const signature = unread.find(({ test }) => test(head, extension))
  if (signature) throw refusal(name, signature.what, signature.instead)
  if (root === null || ['kml', 'gpx'].includes(root)) return
  const known = unreadXml[root] ?? {
    what: { zh: `XML（<${root}>）`, en: `XML of <${root}>` },
    instead: saveAs,
  }
  throw refusal(name, known.what, known.instead)
}

const beginOfGzip = (head: Buffer): Promise<Buffer> =>
  promisify(gunzip)(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * HEAD_BYTES }).catch(
    () => head,
  )

const refusal = (name: string, what: Text, instead: Text) =>
  new ImportError({
    zh: `${name} 是${what.zh}，不能直接导入：${instead.zh}。`,
    en: `${name} is ${what.en}, which is not read: ${instead.en}.`,
  })

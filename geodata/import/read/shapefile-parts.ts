/** Checks that all parts of a Shapefile exist and are complete, which GDAL does not. */
import { createReadStream } from 'node:fs'
import { copyFile, mkdtemp, open, readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { Text } from '../../model/text.ts'
import { ImportError } from '../error.ts'

type Part = 'shp' | 'shx' | 'dbf' | 'prj' | 'cpg'

/** Paths of the parts of a Shapefile. */
export type ShapefileFiles = Partial<Record<Part, string>> & { readonly shp: string }

export interface ShapefileParts {
  /** The .shp to open; a copy if its .shx had to be rebuilt. */
  readonly path: string
  readonly config: Readonly<Record<string, string>>
  /** Number of rows that are not deleted; null if there is no .dbf. */
  readonly rows: number | null
  readonly notes: readonly Text[]
}

const HEADER = 100

/** Throws ImportError if a part is truncated or two parts differ in their number of records. */
export async function checkShapefile(file: string, folder: string): Promise<ShapefileParts> {
  const parts = await partsOf(file)
  const name = basename(file)
  const notes: Text[] = []
  const shp = await checkShp(name, file, notes)
  const records = parts.shx === undefined ? null : await checkShx(name, parts.shx, shp)
  let rows: number | null = null
  if (parts.dbf === undefined) {
    notes.push({
      zh: `${name} 没有同名的 .dbf，因此没有属性列`,
      en: `${name} has no .dbf, and so no columns`,
    })
  } else rows = await checkDbf(name, parts.dbf, records, notes)
  if (parts.shx !== undefined) return { path: file, config: {}, rows, notes }
  notes.push({
    zh: `${name} 缺少 .shx 索引，已根据 .shp 重建`,
    en: `${name} has no .shx, which was rebuilt from the .shp`,
  })
  // GDAL writes the .shx beside the .shp, so a copy keeps it out of the user's folder.
  const copies = await mkdtemp(join(folder, 'shapefile-'))
  for (const [part, path] of Object.entries(parts))
    await copyFile(path, join(copies, `${stemOf(name)}.${part}`))
  return { path: join(copies, `${stemOf(name)}.shp`), config: { SHAPE_RESTORE_SHX: 'YES' }, rows, notes }
}

const stemOf = (name: string) => name.slice(0, name.length - extname(name).length)

/** Returns the files with the same name; extensions in any case. */
export async function partsOf(file: string): Promise<ShapefileFiles> {
  const folder = dirname(file)
  const stem = stemOf(basename(file))
  const found: Partial<Record<Part, string>> & { shp: string } = { shp: file }
  for (const other of await readdir(folder)) {
    const extension = extname(other).slice(1).toLowerCase()
    if (stemOf(other) === stem && ['shx', 'dbf', 'prj', 'cpg'].includes(extension)) {
      found[extension as Part] ??= join(folder, other)
    }
  }
  return found
}

/** Returns the size of the .shp in bytes. */
async function checkShp(name: string, path: string, notes: Text[]): Promise<number> {
  const { size } = await stat(path)
  const declared = (await headOf(path, HEADER)).readUInt32BE(24) * 2
  if (size < HEADER || size < declared) throw cut(name, '.shp', declared, size)
  if (size > declared) {
    notes.push({
      zh: `${name} 的文件头声明 ${declared} 字节，实际为 ${size} 字节`,
      en: `The header of ${name} declares ${declared} bytes, but it has ${size}`,
    })
  }
  return size
}

/** Returns the number of records. */
async function checkShx(name: string, path: string, shpSize: number): Promise<number> {
  const index = await readFile(path)
  const declared = index.length < HEADER ? HEADER : index.readUInt32BE(24) * 2
  if (index.length < declared || (declared - HEADER) % 8 !== 0)
    throw cut(name, '.shx', declared, index.length)
  for (let at = HEADER; at < declared; at += 8) {
    const end = (index.readUInt32BE(at) + index.readUInt32BE(at + 4) + 4) * 2
    if (end > shpSize) throw cut(name, '.shp', end, shpSize)
  }
  return (declared - HEADER) / 8
}

/** Returns the number of rows that are not deleted. */
async function checkDbf(name: string, path: string, shapes: number | null, notes: Text[]): Promise<number> {
  const { size } = await stat(path)
  const head = await headOf(path, 32)
  const records = head.readUInt32LE(4)
  const start = head.readUInt16LE(8)
  const length = head.readUInt16LE(10)
  const declared = start + records * length
  if (size < declared) throw cut(name, '.dbf', declared, size)
  if (shapes !== null && shapes !== records) {
    throw new ImportError({
      zh: `${name} 前后不一致：.shp 有 ${shapes} 条记录，.dbf 有 ${records} 条，拒绝导入。请重新导出。`,
      en: `The parts of ${name} differ: the .shp has ${shapes} records, the .dbf ${records}; it is refused. Export it again.`,
    })
  }
  const deleted = await countDeleted(path, start, length, records)
  if (deleted > 0) {
    notes.push({
      zh: `${name} 中 ${deleted} 条记录已标记为删除，未导入`,
      en: `${deleted} records of ${name} are marked as deleted and were not imported`,
    })
  }
  return records - deleted
}

/** Counts deleted records: a record of a .dbf begins with a blank, or with an asterisk if it is deleted. */
async function countDeleted(path: string, start: number, length: number, records: number): Promise<number> {
  if (length === 0) return 0
  let deleted = 0
  let next = start
  let offset = 0
  const end = start + records * length
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    for (; next < offset + chunk.length && next < end; next += length) {
      if (chunk[next - offset] === 0x2a) deleted++
    }
    offset += chunk.length
  }
  return deleted
}

async function headOf(path: string, length: number): Promise<Buffer> {
  const handle = await open(path)
  try {
    return (await handle.read(Buffer.alloc(length), 0, length, 0)).buffer
  } finally {
    await handle.close()
  }
}

const cut = (name: string, part: string, declared: number, size: number) =>
  new ImportError({
    zh: `${name} 不完整：${part} 应有 ${declared} 字节，实际只有 ${size} 字节，拒绝导入。请重新复制或导出。`,
    en: `${name} is cut short: its ${part} should have ${declared} bytes but has ${size}; it is refused. Copy or export it again.`,
  })

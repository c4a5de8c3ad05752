/** Prepares the table of a Shapefile: finds its encoding, and copies it where GDAL would lose data. */
import { constants } from 'node:fs'
import { copyFile, mkdtemp, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Text } from '../../../model/text.ts'
import { judgeEncoding } from '../encoding-judge.ts'
import type { Encoding } from '../encoding-name.ts'
import type { ShapefileFiles } from '../shapefile-parts.ts'
import { hasLongNumbers, writeMended } from './mended-copy.ts'
import { dbfTexts, readDbf } from './table.ts'

export interface PreparedTable {
  /** The .shp to open. */
  readonly path: string
  readonly openOptions: readonly string[]
  /** Null if there is no table. */
  readonly encoding: string | null
  readonly notes: readonly Text[]
}

/**
 * Encodings by byte 29, from the lists of dBASE and ESRI. Other values mean the encoding of the writer's
 * machine.
 */
const languageDrivers: ReadonlyMap<number, string> = new Map([
  [0x13, 'CP932'],
  [0x4d, 'CP936'],
  [0x4e, 'CP949'],
  [0x4f, 'CP950'],
  [0x78, 'CP950'],
  [0x79, 'CP949'],
  [0x7a, 'CP936'],
  [0x7b, 'CP932'],
  [0xc9, 'CP1251'],
])

/** Throws ImportError if no encoding fits, or the given one does not. */
export async function prepareTable(
  parts: ShapefileFiles,
  asked: Encoding | null,
  folder: string,
): Promise<PreparedTable> {
  const path = parts.shp
  const { dbf } = parts
  const table = dbf === undefined ? null : await readDbf(dbf)
  if (dbf === undefined || !table) return { path, openOptions: [], encoding: null, notes: [] }
  const codePage = parts.cpg === undefined ? '' : (await readFile(parts.cpg, 'latin1')).trim().slice(0, 40)
  const declared = codePage || languageDrivers.get(table.languageDriver) || null
  const texts = () => dbfTexts(dbf, table)
  const { encoding, cut, notes } = await judgeEncoding({ file: basename(path), declared, asked, texts })
  const openOptions = [`ENCODING=${encoding.name}`]
  if (cut === 0 && !hasLongNumbers(table)) return { path, openOptions, encoding: encoding.name, notes }
  const copies = await mkdtemp(join(folder, 'table-'))
  const stem = basename(path).replace(/\.\w+$/, '')
  for (const [part, file] of Object.entries(parts)) {
    const copy = join(copies, `${stem}.${part}`)
    if (part === 'dbf') await writeMended(file, copy, table, encoding)
    else await copyFile(file, copy, constants.COPYFILE_FICLONE)
  }
  return { path: join(copies, `${stem}.shp`), openOptions, encoding: encoding.name, notes }
}

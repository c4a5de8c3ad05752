/** Writes point Shapefiles with a table of raw bytes, and text in usual encodings. */
import { writeFileSync } from 'node:fs'

export interface RawField {
  readonly name: Buffer
  readonly type: 'C' | 'N' | 'D'
  readonly width: number
  /** A value for each record, padded to the width. */
  readonly values: readonly Buffer[]
}

/** Encodes text in GB18030: two-byte characters by the decoder's table, one four-byte character by hand. */
export function gbk(text: string): Buffer {
  return Buffer.concat(
    [...text].map((character) => {
      if (character === '㐁') return Buffer.from('8139ef30', 'hex')
      const bytes = gbkTable().get(character)
      return bytes === undefined ? Buffer.from(character, 'ascii') : bytes
    }),
  )
}

let table: Map<string, Buffer> | undefined

function gbkTable(): Map<string, Buffer> {
  if (table) return table
  table = new Map()
  const decoder = new TextDecoder('gb18030')
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue
      const bytes = Buffer.from([lead, trail])
      table.set(decoder.decode(bytes), bytes)
    }
  }
  return table
}

/** Writes `<stem>.shp`, `.shx`, `.dbf`, a `.prj` of WGS 84 and, if given, a `.cpg`. */
export function writeShapefile(
  stem: string,
  fields: readonly RawField[],
  { cpg, languageDriver = 0 }: { readonly cpg?: string; readonly languageDriver?: number } = {},
): string {
  const count = fields[0]?.values.length ?? 0
  const shp = Buffer.alloc(100 + count * 28)
  const shx = Buffer.alloc(100 + count * 8)
  for (const [file, words] of [
    [shp, shp.length / 2],
    [shx, shx.length / 2],
  ] as const) {
    file.writeInt32BE(9994, 0)
    file.writeInt32BE(words, 24)
    file.writeInt32LE(1000, 28)
    file.writeInt32LE(1, 32)
    for (const [i, value] of [119.7, 30.2, 119.8, 30.3].entries()) file.writeDoubleLE(value, 36 + i * 8)
  }
  for (let i = 0; i < count; i++) {
    const at = 100 + i * 28
    shp.writeInt32BE(i + 1, at)
    shp.writeInt32BE(10, at + 4)
    shp.writeInt32LE(1, at + 8)
    shp.writeDoubleLE(119.72 + i / 1000, at + 12)
    shp.writeDoubleLE(30.23, at + 20)
    shx.writeInt32BE(at / 2, 100 + i * 8)
    shx.writeInt32BE(10, 104 + i * 8)
  }
  writeFileSync(`${stem}.shp`, shp)
  writeFileSync(`${stem}.shx`, shx)
  writeFileSync(`${stem}.dbf`, dbfOf(fields, count, languageDriver))
  writeFileSync(
    `${stem}.prj`,
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]]',
  )
  if (cpg !== undefined) writeFileSync(`${stem}.cpg`, cpg)
  return `${stem}.shp`
}

function dbfOf(fields: readonly RawField[], count: number, languageDriver: number): Buffer {
  const header = Buffer.alloc(33 + fields.length * 32)
  const recordBytes = 1 + fields.reduce((sum, { width }) => sum + width, 0)
  header.set([3, 126, 1, 1])
  header.writeUInt32LE(count, 4)
  header.writeUInt16LE(header.length, 8)
  header.writeUInt16LE(recordBytes, 10)
  header[29] = languageDriver
  for (const [i, { name, type, width }] of fields.entries()) {
    name.copy(header, 32 + i * 32, 0, 10)
    header[43 + i * 32] = type.charCodeAt(0)
    header[48 + i * 32] = width
  }
  header[header.length - 1] = 0x0d
  const records = Array.from({ length: count }, (_, i) => {
    const record = Buffer.alloc(recordBytes, 0x20)
    let at = 1
    for (const { width, values, type } of fields) {
      const value = (values[i] ?? Buffer.alloc(0)).subarray(0, width)
      value.copy(record, type === 'N' ? at + width - value.length : at)
      at += width
    }
    return record
  })
  return Buffer.concat([header, ...records, Buffer.from([0x1a])])
}

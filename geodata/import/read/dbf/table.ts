/** Reads the table of a Shapefile (dBASE III) as bytes: its fields and their texts. */
import { isAscii } from 'node:buffer'
import { open } from 'node:fs/promises'
import type { RawText } from '../encoding-judge.ts'

interface DbfField {
  /** Up to ten bytes, undecoded. */
  readonly name: Buffer
  /** `C` text, `N` and `F` numbers, `D` dates, `L` logical. */
  readonly type: string
  readonly width: number
  readonly decimals: number
  /** Offset in bytes within a record, whose first byte says whether it is deleted. */
  readonly offset: number
  /** Offset in bytes of the field's description in the file. */
  readonly at: number
}

export interface DbfTable {
  readonly headerBytes: number
  readonly recordBytes: number
  readonly fields: readonly DbfField[]
  /** Byte 29: some programs state the encoding there. */
  readonly languageDriver: number
}

const DESCRIPTION = 32
const NAME_BYTES = 10
const END = 0x0d
const CHUNK = 1 << 20

/** Returns null if the file has no valid header. */
export async function readDbf(path: string): Promise<DbfTable | null> {
  const handle = await open(path)
  try {
    const head = Buffer.alloc(DESCRIPTION)
    await handle.read(head, 0, DESCRIPTION, 0)
    const headerBytes = head.readUInt16LE(8)
    const descriptions = Buffer.alloc(headerBytes)
    await handle.read(descriptions, 0, headerBytes, 0)
    const fields: DbfField[] = []
    let offset = 1
    for (let at = DESCRIPTION; at + DESCRIPTION <= headerBytes; at += DESCRIPTION) {
      if (descriptions[at] === END) break
      const name = descriptions.subarray(at, at + NAME_BYTES + 1)
      const end = name.indexOf(0)
      const type = String.fromCharCode(descriptions[at + 11] ?? 0)
      // Texts may be wider than one byte can say; the next byte (decimals) is then part of the width.
      const [low = 0, high = 0] = descriptions.subarray(at + 16, at + 18)
      const width = type === 'C' ? low + high * 256 : low
      const decimals = type === 'C' ? 0 : high
      fields.push({
        name: name.subarray(0, end < 0 ? NAME_BYTES : end),
        type,
        width,
        decimals,
        offset,
        at,
      })
      offset += width
    }
    const recordBytes = head.readUInt16LE(10)
    const isWhole = fields.length > 0 && offset <= recordBytes
    return isWhole ? { headerBytes, recordBytes, fields, languageDriver: head[29] ?? 0 } : null
  } finally {
    await handle.close()
  }
}

/** Yields names and values that are not pure ASCII. */
export async function* dbfTexts(path: string, table: DbfTable): AsyncGenerator<RawText> {
  const { fields } = table
  for (const { name } of fields) {
    if (!isAscii(name)) yield { bytes: name, mayBeCut: name.length >= NAME_BYTES }
  }
  const texts = fields.filter(({ type }) => type === 'C')
  for await (const records of dbfRecords(path, table)) {
    for (let at = 0; at < records.length; at += table.recordBytes) {
      if (isAscii(records.subarray(at, at + table.recordBytes))) continue
      for (const { offset, width } of texts) {
        const bytes = records.subarray(at + offset, at + offset + width)
        if (!isAscii(bytes)) yield { bytes: trimmed(bytes), mayBeCut: trimmed(bytes).length === width }
      }
    }
  }
}

/** Yields whole records, many at a time. */
export async function* dbfRecords(
  path: string,
  { headerBytes, recordBytes }: DbfTable,
): AsyncGenerator<Buffer> {
  const handle = await open(path)
  try {
    const size = Math.max(1, Math.floor(CHUNK / recordBytes)) * recordBytes
    for (let at = headerBytes; ; at += size) {
      const buffer = Buffer.alloc(size)
      const { bytesRead } = await handle.read(buffer, 0, size, at)
      const whole = bytesRead - (bytesRead % recordBytes)
      if (whole > 0) yield buffer.subarray(0, whole)
      if (bytesRead < size) return
    }
  } finally {
    await handle.close()
  }
}

/** Removes the blanks or zeros that pad a field. */
export function trimmed(bytes: Buffer): Buffer {
  const zero = bytes.indexOf(0)
  let end = zero < 0 ? bytes.length : zero
  while (end > 0 && bytes[end - 1] === 0x20) end--
  return bytes.subarray(0, end)
}

/** Rewrites a table where GDAL would lose data: long numbers, and texts that end within a character. */
import { open } from 'node:fs/promises'
import { withoutHalf } from '../encoding-judge.ts'
import type { Encoding } from '../encoding-name.ts'
import type { DbfTable } from './table.ts'
import { dbfRecords, trimmed } from './table.ts'

/** GDAL reads whole numbers with more digits as floating-point numbers. */
const MAX_DIGITS = 18

/** Returns whether a field holds whole numbers that may be longer than GDAL keeps. */
export const hasLongNumbers = ({ fields }: DbfTable) => fields.some(isLong)

const isLong = ({ type, width, decimals }: DbfTable['fields'][number]) =>
  (type === 'N' || type === 'F') && decimals === 0 && width > MAX_DIGITS

/** Writes fields of long numbers as text and removes half characters at the end of names and values. */
export async function writeMended(
  from: string,
  to: string,
  table: DbfTable,
  encoding: Encoding,
): Promise<void> {
  const { headerBytes, recordBytes, fields } = table
  const source = await open(from)
  const out = await open(to, 'w')
  try {
    const header = Buffer.alloc(headerBytes)
    await source.read(header, 0, headerBytes, 0)
    for (const field of fields) {
      if (isLong(field)) header[field.at + 11] = 'C'.charCodeAt(0)
      const whole = withoutHalf(field.name, encoding)
      header.fill(0, field.at + whole.length, field.at + field.name.length)
    }
    await out.write(header)
    const texts = fields.filter(({ type }) => type === 'C')
    for await (const records of dbfRecords(from, table)) {
      for (let at = 0; at < records.length; at += recordBytes) {
        for (const { offset, width } of texts) {
          const bytes = records.subarray(at + offset, at + offset + width)
          if (trimmed(bytes).length < width || (bytes[width - 1] ?? 0) < 0x40) continue
          bytes.fill(0x20, withoutHalf(bytes, encoding).length)
        }
      }
      await out.write(records)
    }
  } finally {
    await source.close()
    await out.close()
  }
}

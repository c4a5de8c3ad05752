import { writeFileSync } from 'node:fs'
import { crc32, deflateRawSync } from 'node:zlib'

/**
 * Writes a zip of deflated files; `claim` writes a wrong size into its directory. Names in `latin1` are bytes
 * of any encoding.
 */
export function zipOf(
  path: string,
  files: Readonly<Record<string, Buffer>>,
  claim?: number,
  encoding: 'utf8' | 'latin1' = 'utf8',
): void {
  const parts: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const [text, data] of Object.entries(files)) {
    const name = Buffer.from(text, encoding)
    const packed = deflateRawSync(data)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(crc32(data), 14)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(claim ?? data.length, 22)
    head.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50)
    head.copy(entry, 6, 4, 28)
    entry.writeUInt32LE(offset, 42)
    parts.push(head, name, packed)
    entries.push(entry, name)
    offset += 30 + name.length + packed.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  writeFileSync(path, Buffer.concat([...parts, directory, end]))
}

/**
 * Unpacks WOFF 1.0 (W3C Recommendation of 2012) into the font that it holds. PDFKit could, but its inflater
 * fails on some valid tables (findings/tiny-inflate-valid-data.sh).
 */
import { inflateSync } from 'node:zlib'

const HEAD = 44
const ENTRY = 20

/** Returns the bytes of a TrueType or OpenType font. Throws RangeError for other files. */
export function unpackedFont(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new RangeError('no WOFF font')
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, n) => {
    const entry = woff.subarray(HEAD + n * ENTRY, HEAD + (n + 1) * ENTRY)
    const [offset, packed, length] = [entry.readUInt32BE(4), entry.readUInt32BE(8), entry.readUInt32BE(12)]
    const bytes = woff.subarray(offset, offset + packed)
    return {
      tag: entry.subarray(0, 4),
      checksum: entry.subarray(16, 20),
      bytes: packed < length ? inflateSync(bytes) : bytes,
    }
  })
  const power = 2 ** Math.floor(Math.log2(count))
  const head = Buffer.alloc(12)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)
  head.writeUInt16BE(power * 16, 6)
  head.writeUInt16BE(Math.log2(power), 8)
  head.writeUInt16BE((count - power) * 16, 10)
  let offset = head.length + count * 16
  const directory = tables.map(({ tag, checksum, bytes }) => {
    const place = Buffer.alloc(8)
    place.writeUInt32BE(offset, 0)
    place.writeUInt32BE(bytes.length, 4)
    offset += Math.ceil(bytes.length / 4) * 4
    return Buffer.concat([tag, checksum, place])
  })
  const padded = tables.flatMap(({ bytes }) => [bytes, Buffer.alloc(-bytes.length & 3)])
  return Buffer.concat([head, ...directory, ...padded])
}

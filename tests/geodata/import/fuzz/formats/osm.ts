import { deflateSync, inflateSync } from 'node:zlib'
import { PbfReader, PbfWriter } from 'pbf'
import type { Random } from '../../../../../geodata/sample/random.ts'
import { village } from '../../osm/village.ts'
import type { FuzzFormat } from '../format.ts'
import type { Mutation } from '../mutate.ts'
import { mutate } from '../mutate.ts'

interface Blob {
  readonly type: string
  readonly data: Buffer
}

/** Returns the blobs of a file; of a damaged one those before the damage. */
function blobsOf(bytes: Buffer): Blob[] {
  const blobs: Blob[] = []
  try {
    for (let at = 0; at < bytes.length; ) {
      const headEnd = at + 4 + bytes.readUInt32BE(at)
      const head = new PbfReader(bytes.subarray(at + 4, headEnd)).readFields(
        (tag, into, pbf) => {
          if (tag === 1) into.type = pbf.readString()
          else if (tag === 3) into.size = pbf.readVarint()
        },
        { type: '', size: 0 },
      )
      const body = { data: Buffer.alloc(0) }
      new PbfReader(bytes.subarray(headEnd, headEnd + head.size)).readFields((tag, into, pbf) => {
        if (tag === 3) into.data = inflateSync(pbf.readBytes(), { maxOutputLength: 1 << 24 })
        else if (tag === 1) into.data = Buffer.from(pbf.readBytes())
      }, body)
      blobs.push({ type: head.type, data: body.data })
      at = headEnd + head.size
    }
  } catch {
    // Beyond the damage, blobs cannot be distinguished.
  }
  return blobs
}

function assemble(blobs: readonly Blob[]): Buffer {
  return Buffer.concat(
    blobs.flatMap(({ type, data }) => {
      const body = new PbfWriter()
      body.writeVarintField(2, data.length)
      body.writeBytesField(3, deflateSync(data))
      const packed = body.finish()
      const head = new PbfWriter()
      head.writeStringField(1, type)
      head.writeVarintField(3, packed.length)
      const header = head.finish()
      const length = Buffer.alloc(4)
      length.writeUInt32BE(header.length)
      return [length, header, packed]
    }),
  )
}

/** Damages the content of a blob and packs it with a correct checksum. */
const insideBlob: Mutation = (bytes, random) => {
  const blobs = blobsOf(bytes)
  if (blobs.length === 0) return bytes
  const victim = random.integer(0, blobs.length - 1)
  return assemble(
    blobs.map((blob, i) =>
      i === victim ? { ...blob, data: mutate(blob.data, random, [longVarint]) } : blob,
    ),
  )
}

/** Replaces a number by one of up to ten bytes: ids, lengths and positions of any size and sign. */
const longVarint: Mutation = (bytes, random: Random) => {
  const at = random.integer(0, Math.max(0, bytes.length - 1))
  const length = random.integer(2, 11)
  const varint = Array.from({ length }, (_, i) => (i < length - 1 ? 0x80 : 0) | random.integer(0, 127))
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(varint), bytes.subarray(at + 1)])
}

const moveBlob: Mutation = (bytes, random) => {
  const blobs = blobsOf(bytes)
  const [taken] = blobs.splice(random.integer(0, Math.max(0, blobs.length - 1)), 1)
  if (!taken) return bytes
  blobs.splice(random.integer(0, blobs.length), 0, ...random.pick([[taken], [taken, taken], []]))
  return assemble(blobs)
}

export const osm: FuzzFormat = {
  name: 'osm',
  seeds: () => [1, -1].map((sign) => new Map([['village.osm.pbf', village(sign as 1 | -1)]])),
  mutations: [insideBlob, insideBlob, insideBlob, moveBlob],
  request: { as: 'osm' },
}

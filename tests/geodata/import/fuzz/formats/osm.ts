import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'
import { PbfReader, PbfWriter } from 'pbf'
import type { Member } from '../../../../../geodata/import/osm/elements.ts'
import type { Random } from '../../../../../geodata/sample/random.ts'
import { PbfFile } from '../../osm/write-pbf.ts'
import type { FuzzFormat, Seed } from '../format.ts'
import type { Mutation } from '../mutate.ts'
import { mutate } from '../mutate.ts'

const way = (ref: number, role = ''): Member => ({ kind: 'way', ref, role })

/** Two lakes, a street, a house, a shop and a route of routes, with ids of the given sign. */
function village(sign: 1 | -1): Seed {
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-fuzz-osm-'))
  const path = join(folder, 'village.osm.pbf')
  const file = new PbfFile(path)
  const id = (n: number) => sign * n
  const corner = (n: number, x: number, y: number) => ({ id: id(n), at: [119.72 + x, 30.23 + y] as const })
  file.nodes([
    ...[corner(1, 0, 0), corner(2, 0.01, 0), corner(3, 0.01, 0.01), corner(4, 0, 0.01)],
    ...[corner(5, 0.004, 0.004), corner(6, 0.006, 0.004), corner(7, 0.006, 0.006), corner(8, 0.004, 0.006)],
    { ...corner(9, 0.02, 0.02), tags: { amenity: 'toilets', name: '公厕' } },
    { ...corner(10, 0.03, 0.02), tags: { place: 'village', name: '於潜' } },
  ])
  file.ways([
    { id: id(1), refs: [1, 2, 3].map(id) },
    { id: id(2), refs: [3, 4, 1].map(id) },
    { id: id(3), refs: [5, 6, 7, 8, 5].map(id) },
    { id: id(4), refs: [1, 2, 9].map(id), tags: { highway: 'footway', name: '湖边路', oneway: '-1' } },
    { id: id(5), refs: [9, 10].map(id), tags: { highway: 'cycleway', surface: 'asphalt' } },
    { id: id(6), refs: [5, 6, 7, 8, 5].map(id), tags: { building: 'apartments', 'building:levels': '6' } },
  ])
  file.relations([
    {
      id: id(1),
      members: [way(id(1), 'outer'), way(id(2), 'outer'), way(id(3), 'inner'), way(id(3), 'inner')],
      tags: { type: 'multipolygon', natural: 'water', water: 'lake', name: '方湖' },
    },
    { id: id(2), members: [way(id(4)), way(id(5))], tags: { type: 'route', route: 'foot', name: '湖线' } },
    {
      id: id(3),
      members: [{ kind: 'relation', ref: id(2), role: '' }],
      tags: { type: 'superroute', route: 'foot', name: '总线' },
    },
  ])
  file.close()
  const bytes = readFileSync(path)
  rmSync(folder, { recursive: true })
  return new Map([['village.osm.pbf', bytes]])
}

interface Blob {
  readonly type: string
  readonly data: Buffer
}

/** Blobs of a file that is whole; of a damaged one those before the damage. */
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
    // The rest cannot be told apart any more.
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

/** Damages what a blob holds and packs it anew: its checksum is right. */
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

/** A number of up to ten bytes in place of one: ids, lengths and places of any size and sign. */
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
  seeds: () => [village(1), village(-1)],
  mutations: [insideBlob, insideBlob, insideBlob, moveBlob],
  request: { as: 'osm' },
}

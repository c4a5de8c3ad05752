/** The first 127 bytes of a PMTiles archive, version 3. */
import type { Bounds } from '../../geodata/model/tile.ts'

const HEADER_BYTES = 127
const GZIP = 2
const NOT_COMPRESSED = 1
const TILE_TYPES = { mvt: 1, png: 2 } as const

export type TileType = keyof typeof TILE_TYPES

export interface ArchiveHeader {
  readonly rootBytes: number
  readonly metadataBytes: number
  readonly leavesBytes: number
  readonly tilesBytes: number
  /** Non-empty tiles, before runs and equal tiles are joined. */
  readonly addressed: number
  readonly entries: number
  readonly contents: number
  readonly type: TileType
  readonly minzoom: number
  readonly maxzoom: number
  /** WGS 84 degrees. */
  readonly bounds: Bounds
  /** Initial centre of a map, at the lowest zoom. */
  readonly center: readonly [longitude: number, latitude: number]
}

/** Sections are in the specification's order; directories and metadata are gzipped. */
export function encodeHeader(header: ArchiveHeader): Uint8Array {
  const bytes = Buffer.alloc(HEADER_BYTES)
  bytes.write('PMTiles', 0, 'latin1')
  bytes.writeUInt8(3, 7)
  const sizes = [header.rootBytes, header.metadataBytes, header.leavesBytes, header.tilesBytes]
  let offset = HEADER_BYTES
  for (const [i, size] of sizes.entries()) {
    bytes.writeBigUInt64LE(BigInt(offset), 8 + i * 16)
    bytes.writeBigUInt64LE(BigInt(size), 16 + i * 16)
    offset += size
  }
  bytes.writeBigUInt64LE(BigInt(header.addressed), 72)
  bytes.writeBigUInt64LE(BigInt(header.entries), 80)
  bytes.writeBigUInt64LE(BigInt(header.contents), 88)
  const clustered = 1
  bytes.set([clustered, GZIP, header.type === 'mvt' ? GZIP : NOT_COMPRESSED, TILE_TYPES[header.type]], 96)
  bytes.set([header.minzoom, header.maxzoom], 100)
  const [west, south, east, north] = header.bounds
  writePosition(bytes, 102, west, south)
  writePosition(bytes, 110, east, north)
  bytes.writeUInt8(header.minzoom, 118)
  writePosition(bytes, 119, ...header.center)
  return bytes
}

function writePosition(bytes: Buffer, at: number, longitude: number, latitude: number): void {
  bytes.writeInt32LE(Math.round(longitude * 1e7), at)
  bytes.writeInt32LE(Math.round(latitude * 1e7), at + 4)
}

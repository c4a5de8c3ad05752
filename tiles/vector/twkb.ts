/**
 * Tiny Well-Known Binary (https://github.com/TWKB/Specification) to coordinates. Reads what
 * ST_AsTWKB writes for two-dimensional points, lines and polygons, one geometry after the other.
 */
import { PbfReader } from 'pbf'

/** x, y, x, y … */
export type Coordinates = number[]

export type Geometry =
  | { readonly kind: 'point'; readonly points: Coordinates }
  | { readonly kind: 'line'; readonly lines: readonly Coordinates[] }
  /** The first ring of each polygon is its outer one; the last point repeats the first. */
  | { readonly kind: 'polygon'; readonly polygons: readonly (readonly Coordinates[])[] }

const HAS_BOX = 1
const HAS_SIZE = 2
const HAS_IDS = 4
const HAS_MORE_DIMENSIONS = 8
const IS_EMPTY = 16

/** Positions are deltas from the previous one, over all parts of a geometry. */
class Deltas {
  readonly #reader: PbfReader
  readonly #scale: number
  #x = 0
  #y = 0

  constructor(reader: PbfReader, precision: number) {
    this.#reader = reader
    this.#scale = 10 ** precision
  }

  positions(count: number): Coordinates {
    const coordinates: Coordinates = new Array(count * 2)
    for (let i = 0; i < count * 2; i += 2) {
      this.#x += this.#reader.readSVarint()
      this.#y += this.#reader.readSVarint()
      coordinates[i] = this.#x / this.#scale
      coordinates[i + 1] = this.#y / this.#scale
    }
    return coordinates
  }

  list(): Coordinates {
    return this.positions(this.#reader.readVarint())
  }

  rings(): Coordinates[] {
    return repeat(this.#reader.readVarint(), () => this.list())
  }
}

/**
 * Decodes concatenated geometries.
 * @throws Error for a kind, a flag or a length that ST_AsTWKB(geometry, precision) never writes
 */
export function* decodeTwkb(bytes: Uint8Array): Generator<Geometry> {
  const reader = new PbfReader(bytes)
  while (reader.pos < reader.length) yield decodeOne(reader)
  if (reader.pos > reader.length) throw new RangeError('TWKB ends in the middle of a geometry.')
}

function decodeOne(reader: PbfReader): Geometry {
  const header = reader.readVarint()
  const flags = reader.readVarint()
  const kind = header & 15
  // Precision is zigzag-coded in the upper four bits.
  const zigzag = (header >> 4) & 15
  const precision = (zigzag >> 1) ^ -(zigzag & 1)
  if (flags & (HAS_IDS | HAS_MORE_DIMENSIONS))
    throw new RangeError(`TWKB with flags ${flags} is not read here.`)
  if (flags & HAS_SIZE) reader.readVarint()
  if (flags & HAS_BOX) repeat(4, () => reader.readSVarint())
  const count = flags & IS_EMPTY ? 0 : kind > 3 ? reader.readVarint() : 1
  const deltas = new Deltas(reader, precision)
  switch (kind) {
    case 1:
    case 4:
      return { kind: 'point', points: deltas.positions(count) }
    case 2:
    case 5:
      return { kind: 'line', lines: repeat(count, () => deltas.list()) }
    case 3:
    case 6:
      return { kind: 'polygon', polygons: repeat(count, () => deltas.rings()) }
    default:
      throw new RangeError(`TWKB of geometry kind ${kind} is not read here.`)
  }
}

function repeat<T>(count: number, read: () => T): T[] {
  const list: T[] = []
  for (let i = 0; i < count; i++) list.push(read())
  return list
}

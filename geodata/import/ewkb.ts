/** Writes geometries as hexadecimal EWKB in WGS 84 (SRID 4326), as COPY takes them. */

export type Coordinates = readonly [longitude: number, latitude: number]
export type RingCoordinates = readonly Coordinates[]

const WITH_SRID = 0x20000000
const POINT = 1
const LINE_STRING = 2
const POLYGON = 3
const MULTI_LINE_STRING = 5
const MULTI_POLYGON = 6

class Writer {
  readonly buffer: Buffer
  #at = 0

  constructor(size: number) {
    this.buffer = Buffer.allocUnsafe(size)
  }

  head(type: number, outermost: boolean): void {
    this.buffer[this.#at++] = 1
    this.count(outermost ? (type | WITH_SRID) >>> 0 : type)
    if (outermost) this.count(4326)
  }

  count(value: number): void {
    this.#at = this.buffer.writeUInt32LE(value, this.#at)
  }

  points(points: readonly Coordinates[]): void {
    for (const [x, y] of points) {
      this.#at = this.buffer.writeDoubleLE(x, this.#at)
      this.#at = this.buffer.writeDoubleLE(y, this.#at)
    }
  }
}

export function pointEwkb(point: Coordinates): string {
  const writer = new Writer(25)
  writer.head(POINT, true)
  writer.points([point])
  return writer.buffer.toString('hex')
}

export function lineEwkb(line: readonly Coordinates[]): string {
  const writer = new Writer(13 + 16 * line.length)
  writer.head(LINE_STRING, true)
  writer.count(line.length)
  writer.points(line)
  return writer.buffer.toString('hex')
}

export function multiLineEwkb(lines: readonly (readonly Coordinates[])[]): string {
  const writer = new Writer(13 + lines.reduce((sum, line) => sum + 9 + 16 * line.length, 0))
  writer.head(MULTI_LINE_STRING, true)
  writer.count(lines.length)
  for (const line of lines) {
    writer.head(LINE_STRING, false)
    writer.count(line.length)
    writer.points(line)
  }
  return writer.buffer.toString('hex')
}

/** Each polygon is its outer ring, then its holes, all closed. */
export function multiPolygonEwkb(polygons: readonly (readonly RingCoordinates[])[]): string {
  const ringSize = (sum: number, ring: RingCoordinates) => sum + 4 + 16 * ring.length
  const writer = new Writer(13 + polygons.reduce((sum, rings) => rings.reduce(ringSize, sum + 9), 0))
  writer.head(MULTI_POLYGON, true)
  writer.count(polygons.length)
  for (const rings of polygons) {
    writer.head(POLYGON, false)
    writer.count(rings.length)
    for (const ring of rings) {
      writer.count(ring.length)
      writer.points(ring)
    }
  }
  return writer.buffer.toString('hex')
}

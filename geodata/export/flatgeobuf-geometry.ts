/** Geometries of FlatGeobuf from well-known binary (ISO, little-endian, x and y only). */
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js'
import type { FlatbufferWriter } from './flatbuffer-writer.ts'

/** Bytes of a WKB geometry before its content: byte order and type. */
const HEAD = 5
const POSITION = 16

/** Fields of the schema's Geometry table: ends, xy, z, m, t, tm, type, parts. */
const WITH_COORDINATES = [0, 4, 0, 0, 0, 0, 1] as const
const WITH_ENDS = [4, 4, 0, 0, 0, 0, 1] as const
const WITH_PARTS = [0, 0, 0, 0, 0, 0, 1, 4] as const

/** A run of positions in the binary. */
interface Run {
  readonly at: number
  readonly count: number
}

/** Writes a geometry and sets the field at `pointer` to it. */
export function writeGeometry(out: FlatbufferWriter, pointer: number, wkb: Uint8Array): void {
  const view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength)
  writeAt(out, pointer, wkb, view, 0)
}

/** Returns the end of the geometry that begins at `at`. */
function writeAt(
  out: FlatbufferWriter,
  pointer: number,
  wkb: Uint8Array,
  view: DataView,
  at: number,
): number {
  const type = view.getUint32(at + 1, true)
  const inside = at + HEAD
  switch (type) {
    case GeometryType.Point: {
      writeRuns(out, pointer, wkb, type, [{ at: inside, count: 1 }])
      return inside + POSITION
    }
    case GeometryType.LineString: {
      const run = runAt(view, inside)
      writeRuns(out, pointer, wkb, type, [run])
      return endOf(run)
    }
    case GeometryType.Polygon: {
      const rings = runsAt(view, inside, 0)
      writeRuns(out, pointer, wkb, type, rings)
      return rings.reduce((_, ring) => endOf(ring), inside + 4)
    }
    case GeometryType.MultiLineString: {
      const lines = runsAt(view, inside, HEAD)
      writeRuns(out, pointer, wkb, type, lines)
      return lines.reduce((_, line) => endOf(line), inside + 4)
    }
    case GeometryType.MultiPolygon:
      return writeParts(out, pointer, wkb, view, inside)
    default:
      throw new Error(`A geometry of type ${type} is in no layer of the catalogue.`)
  }
}

function writeParts(
  out: FlatbufferWriter,
  pointer: number,
  wkb: Uint8Array,
  view: DataView,
  inside: number,
): number {
  const [, , , , , , type = 0, parts = 0] = out.table(pointer, WITH_PARTS)
  out.setByte(type, GeometryType.MultiPolygon)
  const count = view.getUint32(inside, true)
  const first = out.pointers(parts, count)
  let at = inside + 4
  for (let index = 0; index < count; index += 1) at = writeAt(out, first + 4 * index, wkb, view, at)
  return at
}

function writeRuns(
  out: FlatbufferWriter,
  pointer: number,
  wkb: Uint8Array,
  type: GeometryType,
  runs: readonly Run[],
): void {
  const several = type === GeometryType.Polygon || type === GeometryType.MultiLineString
  const [ends = 0, xy = 0, , , , , typeAt = 0] = out.table(pointer, several ? WITH_ENDS : WITH_COORDINATES)
  out.setByte(typeAt, type)
  const positions = runs.reduce((sum, { count }) => sum + count, 0)
  out.vector(xy, 2 * positions, 8)
  for (const run of runs) out.appendBytes(wkb.subarray(run.at, endOf(run)))
  if (!several) return
  out.vector(ends, runs.length, 4)
  let end = 0
  for (const { count } of runs) {
    end += count
    out.appendUint32(end)
  }
}

const endOf = ({ at, count }: Run): number => at + POSITION * count

function runAt(view: DataView, at: number): Run {
  return { at: at + 4, count: view.getUint32(at, true) }
}

/** Returns the runs of a list whose members have `head` bytes before their count. */
function runsAt(view: DataView, at: number, head: number): readonly Run[] {
  const runs: Run[] = []
  let next = at + 4
  for (let left = view.getUint32(at, true); left > 0; left -= 1) {
    const run = runAt(view, next + head)
    runs.push(run)
    next = endOf(run)
  }
  return runs
}

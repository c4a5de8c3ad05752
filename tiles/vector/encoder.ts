/**
 * Writes Mapbox Vector Tiles 2.1 (https://github.com/mapbox/vector-tile-spec) with correct winding,
 * without collapsed rings and lines, and without null attributes.
 */
import { PbfWriter } from 'pbf'
import { TILE_BUFFER, TILE_EXTENT } from '../../geodata/model/tile.ts'
import { clip } from './clip.ts'
import type { Coordinates, Geometry } from './twkb.ts'

export type AttributeValue = string | number | boolean | null

export interface TileFeature {
  readonly id?: number | undefined
  /** One value for each of the layer's attribute names. */
  readonly values: readonly AttributeValue[]
  readonly geometry: Geometry
}

export interface TileAttribute {
  readonly name: string
  /** Whole numbers are written as integers, others as doubles, as ST_AsMVT does. */
  readonly type: 'integer' | 'other'
}

const GEOMETRY_TYPES = { point: 1, line: 2, polygon: 3 } as const
const MOVE_TO = 1
const LINE_TO = 2
const CLOSE_PATH = 7

/**
 * Encodes one layer; concatenated layers make a tile. Features outside the buffered tile are left out;
 * without features the result is empty.
 */
export function encodeLayer(
  name: string,
  attributes: readonly TileAttribute[],
  features: Iterable<TileFeature>,
): Uint8Array {
  const values = new Map<string, { index: number; value: string | number | boolean; integer: boolean }>()
  const tagsOf = (feature: TileFeature): number[] => {
    const tags: number[] = []
    for (const [key, attribute] of attributes.entries()) {
      const value = feature.values[key]
      if (value === null || value === undefined) continue
      const integer = attribute.type === 'integer'
      const sameness = `${integer ? 'integer' : typeof value} ${value}`
      const known = values.get(sameness) ?? { index: values.size, value, integer }
      values.set(sameness, known)
      tags.push(key, known.index)
    }
    return tags
  }
  let count = 0
  const layer = new PbfWriter()
  layer.writeVarintField(15, 2)
  layer.writeStringField(1, name)
  for (const feature of features) {
    const commands = geometryCommands(clip(feature.geometry, -TILE_BUFFER, TILE_EXTENT + TILE_BUFFER))
    if (commands.length === 0) continue
    count++
    layer.writeMessage(
      2,
      (_, writer) => {
        if (feature.id !== undefined) writer.writeVarintField(1, feature.id)
        writer.writePackedVarint(2, tagsOf(feature))
        writer.writeVarintField(3, GEOMETRY_TYPES[feature.geometry.kind])
        writer.writePackedVarint(4, commands)
      },
      null,
    )
  }
  if (count === 0) return new Uint8Array(0)
  for (const attribute of attributes) layer.writeStringField(3, attribute.name)
  for (const { value, integer } of values.values()) {
    layer.writeMessage(4, (_, writer) => writeValue(writer, value, integer), null)
  }
  layer.writeVarintField(5, TILE_EXTENT)
  const tile = new PbfWriter()
  tile.writeBytesField(3, layer.finish())
  return tile.finish()
}

function writeValue(writer: PbfWriter, value: string | number | boolean, integer: boolean): void {
  if (typeof value === 'string') writer.writeStringField(1, value)
  else if (typeof value === 'boolean') writer.writeBooleanField(7, value)
  else if (!integer) writer.writeDoubleField(3, value)
  else if (value < 0) writer.writeSVarintField(6, value)
  else writer.writeVarintField(5, value)
}

/** Returns a geometry as commands and zigzag-encoded cursor steps; empty if nothing is left. */
function geometryCommands(geometry: Geometry): number[] {
  const commands: number[] = []
  const cursor = { x: 0, y: 0 }
  const step = (coordinates: Coordinates, i: number) => {
    const x = coordinates[i] ?? 0
    const y = coordinates[i + 1] ?? 0
    commands.push(zigzag(x - cursor.x), zigzag(y - cursor.y))
    cursor.x = x
    cursor.y = y
  }
  const path = (coordinates: Coordinates, closed: boolean) => {
    const count = coordinates.length / 2
    commands.push(command(MOVE_TO, 1))
    step(coordinates, 0)
    commands.push(command(LINE_TO, count - 1))
    for (let i = 2; i < coordinates.length; i += 2) step(coordinates, i)
    if (closed) commands.push(command(CLOSE_PATH, 1))
  }
  switch (geometry.kind) {
    case 'point':
      if (geometry.points.length === 0) break
      commands.push(command(MOVE_TO, geometry.points.length / 2))
      for (let i = 0; i < geometry.points.length; i += 2) step(geometry.points, i)
      break
    case 'line':
      for (const line of geometry.lines) {
        const distinct = withoutRepeats(line)
        if (distinct.length >= 4) path(distinct, false)
      }
      break
    case 'polygon':
      for (const polygon of geometry.polygons) {
        for (const ring of drawnRings(polygon)) path(ring, true)
      }
      break
  }
  return commands
}

/**
 * Returns a polygon's rings for a tile: open, the outer ring with positive area (clockwise on screen), holes
 * with negative area. Rings without area are dropped; if the outer ring is dropped, or the holes cover all of
 * it (the tile lies in a hole), all are.
 */
function drawnRings(polygon: readonly Coordinates[]): Coordinates[] {
  const rings: Coordinates[] = []
  let remaining = 0
  for (const [index, closed] of polygon.entries()) {
    const ring = withoutRepeats(closed)
    const last = ring.length - 2
    if (last > 0 && ring[0] === ring[last] && ring[1] === ring[last + 1]) ring.length = last
    const area = doubleArea(ring)
    if (area === 0) {
      if (index === 0) return []
      continue
    }
    remaining += index === 0 ? Math.abs(area) : -Math.abs(area)
    rings.push(area > 0 === (index === 0) ? ring : reversed(ring))
  }
  return remaining > 0 ? rings : []
}

/** Returns twice the signed area of an open ring, by the surveyor's formula. */
export function doubleArea(ring: Coordinates): number {
  let sum = 0
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    sum += (ring[j] ?? 0) * (ring[i + 1] ?? 0) - (ring[i] ?? 0) * (ring[j + 1] ?? 0)
  }
  return sum
}

function withoutRepeats(coordinates: Coordinates): Coordinates {
  const distinct: Coordinates = []
  for (let i = 0; i < coordinates.length; i += 2) {
    const x = coordinates[i] ?? 0
    const y = coordinates[i + 1] ?? 0
    const last = distinct.length - 2
    if (last < 0 || distinct[last] !== x || distinct[last + 1] !== y) distinct.push(x, y)
  }
  return distinct
}

function reversed(ring: Coordinates): Coordinates {
  const turned: Coordinates = []
  for (let i = ring.length - 2; i >= 0; i -= 2) turned.push(ring[i] ?? 0, ring[i + 1] ?? 0)
  return turned
}

function command(id: number, count: number): number {
  return id | (count << 3)
}

function zigzag(value: number): number {
  return (value << 1) ^ (value >> 31)
}

/** West, south, east and north of a geometry, in its own coordinates. */
import type { Geometry, Position } from 'geojson'
import type { Bounds } from '../../geodata/model/tile.ts'

function* positions(geometry: Geometry): Generator<Position> {
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) yield* positions(part)
    return
  }
  yield* flat(geometry.coordinates)
}

type Nested = Position | readonly Nested[]

function* flat(coordinates: Nested): Generator<Position> {
  if (typeof coordinates[0] === 'number') yield coordinates as Position
  else for (const part of coordinates as readonly Nested[]) yield* flat(part)
}

/** Returns the bounds of a geometry; for an empty one, an empty extent (west > east). */
export function extentOf(geometry: Geometry): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x = Number.NaN, y = Number.NaN] of positions(geometry)) {
    west = Math.min(west, x)
    south = Math.min(south, y)
    east = Math.max(east, x)
    north = Math.max(north, y)
  }
  return [west, south, east, north]
}

/** Decimals for about a metre, which keeps URLs short. */
const DECIMALS = 5

/** Returns the bounds in degrees as a `bbox` parameter, rounded outwards. */
export function bboxText([west, south, east, north]: Bounds): string {
  const scale = 10 ** DECIMALS
  const down = (degrees: number, least: number) => Math.max(least, Math.floor(degrees * scale) / scale)
  const up = (degrees: number, most: number) => Math.min(most, Math.ceil(degrees * scale) / scale)
  return [down(west, -180), down(south, -90), up(east, 180), up(north, 90)].join()
}

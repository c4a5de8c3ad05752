/** Areas of many features in whole millimetres of one plane, indexed by their boxes. */
import Flatbush from 'flatbush'
import { degreesOf, planeOf } from '../model/plane.ts'
import type { Area, Loop } from '../model/planning/outline/grid.ts'
import type { Part, Position } from '../model/planning/outline/outline.ts'
import { areaOfPart, type Loops, partsOf, sizeOfLoops, unite } from '../model/planning/outline/resolve.ts'

export interface PlacedArea {
  readonly ordinal: number
  readonly name: string | null
  /** Value of the column that decides which features are compared. */
  readonly group: string
  readonly loops: Loops
  readonly box: Box
}
export type Box = readonly [minX: number, minY: number, maxX: number, maxY: number]

const MM = 1000

export class Plane {
  readonly #east: number
  readonly #north: number

  /** `near` becomes the origin. */
  constructor(near: Position) {
    const [east, north] = planeOf(near)
    this.#east = Math.round(east)
    this.#north = Math.round(north)
  }

  /** Returns the area that parts enclose, shells counterclockwise. */
  loopsOf(parts: readonly Part[]): Loops {
    const areas = parts.map((part): Area => part.map((ring) => this.#loop(ring)))
    return unite(areas.map(areaOfPart))
  }

  #loop(ring: readonly Position[]): Loop {
    return ring.slice(0, -1).map((position) => {
      const [east, north] = planeOf(position)
      return { x: Math.round((east - this.#east) * MM), y: Math.round((north - this.#north) * MM) }
    })
  }

  positionOf({ x, y }: { readonly x: number; readonly y: number }): [number, number] {
    const [longitude, latitude] = degreesOf([this.#east + x / MM, this.#north + y / MM])
    return [round(longitude), round(latitude)]
  }

  /** Returns loops as polygons in degrees. */
  shapeOf(loops: Loops): [number, number][][][] {
    return partsOf(loops).map((area) =>
      area.map((loop) => {
        const ring = loop.map((point) => this.positionOf(point))
        return ring[0] === undefined ? ring : [...ring, ring[0]]
      }),
    )
  }

  /** Returns the middle of the loops' box. */
  middleOf(loops: Loops): [number, number] {
    const [minX, minY, maxX, maxY] = boxOf(loops)
    return this.positionOf({ x: (minX + maxX) / 2, y: (minY + maxY) / 2 })
  }
}

/** About a millimetre. */
const round = (degrees: number): number => Math.round(degrees * 1e8) / 1e8

export function boxOf(loops: Loops): Box {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const loop of loops) {
    for (const { x, y } of loop) {
      if (x < box[0]) box[0] = x
      if (y < box[1]) box[1] = y
      if (x > box[2]) box[2] = x
      if (y > box[3]) box[3] = y
    }
  }
  return box
}

export function indexOf(areas: readonly PlacedArea[]): Flatbush {
  const index = new Flatbush(Math.max(1, areas.length))
  for (const { box } of areas) index.add(...box)
  if (areas.length === 0) index.add(0, 0, 0, 0)
  index.finish()
  return index
}

/** Square metres of loops. */
export const squareMetres = (loops: Loops): number => sizeOfLoops(loops) / (MM * MM)

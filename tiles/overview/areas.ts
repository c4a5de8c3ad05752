/** Areas dissolved by class: from rows at the highest zoom, otherwise from the next higher zoom. */
import type { Queryable } from '../../geodata/database/database.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import type { AttributeValue, TileFeature } from '../vector/encoder.ts'
import { encodeLayer } from '../vector/encoder.ts'
import { fillPolygon } from './fill-polygon.ts'
import { halve, removeSpecks } from './generalise.ts'
import {
  CELL_UNITS,
  type ClassGrid,
  packCells,
  type TileCells,
  unpackCells,
  WINDOW_CELLS,
  withoutMargin,
} from './grid.ts'
import { keepGrid, keptGrids } from './kept.ts'
import { readMergedRows } from './merged-rows.ts'
import { outlines } from './outline.ts'
import { OVERVIEW_MAX_ZOOM, type OverviewPlan } from './plan.ts'

type AreaPlan = Extract<OverviewPlan, { kind: 'areas' }>

/** A larger tile, in bytes, is drawn with less detail. */
const MAX_BYTES = 400_000
/** A cell keeps its class if so many of the nine cells around it share it; more if a tile is too large. */
const FEWEST = 4
const SMOOTHING_LIMIT = 12

/** Makes one tile's areas and stores their grid. */
export async function dissolvedTile(
  client: Queryable,
  layerId: string,
  plan: AreaPlan,
  address: TileAddress,
): Promise<Uint8Array> {
  const grid =
    address.z === OVERVIEW_MAX_ZOOM
      ? await gridOfRows(client, layerId, plan, address)
      : await gridOfChildren(client, layerId, address)
  if (grid.classes.length === 0) {
    await keepGrid(client, layerId, address, null)
    return new Uint8Array(0)
  }
  await keepGrid(client, layerId, address, {
    classes: JSON.stringify(grid.classes),
    cells: packCells(withoutMargin(grid.cells), grid.classes.length),
  })
  return encodeGrid(layerId, plan.attributes, grid)
}

async function gridOfRows(
  client: Queryable,
  layerId: string,
  plan: AreaPlan,
  address: TileAddress,
): Promise<ClassGrid> {
  const merged = await readMergedRows(client, layerId, plan.attributes, address)
  const named = merged.map((rows) => ({ ...rows, text: JSON.stringify(rows.values) }))
  const classes = named.map(({ text }) => text).sort()
  const cells = new Uint16Array(WINDOW_CELLS * WINDOW_CELLS)
  for (const { geometries, text } of named.toSorted((a, b) => plan.rank(a.values) - plan.rank(b.values))) {
    const value = classes.indexOf(text) + 1
    for (const geometry of geometries) {
      if (geometry.kind !== 'polygon') continue
      for (const rings of geometry.polygons) fillPolygon(cells, rings, value)
    }
  }
  if (plan.withoutStrips) removeSpecks(cells, FEWEST)
  return { classes, cells }
}

async function gridOfChildren(
  client: Queryable,
  layerId: string,
  { z, x, y }: TileAddress,
): Promise<ClassGrid> {
  const [west, north] = [2 * x - 1, 2 * y - 1]
  const kept = await keptGrids(client, layerId, { z: z + 1, x: west, y: north }, 4)
  const lists = kept.map(({ classes }): string[] => JSON.parse(classes))
  const classes = [...new Set(lists.flat())].sort()
  const children: (TileCells | null)[] = new Array(16).fill(null)
  for (const [i, grid] of kept.entries()) {
    const numbers = [0, ...(lists[i] ?? []).map((text) => classes.indexOf(text) + 1)]
    children[(grid.y - north) * 4 + grid.x - west] = renumbered(unpackCells(grid.cells), numbers)
  }
  const cells = halve(children)
  removeSpecks(cells, FEWEST)
  removeSpecks(cells, FEWEST)
  return { classes, cells }
}

/** Returns cells whose class n is now class `numbers[n]`. */
function renumbered(cells: TileCells, numbers: readonly number[]): TileCells {
  if (numbers.every((number, before) => number === before)) return cells
  const table = Uint16Array.from(numbers)
  const renamed = new Uint16Array(cells.length)
  for (let at = 0; at < cells.length; at++) renamed[at] = table[cells[at] ?? 0] ?? 0
  return renamed
}

/** Draws a grid; smooths its classes until the tile is small enough. */
function encodeGrid(layerId: string, attributes: readonly string[], grid: ClassGrid): Uint8Array {
  let cells = grid.cells
  let tolerance = CELL_UNITS
  for (let round = 0; ; round++) {
    const tile = encodeAreas(layerId, attributes, { classes: grid.classes, cells }, tolerance)
    if (tile.length <= MAX_BYTES || round === SMOOTHING_LIMIT) return tile
    cells = cells.slice()
    for (let pass = 0; pass <= round; pass++) removeSpecks(cells, FEWEST + 1)
    tolerance = Math.min(4, 1 + round / 2) * CELL_UNITS
  }
}

function encodeAreas(
  layerId: string,
  attributes: readonly string[],
  { classes, cells }: ClassGrid,
  tolerance: number,
): Uint8Array {
  const shapes = outlines(cells, tolerance)
  const features = classes.map((text, index): TileFeature => {
    const values: AttributeValue[] = JSON.parse(text)
    return { values, geometry: { kind: 'polygon', polygons: shapes.get(index + 1) ?? [] } }
  })
  const columns = attributes.map((name) => ({ name, type: 'other' as const }))
  return encodeLayer(layerId, columns, features)
}

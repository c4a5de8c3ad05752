/**
 * A tile as a grid of classes with cells of half a pixel, so that areas of one class merge without
 * slivers or gaps, whatever their borders are. The window is the tile and its buffer.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { TILE_BUFFER, TILE_EXTENT } from '../../geodata/model/tile.ts'

/** Tile units along the side of a cell. */
export const CELL_UNITS = 4
export const TILE_CELLS = TILE_EXTENT / CELL_UNITS
export const MARGIN_CELLS = TILE_BUFFER / CELL_UNITS
export const WINDOW_CELLS = TILE_CELLS + 2 * MARGIN_CELLS

/** The attribute values of a class, as a JSON array. */
type ClassText = string

export interface ClassGrid {
  /** Class 0 is empty; class n is `classes[n - 1]`. Sorted, so that the same rows give the same numbers. */
  readonly classes: readonly ClassText[]
  /** Row by row from the north-west. */
  readonly cells: Uint16Array
}

/** Returns the cells of the tile without its buffer, row by row. */
export function withoutMargin(window: Uint16Array): Uint16Array {
  const tile = new Uint16Array(TILE_CELLS * TILE_CELLS)
  for (let row = 0; row < TILE_CELLS; row++) {
    const from = (row + MARGIN_CELLS) * WINDOW_CELLS + MARGIN_CELLS
    tile.set(window.subarray(from, from + TILE_CELLS), row * TILE_CELLS)
  }
  return tile
}

/** Stored cells of a tile: one byte each if the classes are few enough. */
export type TileCells = Uint8Array | Uint16Array

/** Encodes the cells of a tile; the classes are stored separately. */
export function packCells(cells: Uint16Array, classes: number): Buffer {
  const narrow = classes < 256 ? Uint8Array.from(cells) : new Uint8Array(cells.buffer)
  return deflateRawSync(narrow, { level: 1 })
}

/** @throws RangeError if the bytes are not the cells of a tile */
export function unpackCells(packed: Uint8Array): TileCells {
  const bytes = inflateRawSync(packed)
  const count = TILE_CELLS * TILE_CELLS
  if (bytes.length === count) return bytes
  if (bytes.length === 2 * count) return new Uint16Array(Uint8Array.from(bytes).buffer)
  throw new RangeError(`A grid of ${bytes.length} bytes is not a tile's.`)
}

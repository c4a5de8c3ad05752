/** Cells of a raster that stays on disk: blocks are read when asked for, and few are kept. */
import { closeSync, openSync, readSync } from 'node:fs'

const BLOCK_WIDTH = 512
const BLOCK_HEIGHT = 64
/** Blocks of 128 kB that are kept: 32 MB, of which a tile of terrain touches some twenty. */
const KEPT = 256

export class CellFile {
  readonly #file: number
  readonly #width: number
  readonly #height: number
  readonly #across: number
  /** By number, row by row of blocks. */
  readonly #blocks: (Float32Array | undefined)[] = []
  /** Numbers of the blocks that are kept, the oldest first. */
  readonly #order: number[] = []

  /** Opens little-endian 32-bit floats without a header, row by row. Throws what the file system throws. */
  constructor(path: string, width: number, height: number) {
    this.#file = openSync(path, 'r')
    this.#width = width
    this.#height = height
    this.#across = Math.ceil(width / BLOCK_WIDTH)
  }

  /** The cell of a column and a row inside the raster. */
  at(column: number, row: number): number {
    const x = Math.floor(column / BLOCK_WIDTH)
    const y = Math.floor(row / BLOCK_HEIGHT)
    const number = y * this.#across + x
    const block = this.#blocks[number] ?? this.#read(number, x * BLOCK_WIDTH, y * BLOCK_HEIGHT)
    return block[(row - y * BLOCK_HEIGHT) * BLOCK_WIDTH + column - x * BLOCK_WIDTH] ?? Number.NaN
  }

  /** Closes the file. */
  close(): void {
    closeSync(this.#file)
  }

  #read(number: number, column: number, row: number): Float32Array {
    const oldest = this.#order.length >= KEPT ? this.#order.shift() : undefined
    const block =
      (oldest !== undefined && this.#blocks[oldest]) || new Float32Array(BLOCK_WIDTH * BLOCK_HEIGHT)
    if (oldest !== undefined) this.#blocks[oldest] = undefined
    block.fill(Number.NaN)
    const bytes = new Uint8Array(block.buffer)
    const length = 4 * Math.min(BLOCK_WIDTH, this.#width - column)
    for (let line = 0; line < Math.min(BLOCK_HEIGHT, this.#height - row); line++) {
      const at = 4 * ((row + line) * this.#width + column)
      readSync(this.#file, bytes, 4 * line * BLOCK_WIDTH, length, at)
    }
    this.#blocks[number] = block
    this.#order.push(number)
    return block
  }
}

/** Reads cells of a raster on disk in blocks and keeps only a few of them in memory. */
import { closeSync, openSync, readSync } from 'node:fs'

const BLOCK_WIDTH = 512
const BLOCK_HEIGHT = 64
/** Number of blocks of 128 kB in memory: 32 MB. A terrain tile needs about twenty. */
const KEPT = 256

export class CellFile {
  readonly #file: number
  readonly #width: number
  readonly #height: number
  readonly #across: number
  /** By block number, row by row. */
  readonly #blocks: (Float32Array | undefined)[] = []
  /** Numbers of the blocks in memory, the oldest first. */
  readonly #order: number[] = []

  /**
   * Opens a file of little-endian 32-bit floats without a header, row by row. Throws errors of the file
   * system.
   */
  constructor(path: string, width: number, height: number) {
    this.#file = openSync(path, 'r')
    this.#width = width
    this.#height = height
    this.#across = Math.ceil(width / BLOCK_WIDTH)
  }

  /** Returns the cell at a column and a row inside the raster. */
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

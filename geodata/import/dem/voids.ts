/** Converts the numbers of a raster to metres and its voids to gaps, before any interpolation. */
import { open } from 'node:fs/promises'
import { ImportError } from '../error.ts'
import type { ElevationBand } from './band.ts'

/** Value of a gap in converted cells. */
export const NO_DATA = -32768
/** From the Dead Sea to Mount Everest in metres, with a margin. */
const LOWEST = -500
const HIGHEST = 9000
/**
 * Values that programs write into gaps without declaring them. Values outside the range are detected anyway.
 */
const usualVoids: ReadonlySet<number> = new Set([-32768, -32767, -9999])
const CHUNK_CELLS = 1 << 20
/** Voids have few different numbers; more are measurements in another unit. */
const MAX_STRANGE = 16
const MAX_STRANGE_SHARE = 0.01

export interface ElevationRange {
  /** In metres. */
  readonly lowest: number
  readonly highest: number
  /** Numbers of cells with and without an elevation. */
  readonly cells: number
  readonly voids: number
}

/**
 * Rewrites a file of little-endian 32-bit floats in place as metres or NO_DATA. Throws ImportError if no cell
 * has an elevation, or many numbers cannot be elevations.
 */
export async function cleanCells(file: string, path: string, band: ElevationBand): Promise<ElevationRange> {
  const seen = new Survey(band)
  const handle = await open(path, 'r+')
  try {
    const cells = new Float32Array(CHUNK_CELLS)
    for (let at = 0; ; ) {
      const { bytesRead } = await handle.read(new Uint8Array(cells.buffer), 0, cells.byteLength, at)
      if (bytesRead < 4) break
      const chunk = cells.subarray(0, bytesRead >> 2)
      seen.clean(chunk)
      await handle.write(new Uint8Array(cells.buffer, 0, chunk.byteLength), 0, chunk.byteLength, at)
      at += chunk.byteLength
    }
  } finally {
    await handle.close()
  }
  return seen.range(file)
}

class Survey {
  readonly #band: ElevationBand
  readonly #voids: ReadonlySet<number>
  #lowest = Number.POSITIVE_INFINITY
  #highest = Number.NEGATIVE_INFINITY
  #cells = 0
  #gaps = 0
  /** Numbers that are neither a known void nor an elevation: how many, some of them, and their range. */
  #strange = 0
  readonly #strangeNumbers = new Set<number>()
  #strangeLowest = Number.POSITIVE_INFINITY
  #strangeHighest = Number.NEGATIVE_INFINITY

  constructor(band: ElevationBand) {
    this.#band = band
    this.#voids = new Set([...usualVoids, ...band.extremes])
  }

  clean(cells: Float32Array): void {
    const { scale, offset, metresOfUnit } = this.#band
    for (const [i, number] of cells.entries()) {
      const metres = (number * scale + offset) * metresOfUnit
      if (!this.#voids.has(number) && metres >= LOWEST && metres <= HIGHEST) {
        cells[i] = metres
        this.#cells++
        if (metres < this.#lowest) this.#lowest = metres
        if (metres > this.#highest) this.#highest = metres
      } else {
        cells[i] = NO_DATA
        this.#gaps++
        if (!this.#voids.has(number) && Math.abs(number) < 1e30) this.#countStrange(metres)
      }
    }
  }

  #countStrange(metres: number): void {
    this.#strange++
    if (this.#strangeNumbers.size <= MAX_STRANGE) this.#strangeNumbers.add(metres)
    this.#strangeLowest = Math.min(this.#strangeLowest, metres)
    this.#strangeHighest = Math.max(this.#strangeHighest, metres)
  }

  range(file: string): ElevationRange {
    if (this.#strangeNumbers.size > MAX_STRANGE && this.#strange > MAX_STRANGE_SHARE * this.#cells) {
      const span = `${round(this.#strangeLowest)} … ${round(this.#strangeHighest)}`
      throw new ImportError({
        zh: `${file} 中 ${this.#strange} 个数值（${span} 米）不可能是以米为单位的高程（${LOWEST} 至 ${HIGHEST} 米）：单位可能有误，或不是高程。`,
        en: `${file} has ${this.#strange} numbers (${span} m) outside the range of elevations in metres (${LOWEST} to ${HIGHEST}): its unit may be wrong, or it contains something else.`,
      })
    }
    if (this.#cells === 0) {
      throw new ImportError({
        zh: `${file} 中没有高程：${this.#gaps} 个采样全为空值。`,
        en: `${file} has no elevations: all of its ${this.#gaps} samples are gaps.`,
      })
    }
    return { lowest: this.#lowest, highest: this.#highest, cells: this.#cells, voids: this.#gaps }
  }
}

const round = (metres: number) => Math.round(metres * 10) / 10

/**
 * Positions of all nodes of a file, in 16 bytes a node: OSM files list nodes by rising id, so plain
 * sorted arrays and a binary search do, in chunks so that growing never copies.
 */
import { ImportError } from '../error.ts'

const CHUNK = 1 << 18
/** OSM positions have seven decimals; 180° fits 32 bits so. */
const SCALE = 1e7

interface Chunk {
  readonly ids: Float64Array
  readonly longitudes: Int32Array
  readonly latitudes: Int32Array
}

export type Position = readonly [longitude: number, latitude: number]

export class NodeStore {
  #chunks: Chunk[] = []
  #last = Number.NEGATIVE_INFINITY
  #count = 0

  get size(): number {
    return this.#count
  }

  /** Adds a node; throws ImportError where ids do not rise. */
  add(id: number, longitude: number, latitude: number): void {
    if (id <= this.#last) {
      throw new ImportError({
        zh: 'OSM 文件未按类型和编号排序，请先运行 osmium sort。',
        en: 'The OSM file is not sorted by type and id. Run it through: osmium sort.',
      })
    }
    this.#last = id
    const slot = this.#count++ % CHUNK
    if (slot === 0) {
      this.#chunks.push({
        ids: new Float64Array(CHUNK).fill(Number.POSITIVE_INFINITY),
        longitudes: new Int32Array(CHUNK),
        latitudes: new Int32Array(CHUNK),
      })
    }
    const chunk = this.#chunks.at(-1)
    if (!chunk) return
    chunk.ids[slot] = id
    chunk.longitudes[slot] = Math.round(longitude * SCALE)
    chunk.latitudes[slot] = Math.round(latitude * SCALE)
  }

  /** The position of a node, undefined where the file does not have it. */
  get(id: number): Position | undefined {
    const chunk = this.#chunkOf(id)
    if (!chunk) return undefined
    let low = 0
    let high = CHUNK - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((chunk.ids[middle] ?? 0) < id) low = middle + 1
      else high = middle
    }
    if (chunk.ids[low] !== id) return undefined
    return [(chunk.longitudes[low] ?? 0) / SCALE, (chunk.latitudes[low] ?? 0) / SCALE]
  }

  #chunkOf(id: number): Chunk | undefined {
    let low = 0
    let high = this.#chunks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#chunks[middle]?.ids[0] ?? 0) <= id) low = middle
      else high = middle - 1
    }
    return this.#chunks[low]
  }
}

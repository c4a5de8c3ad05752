/**
 * Stores positions of nodes in about 7 bytes per node. Ids are increasing, so blocks of 256 hold differences
 * as variable-length integers, and a binary search over the first ids of blocks finds a node. Recently used
 * blocks stay decoded, because consecutive ways use near nodes.
 */
const BLOCK = 256
/** Bytes of a segment that blocks are packed into; a value takes at most 8. */
const SEGMENT = 1 << 20
const LARGEST_BLOCK = BLOCK * 3 * 8
/** Number of decoded blocks in memory, 4 KB each. */
const CACHED = 1024
/** OSM positions have seven decimals; with this scale 180° fits into 32 bits. */
const SCALE = 1e7

interface Block {
  index: number
  count: number
  readonly ids: Float64Array
  readonly longitudes: Int32Array
  readonly latitudes: Int32Array
}

const newBlock = (index: number): Block => ({
  index,
  count: 0,
  ids: new Float64Array(BLOCK),
  longitudes: new Int32Array(BLOCK),
  latitudes: new Int32Array(BLOCK),
})

export class PackedNodes {
  #segments: Uint8Array[] = []
  #end = SEGMENT
  /** First id of each packed block, and its position counted over all segments. */
  #firstIds: number[] = []
  #starts: number[] = []
  #counts: number[] = []
  #open = newBlock(0)
  readonly #cache: (Block | undefined)[] = []

  /** Adds a node with a larger id than all before; positions must be within 180° and 90°. */
  add(id: number, longitude: number, latitude: number): void {
    const block = this.#open
    block.ids[block.count] = id
    block.longitudes[block.count] = Math.round(longitude * SCALE)
    block.latitudes[block.count] = Math.round(latitude * SCALE)
    if (++block.count === BLOCK) this.#pack()
  }

  /** Returns the position of a node; undefined if none was added. */
  get(id: number): readonly [longitude: number, latitude: number] | undefined {
    if (this.#open.count > 0) this.#pack()
    const block = this.#blockOf(id)
    if (!block) return undefined
    let low = 0
    let high = block.count - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((block.ids[middle] ?? 0) < id) low = middle + 1
      else high = middle
    }
    if (block.ids[low] !== id) return undefined
    return [(block.longitudes[low] ?? 0) / SCALE, (block.latitudes[low] ?? 0) / SCALE]
  }

  #pack(): void {
    if (this.#end + LARGEST_BLOCK > SEGMENT) {
      this.#segments.push(new Uint8Array(SEGMENT))
      this.#end = 0
    }
    const segment = this.#segments.length - 1
    const bytes = this.#segments[segment] ?? new Uint8Array(0)
    const { ids, longitudes, latitudes, count } = this.#open
    this.#firstIds.push(ids[0] ?? 0)
    this.#starts.push(segment * SEGMENT + this.#end)
    this.#counts.push(count)
    let at = this.#end
    for (let i = 0; i < count; i++) {
      at = writeVarint(bytes, at, (ids[i] ?? 0) - (ids[Math.max(0, i - 1)] ?? 0))
      at = writeVarint(bytes, at, zigzag((longitudes[i] ?? 0) - (i > 0 ? (longitudes[i - 1] ?? 0) : 0)))
      at = writeVarint(bytes, at, zigzag((latitudes[i] ?? 0) - (i > 0 ? (latitudes[i - 1] ?? 0) : 0)))
    }
    this.#end = at
    this.#open.count = 0
  }

  #blockOf(id: number): Block | undefined {
    let low = 0
    let high = this.#firstIds.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#firstIds[middle] ?? 0) <= id) low = middle
      else high = middle - 1
    }
    if (this.#firstIds[low] === undefined) return undefined
    const slot = low % CACHED
    const cached = this.#cache[slot]
    if (cached?.index === low) return cached
    const block = cached ?? newBlock(low)
    this.#cache[slot] = block
    this.#unpack(low, block)
    return block
  }

  #unpack(index: number, block: Block): void {
    const start = this.#starts[index] ?? 0
    const bytes = this.#segments[Math.floor(start / SEGMENT)] ?? new Uint8Array(0)
    const cursor = { at: start % SEGMENT }
    let id = this.#firstIds[index] ?? 0
    let longitude = 0
    let latitude = 0
    block.index = index
    block.count = this.#counts[index] ?? 0
    for (let i = 0; i < block.count; i++) {
      id += readVarint(bytes, cursor)
      longitude += unzigzag(readVarint(bytes, cursor))
      latitude += unzigzag(readVarint(bytes, cursor))
      block.ids[i] = id
      block.longitudes[i] = longitude
      block.latitudes[i] = latitude
    }
  }
}

/** Uses arithmetic, because differences of ids and of longitudes may exceed 32 bits. */
const zigzag = (value: number) => (value < 0 ? -2 * value - 1 : 2 * value)
const unzigzag = (value: number) => (value % 2 === 1 ? -(value + 1) / 2 : value / 2)

function writeVarint(bytes: Uint8Array, start: number, value: number): number {
  let at = start
  let rest = value
  while (rest >= 128) {
    bytes[at++] = (rest % 128) + 128
    rest = Math.floor(rest / 128)
  }
  bytes[at++] = rest
  return at
}

function readVarint(bytes: Uint8Array, cursor: { at: number }): number {
  let value = 0
  let scale = 1
  for (;;) {
    const byte = bytes[cursor.at++] ?? 0
    if (byte < 128) return value + byte * scale
    value += (byte - 128) * scale
    scale *= 128
  }
}

/**
 * A heap of states by key whose keys can be lowered, with four children per node. Created once and reused.
 */
export class StateHeap {
  readonly #keys: Float64Array
  readonly #heap: Int32Array
  /** Position in the heap plus 1; 0 for outside. */
  readonly #place: Int32Array
  #size = 0

  /** `keys` belongs to the caller, who writes a key before `raise` or `clear`. */
  constructor(keys: Float64Array) {
    this.#keys = keys
    this.#heap = new Int32Array(keys.length)
    this.#place = new Int32Array(keys.length)
  }

  get size(): number {
    return this.#size
  }

  clear(): void {
    for (let at = 0; at < this.#size; at++) this.#place[this.#heap[at] as number] = 0
    this.#size = 0
  }

  /** Adds a state, or moves it up after its key was lowered. */
  raise(state: number): void {
    const known = this.#place[state] as number
    let at = known === 0 ? this.#size++ : known - 1
    const key = this.#keys[state] as number
    while (at > 0) {
      const parent = (at - 1) >> 2
      const other = this.#heap[parent] as number
      if ((this.#keys[other] as number) <= key) break
      this.#set(at, other)
      at = parent
    }
    this.#set(at, state)
  }

  /** Removes the state with the lowest key and returns it. Call it while `size` > 0. */
  pop(): number {
    const heap = this.#heap
    const keys = this.#keys
    const top = heap[0] as number
    this.#place[top] = 0
    const last = heap[--this.#size] as number
    if (this.#size === 0) return top
    const key = keys[last] as number
    let at = 0
    for (;;) {
      const first = 4 * at + 1
      if (first >= this.#size) break
      const end = Math.min(first + 4, this.#size)
      let child = first
      let least = keys[heap[first] as number] as number
      for (let one = first + 1; one < end; one++) {
        const value = keys[heap[one] as number] as number
        if (value >= least) continue
        child = one
        least = value
      }
      if (least >= key) break
      this.#set(at, heap[child] as number)
      at = child
    }
    this.#set(at, last)
    return top
  }

  /** The lowest key. */
  get least(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#keys[this.#heap[0] as number] as number)
  }

  #set(at: number, state: number): void {
    this.#heap[at] = state
    this.#place[state] = at + 1
  }
}

/**
 * A queue of states by seconds: a ring of buckets of one second. A state leaves with the others of its second in
 * no certain order, and comes back if its seconds were lowered meanwhile, so that what has left a whole second is
 * exact (Dial 1969; Meyer & Sanders 2003). Made once, used many times.
 */
const NONE = -1

export class Buckets {
  readonly #seconds: Float64Array
  /** Of the ring; a power of two. */
  #size: number
  #first: Int32Array
  readonly #next: Int32Array
  readonly #before: Int32Array
  /** The second that a state waits in, -1 if it does not wait. */
  readonly #waitsIn: Int32Array
  #now = 0
  #count = 0

  /** `seconds` belongs to the caller, who writes them before `add`. `longest` is the longest arc in seconds. */
  constructor(seconds: Float64Array, longest: number) {
    this.#seconds = seconds
    this.#size = 2 ** Math.ceil(Math.log2(longest + 3))
    this.#first = new Int32Array(this.#size).fill(NONE)
    this.#next = new Int32Array(seconds.length)
    this.#before = new Int32Array(seconds.length)
    this.#waitsIn = new Int32Array(seconds.length).fill(NONE)
  }

  get count(): number {
    return this.#count
  }

  /** No state that waits has fewer seconds, nor will one that is added. */
  get least(): number {
    if (this.#count === 0) return Number.POSITIVE_INFINITY
    while (this.#first[this.#now & (this.#size - 1)] === NONE) this.#now++
    return this.#now
  }

  /** Forgets all; `touched` are the states that were added. `farthest` is the most seconds to begin with. */
  clear(touched: Int32Array, farthest: number): void {
    for (const state of touched) this.#waitsIn[state] = NONE
    this.#first.fill(NONE)
    this.#now = 0
    this.#count = 0
    if (farthest + 3 < this.#size) return
    this.#size = 2 ** Math.ceil(Math.log2(farthest + 3))
    this.#first = new Int32Array(this.#size).fill(NONE)
  }

  /** Adds a state, or moves it after its seconds were lowered. */
  add(state: number): void {
    const second = Math.floor(this.#seconds[state] as number)
    const waitsIn = this.#waitsIn[state] as number
    if (waitsIn === second) return
    if (waitsIn !== NONE) this.#remove(state, waitsIn)
    const at = second & (this.#size - 1)
    const first = this.#first[at] as number
    this.#next[state] = first
    this.#before[state] = NONE
    if (first !== NONE) this.#before[first] = state
    this.#first[at] = state
    this.#waitsIn[state] = second
    this.#count++
  }

  /** Takes a state of the least second. Call it after `least` was finite. */
  take(): number {
    const state = this.#first[this.#now & (this.#size - 1)] as number
    this.#remove(state, this.#now)
    this.#waitsIn[state] = NONE
    return state
  }

  #remove(state: number, second: number): void {
    const before = this.#before[state] as number
    const next = this.#next[state] as number
    if (before === NONE) this.#first[second & (this.#size - 1)] = next
    else this.#next[before] = next
    if (next !== NONE) this.#before[next] = before
    this.#count--
  }
}

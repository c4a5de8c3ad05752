/** Compresses arcs into rows by tail and by head, and finds the connected part. */
import type { ProfileGraph } from './graph.ts'

/** Columns of arcs before compression. */
export interface ArcColumns {
  readonly tail: number[]
  readonly head: number[]
  readonly cost: number[]
  readonly arc: number[]
}

interface Sizes {
  readonly stateNode: Uint32Array
  readonly plainStates: number
  readonly edges: number
}

/** Returns positions of items sorted by key, and the first position of each key. */
function rowsBy(keys: readonly number[], count: number): { first: Uint32Array; order: Uint32Array } {
  const first = new Uint32Array(count + 1)
  for (const key of keys) first[key + 1] = (first[key + 1] ?? 0) + 1
  for (let key = 0; key < count; key++) first[key + 1] = (first[key + 1] ?? 0) + (first[key] ?? 0)
  const next = first.slice()
  const order = new Uint32Array(keys.length)
  for (const [item, key] of keys.entries()) {
    const at = next[key] ?? 0
    order[at] = item
    next[key] = at + 1
  }
  return { first, order }
}

export function compressArcs<Id extends string>(
  id: Id,
  { tail, head, cost, arc }: ArcColumns,
  { stateNode, plainStates, edges }: Sizes,
): ProfileGraph<Id> {
  const out = rowsBy(tail, stateNode.length)
  const into = rowsBy(head, stateNode.length)
  const placeOfArc = new Uint32Array(2 * edges)
  const turnPlaces: number[] = []
  for (const [place, item] of out.order.entries()) {
    if ((tail[item] ?? 0) < plainStates) placeOfArc[arc[item] ?? 0] = place + 1
    else turnPlaces.push(place)
  }
  const outArc = Uint32Array.from(out.order, (item) => arc[item] ?? 0)
  turnPlaces.sort((a, b) => (outArc[a] ?? 0) - (outArc[b] ?? 0) || a - b)
  const rows = { firstOut: out.first, head: Uint32Array.from(out.order, (item) => head[item] ?? 0) }
  return {
    id,
    plainStates,
    stateNode,
    ...rows,
    outCost: Float32Array.from(out.order, (item) => cost[item] ?? 0),
    outArc,
    firstIn: into.first,
    tail: Uint32Array.from(into.order, (item) => tail[item] ?? 0),
    inCost: Float32Array.from(into.order, (item) => cost[item] ?? 0),
    inArc: Uint32Array.from(into.order, (item) => arc[item] ?? 0),
    placeOfArc,
    turnPlaces: Uint32Array.from(turnPlaces),
    connected: connectedEdges(rows, outArc, edges),
  }
}

type Rows = Pick<ProfileGraph, 'firstOut' | 'head'>

/** A strongly connected part of this many states is a network of its own, such as another town. */
const WHOLE_PART = 100

/** Marks edges whose arcs are in a large strongly connected part (Tarjan 1972, without recursion). */
function connectedEdges({ firstOut, head }: Rows, outArc: Uint32Array, edges: number): Uint8Array {
  const part = strongParts({ firstOut, head })
  const sizes = new Map<number, number>()
  for (const number of part) sizes.set(number, (sizes.get(number) ?? 0) + 1)
  const largest = [...sizes.values()].reduce((most, size) => Math.max(most, size), 0)
  const enough = Math.min(largest, WHOLE_PART)
  const connected = new Uint8Array(edges)
  for (let state = 0; state < part.length; state++) {
    const own = part[state] as number
    if ((sizes.get(own) ?? 0) < enough) continue
    for (let at = firstOut[state] ?? 0; at < (firstOut[state + 1] ?? 0); at++)
      if (part[head[at] ?? 0] === own) connected[(outArc[at] ?? 0) >> 1] = 1
  }
  return connected
}

function strongParts({ firstOut, head }: Rows): Int32Array {
  const count = firstOut.length - 1
  const index = new Int32Array(count).fill(-1)
  const low = new Int32Array(count)
  const part = new Int32Array(count).fill(-1)
  const cursor = firstOut.slice(0, count)
  const stack: number[] = []
  let found = 0
  let parts = 0
  for (let root = 0; root < count; root++) {
    if (index[root] !== -1) continue
    const path = [root]
    while (path.length > 0) {
      const state = path.at(-1) as number
      if (index[state] === -1) {
        index[state] = low[state] = found++
        stack.push(state)
      }
      const at = cursor[state] as number
      if (at < (firstOut[state + 1] as number)) {
        cursor[state] = at + 1
        const next = head[at] as number
        if (index[next] === -1) path.push(next)
        else if (part[next] === -1) low[state] = Math.min(low[state] as number, index[next] as number)
        continue
      }
      path.pop()
      const before = path.at(-1)
      if (before !== undefined) low[before] = Math.min(low[before] as number, low[state] as number)
      if (low[state] !== index[state]) continue
      for (let one = stack.pop() as number; ; one = stack.pop() as number) {
        part[one] = parts
        if (one === state) break
      }
      parts++
    }
  }
  return part
}

/** Turn restrictions as forbidden sequences of arcs. */
import type { Noding } from './noding.ts'
import type { NetworkTurn } from './way.ts'

/** Arcs that must not follow one another: two for a turn at a node, more for a turn via other ways. */
export type ForbiddenPath = readonly number[]

/** What must not follow a beginning, and the arcs of a mandatory turn. */
interface TurnPart {
  readonly beginning: readonly number[]
  readonly forbidden: readonly number[]
  readonly prescribed: readonly number[] | null
}

export interface ResolvedTurn {
  readonly turn: NetworkTurn
  readonly parts: readonly TurnPart[]
}

/** Finds the arcs of restrictions; those whose ways do not meet as declared have no parts. */
export function resolveTurns(turns: readonly NetworkTurn[], noding: Noding): ResolvedTurn[] {
  const byKey = new Map(noding.ways.map(({ key }, number) => [key, number]))
  const arcsOfWay = (key: string): number[] => {
    const way = byKey.get(key)
    if (way === undefined) return []
    const [first = 0, end = 0] = noding.wayEdges.subarray(way, way + 2)
    return Array.from({ length: 2 * (end - first) }, (_, n) => 2 * first + n)
  }
  const leaving = leavingArcs(noding)
  return turns.map((turn) => {
    const prefixes = prefixesOf(turn, noding, arcsOfWay)
    const last = new Set(arcsOfWay(turn.to))
    const parts = prefixes.flatMap((beginning): TurnPart[] => {
      const before = beginning.at(-1) ?? 0
      const following = leaving(headOf(noding, before))
      const meant = following.filter((arc) => last.has(arc))
      if (meant.length === 0) return []
      const prescribed = turn.kind.startsWith('only_') ? meant : null
      const isMeant = (arc: number) =>
        last.has(arc) && (turn.kind !== 'no_u_turn' || turn.from !== turn.to || arc === (before ^ 1))
      const forbidden = following.filter((arc) => (prescribed === null ? isMeant(arc) : !last.has(arc)))
      return [{ beginning, forbidden, prescribed }]
    })
    return { turn, parts }
  })
}

/** Returns the forbidden paths by `isPassable`; a mandatory turn into an impassable way has no effect. */
export const forbiddenPaths = (
  { parts }: ResolvedTurn,
  isPassable: (arc: number) => boolean,
): ForbiddenPath[] =>
  parts
    .filter(({ prescribed }) => prescribed === null || prescribed.some(isPassable))
    .flatMap(({ beginning, forbidden }) => forbidden.map((arc) => [...beginning, arc]))
    .filter((path) => path.every(isPassable))

const headOf = ({ edgeFrom, edgeTo }: Noding, arc: number): number =>
  (arc & 1 ? edgeFrom[arc >> 1] : edgeTo[arc >> 1]) ?? 0
const tailOf = (noding: Noding, arc: number): number => headOf(noding, arc ^ 1)

/** Returns the arcs that leave a node. */
function leavingArcs(noding: Noding): (node: number) => readonly number[] {
  const leaving = new Map<number, number[]>()
  for (let arc = 0; arc < 2 * noding.edgeFrom.length; arc++) {
    const tail = tailOf(noding, arc)
    const known = leaving.get(tail)
    if (known) known.push(arc)
    else leaving.set(tail, [arc])
  }
  return (node) => leaving.get(node) ?? []
}

/** Returns the beginnings of a restriction: the last arc of the first way, and all arcs of the via ways. */
function prefixesOf(
  { from, viaNode, viaWays }: NetworkTurn,
  noding: Noding,
  arcsOfWay: (key: string) => number[],
): number[][] {
  if (viaNode !== null) {
    const node = noding.nodeOf(viaNode)
    return node === undefined
      ? []
      : arcsOfWay(from)
          .filter((arc) => headOf(noding, arc) === node)
          .map((arc) => [arc])
  }
  let prefixes = arcsOfWay(from).map((arc) => [arc])
  for (const via of viaWays ?? []) {
    const runs = alongWay(arcsOfWay(via))
    prefixes = prefixes.flatMap((prefix) =>
      runs
        .filter((run) => tailOf(noding, run[0] ?? 0) === headOf(noding, prefix.at(-1) ?? 0))
        .map((run) => [...prefix, ...run]),
    )
  }
  return (viaWays ?? []).length > 0 ? prefixes : []
}

/** Returns the arcs of a way from end to end, in both directions. */
function alongWay(arcs: readonly number[]): number[][] {
  if (arcs.length === 0) return []
  const along = arcs.filter((arc) => (arc & 1) === 0)
  return [along, along.map((arc) => arc ^ 1).reverse()]
}

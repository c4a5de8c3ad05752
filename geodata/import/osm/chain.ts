/** Orders the pieces of a named greenway end to end, and finds parallel ones. */
import type { Position } from './position.ts'

export interface Piece {
  readonly id: string
  readonly line: readonly Position[]
}

export interface Chain<P extends Piece> {
  /** In order, each in the direction of the whole. */
  readonly pieces: P[]
  /** Whether the end is at the beginning. */
  readonly loop: boolean
}

/** Pieces of one name farther apart than this, in metres, are different greenways. */
const MAX_GAP = 2000
/** A piece within this distance of others, in metres, is their other carriageway or pavement. */
const BESIDE = 25
/** Share of a piece that must run beside others to count as parallel. */
const DOUBLE_SHARE = 0.8
/** Ends nearer than this, in metres, close a loop. */
const LOOP_GAP = 50

const EARTH_RADIUS = 6371008.8

/** Returns metres east and north from one position to another near it. */
function offset([ax, ay]: Position, [bx, by]: Position): [east: number, north: number] {
  const radians = Math.PI / 180
  const east = EARTH_RADIUS * (bx - ax) * radians * Math.cos(((ay + by) / 2) * radians)
  return [east, EARTH_RADIUS * (by - ay) * radians]
}

const distance = (a: Position, b: Position): number => Math.hypot(...offset(a, b))

export function lengthOf(line: readonly Position[]): number {
  let sum = 0
  for (const [i, to] of line.entries()) {
    const from = line[i - 1]
    if (from) sum += distance(from, to)
  }
  return sum
}

interface Sample {
  readonly at: Position
  /** Unit vector of the line, east and north. */
  readonly direction: readonly [number, number]
  readonly metres: number
}

/** Separates pieces that run beside longer ones of the same name, so that no way counts twice. */
export function withoutParallels<P extends Piece>(pieces: readonly P[]): { kept: P[]; parallel: P[] } {
  const longestFirst = pieces
    .map((piece) => ({ piece, length: lengthOf(piece.line) }))
    .sort((a, b) => b.length - a.length || (a.piece.id < b.piece.id ? -1 : 1))
  const grid = new Map<string, Sample[]>()
  const parallel = new Set<P>()
  for (const { piece, length } of longestFirst) {
    const samples = sample(piece.line)
    const double = samples.filter((own) => neighbours(grid, own).some((other) => isBeside(own, other)))
    const metres = double.reduce((sum, own) => sum + own.metres, 0)
    if (metres >= DOUBLE_SHARE * length) parallel.add(piece)
    else for (const own of samples) neighbourhood(grid, own).push(own)
  }
  return {
    kept: pieces.filter((piece) => !parallel.has(piece)),
    parallel: pieces.filter((piece) => parallel.has(piece)),
  }
}

/** Samples every 10 m or closer along a line. */
function sample(line: readonly Position[]): Sample[] {
  const samples: Sample[] = []
  for (const [i, to] of line.entries()) {
    const from = line[i - 1]
    const metres = from ? distance(from, to) : 0
    if (!from || metres === 0) continue
    const steps = Math.ceil(metres / 10)
    const [east, north] = offset(from, to)
    for (let step = 0; step < steps; step++) {
      const t = (step + 0.5) / steps
      samples.push({
        at: [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])],
        direction: [east / metres, north / metres],
        metres: metres / steps,
      })
    }
  }
  return samples
}

/**
 * Returns whether a sample is beside another one, not ahead of it: a short bridge between two pieces is near
 * both, but not parallel to either.
 */
function isBeside(own: Sample, other: Sample): boolean {
  const [east, north] = offset(own.at, other.at)
  const [dx, dy] = own.direction
  const along = Math.abs(east * dx + north * dy)
  const across = Math.abs(east * dy - north * dx)
  const sameWay = Math.abs(dx * other.direction[0] + dy * other.direction[1])
  return along <= 7 && across < BESIDE && sameWay > 0.7
}

/** Degrees of a cell of about 33 m, wider than BESIDE up to 40° of latitude. */
const CELL = 0.0003

function neighbourhood(grid: Map<string, Sample[]>, { at }: Sample): Sample[] {
  const key = `${Math.floor(at[0] / CELL)} ${Math.floor(at[1] / CELL)}`
  const cell = grid.get(key) ?? []
  grid.set(key, cell)
  return cell
}

function neighbours(grid: ReadonlyMap<string, Sample[]>, { at }: Sample): Sample[] {
  const x = Math.floor(at[0] / CELL)
  const y = Math.floor(at[1] / CELL)
  const cells = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => grid.get(`${x + dx} ${y + dy}`) ?? []))
  return cells.flat()
}

/**
 * Chains pieces by their ends, always continuing with the nearest one, from an outer end of the whole. A gap
 * of more than 2 km begins another chain; smaller gaps are not filled.
 */
export function chain<P extends Piece>(pieces: readonly P[]): Chain<P>[] {
  return clusters(pieces).map((cluster) => {
    const ordered = order(cluster)
    return { pieces: ordered, loop: isLoop(ordered) }
  })
}

/** Keeps the order of a route relation and only reverses pieces so that they follow each other. */
export function inOrder<P extends Piece>(pieces: readonly P[]): Chain<P> {
  const [first, second] = pieces
  const turned: P[] = []
  let at: Position | undefined
  if (first && second) {
    const [begin, end] = [first.line[0], first.line.at(-1)]
    const nearest = (from: Position | undefined) =>
      from ? Math.min(...ends(second).map((to) => distance(from, to))) : Number.POSITIVE_INFINITY
    at = nearest(begin) < nearest(end) ? end : begin
  }
  for (const piece of pieces) {
    const [begin, end] = [piece.line[0], piece.line.at(-1)]
    const backwards = at && begin && end && distance(at, end) < distance(at, begin)
    const next = backwards ? reversed(piece) : piece
    turned.push(next)
    at = next.line.at(-1)
  }
  return { pieces: turned, loop: isLoop(turned) }
}

function isLoop(ordered: readonly Piece[]): boolean {
  const first = ordered[0]?.line[0]
  const last = ordered.at(-1)?.line.at(-1)
  const total = ordered.reduce((sum, { line }) => sum + lengthOf(line), 0)
  return first !== undefined && last !== undefined && total > 500 && distance(first, last) < LOOP_GAP
}

const ends = ({ line }: Piece): Position[] => [line[0], line.at(-1)].filter((end) => end !== undefined)

const gap = (a: Piece, b: Piece) =>
  Math.min(...ends(a).flatMap((from) => b.line.map((to) => distance(from, to))))

function clusters<P extends Piece>(pieces: readonly P[]): P[][] {
  const left = new Set(pieces)
  const found: P[][] = []
  for (const seed of pieces) {
    if (!left.delete(seed)) continue
    const cluster = [seed]
    for (const piece of cluster) {
      for (const other of left) {
        if (Math.min(gap(piece, other), gap(other, piece)) > MAX_GAP) continue
        left.delete(other)
        cluster.push(other)
      }
    }
    found.push(cluster)
  }
  return found
}

/** Returns the chain with the smallest total gap, over all starts at either end of any piece. */
function order<P extends Piece>(pieces: readonly P[]): P[] {
  let best: { pieces: P[]; gaps: number } | undefined
  const starts = pieces.length > 60 ? pieces.slice(0, 60) : pieces
  for (const start of starts) {
    for (const turned of [false, true]) {
      const candidate = follow(turned ? reversed(start) : start, new Set(pieces.filter((p) => p !== start)))
      if (!best || candidate.gaps < best.gaps - 0.5) best = candidate
    }
  }
  return best?.pieces ?? []
}

const reversed = <P extends Piece>(piece: P): P => ({ ...piece, line: piece.line.toReversed() })

function follow<P extends Piece>(start: P, left: Set<P>): { pieces: P[]; gaps: number } {
  const pieces = [start]
  let gaps = 0
  let at = start.line.at(-1)
  while (left.size > 0 && at) {
    let nearest: { piece: P; turned: boolean; metres: number } | undefined
    for (const piece of left) {
      for (const turned of [false, true]) {
        const begin = turned ? piece.line.at(-1) : piece.line[0]
        const metres = begin ? distance(at, begin) : Number.POSITIVE_INFINITY
        if (!nearest || metres < nearest.metres) nearest = { piece, turned, metres }
      }
    }
    if (!nearest) break
    left.delete(nearest.piece)
    const next = nearest.turned ? reversed(nearest.piece) : nearest.piece
    pieces.push(next)
    gaps += nearest.metres
    at = next.line.at(-1)
  }
  return { pieces, gaps }
}

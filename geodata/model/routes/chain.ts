/** Joins the pieces of a named line into one ordered line, and tells its gaps. */
import { metresBetween } from '../distance.ts'

export type Place = readonly [longitude: number, latitude: number]

/** A smaller distance between two pieces, in metres, is no gap. */
const GAP_M = 5

/** A point of a piece with what the caller knows of it. */
export interface PiecePoint {
  readonly at: Place
}

export interface Chained<Point extends PiecePoint> {
  readonly points: readonly Point[]
  /** Metres from the end of the piece before; 0 where the pieces meet. */
  readonly gap_m: number
}

const ends = <Point extends PiecePoint>(piece: readonly Point[]): [Place, Place] => {
  const [first, last] = [piece[0], piece.at(-1)]
  if (!first || !last) throw new RangeError('A piece of a line needs a point')
  return [first.at, last.at]
}

/** Returns whether the first piece must be turned so that it ends where the second begins or ends. */
function isFirstTurned<Point extends PiecePoint>(first: readonly Point[], second: readonly Point[]): boolean {
  const nearest = (place: Place) => Math.min(...ends(second).map((end) => metresBetween(place, end)))
  const [start, end] = ends(first)
  return nearest(start) < nearest(end)
}

/**
 * Turns pieces, which are in their order along the line, so that each begins where the last one ended. Pieces
 * need at least one point.
 */
export function chainPieces<Point extends PiecePoint>(
  pieces: readonly (readonly Point[])[],
): Chained<Point>[] {
  const chained: Chained<Point>[] = []
  for (const [index, piece] of pieces.entries()) {
    const end = chained.at(-1)?.points.at(-1)?.at
    const [start, finish] = ends(piece)
    const next = pieces[index + 1]
    const isTurned = end
      ? metresBetween(end, finish) < metresBetween(end, start)
      : next !== undefined && isFirstTurned(piece, next)
    const points = isTurned ? piece.toReversed() : piece
    const distance = end && points[0] ? metresBetween(end, points[0].at) : 0
    chained.push({ points, gap_m: distance > GAP_M ? distance : 0 })
  }
  return chained
}

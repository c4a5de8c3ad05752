/** Cuts a line where the kind of ground changes: bridges, tunnels, boardwalks. */
import type { Line, Point } from './plane.ts'
import { lengthOf, pointAlong, slice } from './polyline.ts'

export interface Stretch<K> {
  readonly kind: K
  readonly line: Line
}

/** Returns stretches of one kind each; those shorter than `minLength` metres join the previous one. */
export function cutByKind<K>(
  line: Line,
  kindAt: (p: Point) => K,
  minLength: number,
  step = 12,
): Stretch<K>[] {
  const length = lengthOf(line)
  const cuts: { from: number; kind: K }[] = []
  for (let along = 0; along < length; along += step) {
    const kind = kindAt(pointAlong(line, Math.min(length, along + step / 2)).point)
    if (cuts.at(-1)?.kind !== kind) cuts.push({ from: along, kind })
  }
  const kept: { from: number; kind: K }[] = []
  cuts.forEach((cut, i) => {
    const end = cuts[i + 1]?.from ?? length
    if (kept.length > 0 && (end - cut.from < minLength || kept.at(-1)?.kind === cut.kind)) return
    kept.push(cut)
  })
  if (kept.length === 1) return kept.map(({ kind }) => ({ kind, line }))
  return kept.map(({ from, kind }, i) => ({ kind, line: slice(line, from, kept[i + 1]?.from ?? length) }))
}

import type { BoundaryFile } from './boundary-file.ts'

/** Returns the text of a boundary point file: of a parsed one, the text that was parsed. */
export function writeBoundaryFile({ head, plots, lineEnd, isEnded }: BoundaryFile): string {
  const lines = [
    ...head,
    ...plots.flatMap(({ fields, points }) => [
      fields.join(','),
      ...points.map((point) => point.fields.join(',')),
    ]),
  ]
  return lines.join(lineEnd) + (isEnded ? lineEnd : '')
}

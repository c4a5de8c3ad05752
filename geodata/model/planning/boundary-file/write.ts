import type { BoundaryFile, Plot } from './boundary-file.ts'

/** Returns the text of a boundary point file: of a parsed one, the text that was parsed. */
export function writeBoundaryFile({ head, plots, lineEnd, isEnded }: BoundaryFile): string {
  const lines = [...head, ...plots.flatMap(plotLines)]
  return lines.join(lineEnd) + (isEnded ? lineEnd : '')
}

/** Returns the line of a plot and those of its points. */
export const plotLines = ({ fields, points }: Plot): string[] => [
  fields.join(','),
  ...points.map((point) => point.fields.join(',')),
]

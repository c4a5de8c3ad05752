/** Two proposals side by side: the differences as numbers. */
import type { Massing } from './proposal.ts'

const massingFigures = ['gfa_m2', 'far', 'footprint_m2', 'density', 'storeys', 'height_m', 'people'] as const
export type MassingFigure = (typeof massingFigures)[number]

export interface Difference {
  readonly figure: MassingFigure
  readonly a: number
  readonly b: number
  /** b − a. */
  readonly difference: number
}

export const compareMassings = (
  a: Pick<Massing, MassingFigure>,
  b: Pick<Massing, MassingFigure>,
): Difference[] =>
  massingFigures.map((figure) => ({ figure, a: a[figure], b: b[figure], difference: b[figure] - a[figure] }))

/** Two proposals side by side: the differences as numbers. */
import type { Text } from '../text.ts'
import type { Massing } from './proposal.ts'

export const massingFigures = [
  'gfa_m2',
  'far',
  'footprint_m2',
  'density',
  'storeys',
  'height_m',
  'people',
] as const
export type MassingFigure = (typeof massingFigures)[number]

export const figureTitles: Readonly<Record<MassingFigure, Text>> = {
  gfa_m2: { zh: '计容建筑面积（m²）', en: 'Floor area (m²)' },
  far: { zh: '容积率', en: 'Floor area ratio' },
  footprint_m2: { zh: '基底面积（m²）', en: 'Footprint (m²)' },
  density: { zh: '建筑密度（%）', en: 'Building density (%)' },
  storeys: { zh: '层数', en: 'Storeys' },
  height_m: { zh: '建筑高度（m）', en: 'Height (m)' },
  people: { zh: '人口', en: 'People' },
}

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

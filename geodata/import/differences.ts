/**
 * Describes figures of a file that differ from its measured geometries, and the unit that the file may use.
 */
import type { Text } from '../model/text.ts'

/** Units that files use for areas or lengths, with their size in m² or m. */
const units: Readonly<Record<'area' | 'length', readonly (readonly [factor: number, unit: Text])[]>> = {
  area: [
    [2000 / 3, { zh: '亩', en: 'mu (亩)' }],
    [1e4, { zh: '公顷', en: 'hectares' }],
    [1e6, { zh: '平方千米', en: 'square kilometres' }],
  ],
  length: [
    [1000, { zh: '千米', en: 'kilometres' }],
    [500, { zh: '里', en: 'li (里)' }],
  ],
}

/** Tolerance for the ratio to a unit's size: figures in 亩 are often rounded. */
const UNIT_TOLERANCE = 0.03

export interface Difference {
  readonly layer: string
  readonly column: string
  readonly measure: 'area' | 'length'
  /** Rows whose figure differs from the measured one by more than 1 % and more than 1 m² or 1 m. */
  readonly count: number
  /** Rows for which the file has a figure. */
  readonly compared: number
  /** Median of measured divided by written, over the rows that differ; null if the file has zeros. */
  readonly ratio: number | null
  /**
   * The same, multiplied by the square of Web Mercator's scale, in which areas are often measured by mistake.
   */
  readonly mercator: number | null
  /** The first rows that differ. */
  readonly rows: readonly { readonly id: string; readonly written: number; readonly measured: number }[]
}

/** Returns the unit that the file seems to use, or null. */
function guessUnit({ measure, ratio, mercator }: Difference): Text | null {
  const near = (value: number | null, factor: number) =>
    value !== null && Math.abs(value / factor - 1) <= UNIT_TOLERANCE
  const unit = units[measure].find(([factor]) => near(ratio, factor))
  if (unit) return unit[1]
  if (measure === 'area' && near(mercator, 1))
    return { zh: 'Web 墨卡托投影的数值', en: 'measures in Web Mercator' }
  return null
}

const NAMED = 3

/** Returns the line of the report. */
export function differenceText(difference: Difference): Text {
  const { layer, column, measure, count, compared, rows } = difference
  const guess = guessUnit(difference)
  const [square, plain] = measure === 'area' ? ['平方米', 'm²'] : ['米', 'm']
  const figures = (between: string, unit: string) =>
    rows
      .slice(0, NAMED)
      .map(({ id, written, measured }) => `${id}: ${written}${between}${measured.toFixed(2)} ${unit}`)
  return {
    zh: `${layer}.${column}：${compared} 个数值中有 ${count} 个与实测不符，已存入实测值${guess ? `；文件写的似乎是${guess.zh}` : ''}（${figures(' → 实测 ', square).join('；')}${count > NAMED ? '；…' : ''}）`,
    en: `${layer}.${column}: ${count} of ${compared} figures in the file differ from the measured ones, which were stored${guess ? `; the file seems to use ${guess.en}` : ''} (${figures(' → measured ', plain).join('; ')}${count > NAMED ? '; …' : ''})`,
  }
}

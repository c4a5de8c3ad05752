/** Names of changed columns of parcels, for readers. */
import { findLayer, layerProperties } from '../catalogue.ts'
import type { Language } from '../text.ts'

const geometry = { zh: '图形', en: 'Geometry' } as const

/** Returns the titles of columns; a column without a title keeps its name. */
export function changedTitles(columns: readonly string[], language: Language): string {
  const layer = findLayer('parcels')
  const properties = layer ? layerProperties(layer) : []
  const titleOf = (column: string) =>
    column === 'geom'
      ? geometry[language]
      : (properties.find(({ name }) => name === column)?.title[language] ?? column)
  return columns.map(titleOf).join(language === 'zh' ? '、' : ', ')
}

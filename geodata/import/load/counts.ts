/** Counts what an import stored. */
import type { Layer } from '../../model/layer.ts'
import type { Text } from '../../model/text.ts'
import type { StoredFeatures } from './store.ts'

/** Returns rows of the source by layer, after the import. */
export function rowCounts({ layers, places }: StoredFeatures): Record<string, number> {
  const counts = Object.entries(layers).map(
    ([id, { inserted, updated }]) => [id, inserted + updated] as const,
  )
  return { ...Object.fromEntries(counts), search_places: places }
}

/** Returns a line of the report for each layer. */
export function mergeLines(
  { layers, places }: StoredFeatures,
  find: (id: string) => Layer | undefined,
): Text[] {
  const lines = Object.entries(layers).map(([id, { inserted, updated, deleted }]) => {
    const title = find(id)?.title ?? { zh: id, en: id }
    return {
      zh: `${title.zh}（${id}）：新增 ${inserted}，更新 ${updated}，删除 ${deleted}`,
      en: `${title.en} (${id}): ${inserted} new, ${updated} updated, ${deleted} deleted`,
    }
  })
  return [...lines, { zh: `可搜索的地名：${places}`, en: `Searchable names: ${places}` }]
}

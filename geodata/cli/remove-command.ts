import { command } from '../command-line/command.ts'
import { withDatabase } from '../command-line/database.ts'
import type { RemovedCounts } from '../import/remove-source.ts'
import { removeSource } from '../import/remove-source.ts'
import { catalogue } from '../model/catalogue.ts'
import type { Language } from '../model/text.ts'
import { orUnchanged } from './unchanged.ts'

/** Removes the data of a source. */
export const removeCommand = command({
  name: 'remove',
  about: {
    zh: '移除一个来源导入的全部数据',
    en: 'removes all data of a source, such as sample:shuangxi',
  },
  operands: [
    {
      name: { zh: '来源', en: 'source' },
      about: { zh: '数据来源名，如 sample:shuangxi', en: 'name of the source' },
    },
  ],
  options: {},
  async run({ operands: [source], language, say }) {
    const counts = await orUnchanged(() =>
      withDatabase((database) => removeSource(database, source), { withoutMigration: true }),
    )
    say(reportText(source, counts, language))
    return undefined
  },
})

function reportText(source: string, counts: RemovedCounts, language: Language): string {
  const head = { zh: `已移除来源“${source}”。`, en: `Removed "${source}".` }[language]
  const terrain = { zh: '地形瓦片', en: 'Terrain tiles' }[language]
  const lines = Object.entries(counts).map(([id, count]) => {
    const title = catalogue.find((layer) => layer.id === id)?.title[language] ?? terrain
    return `  ${title}: ${count}`
  })
  return [head, ...lines].join('\n')
}

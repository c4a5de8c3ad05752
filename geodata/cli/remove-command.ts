import { parseArgs } from 'node:util'
import { openDatabase } from '../database/open.ts'
import type { RemovedCounts } from '../import/remove-source.ts'
import { removeSource } from '../import/remove-source.ts'
import { catalogue } from '../model/catalogue.ts'
import type { Language } from '../model/text.ts'
import { errorText } from './error-text.ts'
import { languageOf } from './language.ts'
import { usage } from './usage.ts'

/** Runs `remove` with its arguments and gives the exit code: 0, 1 (failed) or 2 (wrong use). */
export async function removeCommand(args: readonly string[]): Promise<number> {
  const language = languageOf(args)
  const source = sourceOf(args)
  if (source === undefined) {
    console.error(usage[language])
    return 2
  }
  try {
    const database = await openDatabase({
      url: process.env.DATABASE_URL || undefined,
      dataDir: process.env.DATA_DIR || 'var',
    })
    try {
      console.log(reportText(source, await removeSource(database, source), language))
      return 0
    } finally {
      await database.close()
    }
  } catch (error) {
    console.error(errorText(error)[language])
    return 1
  }
}

function sourceOf(args: readonly string[]): string | undefined {
  try {
    const { positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { lang: { type: 'string' } },
    })
    return positionals.length === 1 ? positionals[0] : undefined
  } catch {
    // An option that there is not: the usage says which there are.
    return undefined
  }
}

function reportText(source: string, counts: RemovedCounts, language: Language): string {
  const head = { zh: `已移除来源“${source}”。`, en: `Removed "${source}".` }[language]
  const terrain = { zh: '地形瓦片', en: 'Terrain tiles' }[language]
  const lines = Object.entries(counts).map(([id, count]) => {
    const title = catalogue.find((layer) => layer.id === id)?.title[language] ?? terrain
    return `  ${title}: ${count}`
  })
  return [head, ...lines].join('\n')
}

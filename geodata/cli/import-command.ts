import { access } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open.ts'
import { ImportError } from '../import/error.ts'
import { runImport } from '../import/import.ts'
import type { ImportRequest } from '../import/job.ts'
import { reportText } from '../import/report-text.ts'
import { errorText } from './error-text.ts'
import { languageOf } from './language.ts'
import { progressPrinter } from './progress.ts'
import { usage } from './usage.ts'
import { wrongOption } from './wrong-option.ts'

/** Exit code of a process that was interrupted. */
const INTERRUPTED = 130

/** Runs `import` with its arguments and gives the exit code: 0, 1 (failed), 2 (wrong use) or 130. */
export async function importCommand(args: readonly string[]): Promise<number> {
  const language = languageOf(args)
  const abort = new AbortController()
  const interrupt = () => abort.abort()
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const progress = progressPrinter(language)
  try {
    const request = requestOf(args)
    if (!request) {
      console.error(usage[language])
      return 2
    }
    await mustExist(request.file)
    const database = await openDatabase({
      url: process.env.DATABASE_URL || undefined,
      dataDir: process.env.DATA_DIR || 'var',
    })
    try {
      await migrate(database)
      const report = await runImport(database, {
        ...request,
        signal: abort.signal,
        onProgress: progress.show,
      })
      progress.end()
      console.log(reportText(report, language))
      return 0
    } finally {
      await database.close()
    }
  } catch (error) {
    progress.end()
    if (abort.signal.aborted) {
      console.error({ zh: '已取消，数据库未改变。', en: 'Cancelled. The database is as it was.' }[language])
      return INTERRUPTED
    }
    console.error(errorText(error)[language])
    return 1
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

function requestOf(args: readonly string[]): ImportRequest | null {
  const { values, positionals } = parse(args)
  const [file, ...more] = positionals
  const { as, priority } = values
  if (!file || more.length > 0 || !as) return null
  if (priority !== undefined && !/^-?\d{1,6}$/.test(priority)) {
    throw new ImportError({
      zh: `--priority 应为整数，收到的是“${priority}”。`,
      en: `--priority should be a whole number, but was "${priority}".`,
    })
  }
  return {
    file,
    as,
    source: values.source,
    licence: values.licence,
    synthetic: values.synthetic,
    crs: values.crs,
    towgs84: values.towgs84,
    layer: values.layer,
    map: new Map((values.map ?? []).map((text) => pair('--map', text))),
    set: new Map((values.set ?? []).map((text) => pair('--set', text))),
    where: values.where,
    swapAxes: values['swap-axes'],
    encoding: values.encoding,
    timezone: values.timezone,
    priority: priority === undefined ? undefined : Number(priority),
  }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        as: text,
        source: text,
        licence: text,
        crs: text,
        towgs84: text,
        layer: text,
        priority: text,
        lang: text,
        map: { type: 'string', multiple: true },
        set: { type: 'string', multiple: true },
        where: text,
        encoding: text,
        timezone: text,
        'swap-axes': { type: 'boolean' },
        synthetic: { type: 'boolean' },
      },
    })
  } catch (cause) {
    throw wrongOption(cause)
  }
}

function pair(option: '--map' | '--set', text: string): [string, string] {
  // Columns of files may hold an equals sign, ours do not.
  const at = option === '--map' ? text.lastIndexOf('=') : text.indexOf('=')
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)]
  const form = option === '--map' ? { zh: '原列=列', en: 'from=to' } : { zh: '列=值', en: 'column=value' }
  throw new ImportError({
    zh: `${option} 应写作“${form.zh}”，收到的是“${text}”。`,
    en: `${option} should be written as ${form.en}, but was "${text}".`,
  })
}

async function mustExist(file: string): Promise<void> {
  try {
    await access(file)
  } catch (cause) {
    throw new ImportError(
      { zh: `没有文件 ${file}，或无权读取。`, en: `There is no file ${file}, or it may not be read.` },
      { cause },
    )
  }
}

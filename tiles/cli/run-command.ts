import type { Language } from '../../geodata/model/text.ts'
import type { Command } from './command.ts'
import { UsageError } from './command.ts'
import { errorText } from './error-text.ts'

/** Exit code of a process that was interrupted. */
const INTERRUPTED = 130

const HEAD = { zh: '用法：npm run tiles -- <命令>', en: 'Usage: npm run tiles -- <command>' }
const FOOT = {
  zh: `  --lang <zh|en>       语言
数据库由 DATABASE_URL 指定，缺省为 DATA_DIR（默认 var）中的内嵌数据库。`,
  en: `  --lang <zh|en>       language
DATABASE_URL names the database; without it, the embedded one in DATA_DIR (var) is used.`,
}

function usageOf(commands: readonly Command[], language: Language): string {
  return [HEAD[language], ...commands.map(({ usage }) => usage[language]), FOOT[language]].join('\n\n')
}

const isHelp = (argument: string | undefined) =>
  argument !== undefined && ['help', '--help', '-h'].includes(argument)

/**
 * Runs the command of that name and gives the exit code: 0, 1 (failed), 2 (wrong use) or 130
 * (Ctrl-C, SIGTERM). Help goes to stdout, what is wrong to stderr, both in the reader's language.
 */
export async function runCommand(
  commands: readonly Command[],
  name: string | undefined,
  args: readonly string[],
  language: Language,
): Promise<number> {
  const command = commands.find((one) => one.name === name)
  if (name === undefined || isHelp(name) || (command && args.some(isHelp))) {
    console.log(usageOf(command ? [command] : commands, language))
    return 0
  }
  if (!command) {
    console.error(usageOf(commands, language))
    return 2
  }
  const abort = new AbortController()
  const interrupt = () => abort.abort()
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  try {
    await command.run(args, { language, signal: abort.signal })
    if (!abort.signal.aborted) return 0
    console.error({ zh: '已取消。', en: 'Cancelled.' }[language])
    return INTERRUPTED
  } catch (error) {
    if (abort.signal.aborted) {
      console.error({ zh: '已取消。', en: 'Cancelled.' }[language])
      return INTERRUPTED
    }
    console.error(errorText(error)[language])
    if (!(error instanceof UsageError)) return 1
    console.error(`\n${usageOf([command], language)}`)
    return 2
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}

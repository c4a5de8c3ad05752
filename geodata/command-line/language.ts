import type { Language } from '../model/text.ts'

/** Returns the language of messages: `--lang zh` or `--lang en`, else by the environment's LC_ALL or LANG. */
export function languageOf(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Language {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const said = at < 0 ? undefined : (args[at]?.split('=')[1] ?? args[at + 1])
  const locale = said ?? (env.LC_ALL || env.LC_MESSAGES || env.LANG || 'en')
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

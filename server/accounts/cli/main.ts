/** `npm run accounts -- <command>`: for whoever runs the platform, who needs no account for it. */
import { languageOf } from '../../../geodata/cli/language.ts'
import { DataDirectoryInUseError } from '../../../geodata/database/errors.ts'
import { migrate } from '../../../geodata/database/migrate.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import type { Language, Text } from '../../../geodata/model/text.ts'
import { readSettings } from '../../settings.ts'
import { CommandError, type Context, readCommand } from './commands.ts'
import { usage } from './usage.ts'

/** What went wrong, for the one who ran the command. */
function errorText(error: unknown): Text {
  if (error instanceof CommandError) return error.text
  const said = error instanceof Error ? error.message : String(error)
  if (!(error instanceof DataDirectoryInUseError)) return { zh: said, en: said }
  return {
    zh: `正在运行的服务器占用着数据目录：请先停止它，或由管理员在页面上操作。（${said}）`,
    en: `A running server holds the data directory: stop it first, or let an administrator do this on the page. (${said})`,
  }
}

async function run(args: readonly string[], language: Language): Promise<number> {
  const command = readCommand(args)
  if (command === undefined) {
    const asked = args.length === 0 || ['help', '--help', '-h'].includes(args[0] ?? '')
    ;(asked ? console.log : console.error)(usage[language])
    return asked ? 0 : 2
  }
  try {
    const settings = readSettings(process.env)
    const database = await openDatabase({ url: settings.databaseUrl, dataDir: settings.dataDir })
    try {
      await migrate(database)
      const context: Context = { database, settings, language, say: (text) => console.log(text) }
      await command(context)
      return 0
    } finally {
      await database.close()
    }
  } catch (error) {
    console.error(errorText(error)[language])
    return 1
  }
}

const args = process.argv.slice(2)
process.exitCode = await run(args, languageOf(args))

/** `npm run audit -- <command>`: verifies the audit log, or says where it ends. */
import { parseArgs } from 'node:util'
import { languageOf } from '../cli/language.ts'
import { DatabaseUnavailableError, DataDirectoryInUseError } from '../database/errors.ts'
import { openDatabase } from '../database/open.ts'
import { type AuditCommand, auditText, auditUsage, runAudit } from './command.ts'

const args = process.argv.slice(2)
const language = languageOf(args)
const command = commandOf(args)
if (command === undefined) {
  const asked = args.length === 0 || args.some((arg) => ['help', '--help', '-h'].includes(arg))
  if (asked) console.log(auditUsage[language])
  else console.error(auditUsage[language])
  process.exitCode = asked ? 0 : 2
} else {
  process.exitCode = await run(command)
}

function commandOf(given: readonly string[]): AuditCommand | undefined {
  try {
    const { positionals, values } = parseArgs({
      args: [...given],
      allowPositionals: true,
      options: { lang: { type: 'string' }, head: { type: 'string' } },
    })
    const [name] = positionals
    if (positionals.length !== 1) return undefined
    if (name === 'head' && values.head === undefined) return { name }
    const [, id, hash = ''] = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(values.head ?? '') ?? []
    if (name !== 'verify' || (values.head !== undefined && id === undefined)) return undefined
    return { name, ...(id && { through: { id: Number(id), hash: hash.toLowerCase() } }) }
  } catch {
    // An option that there is not: the usage says which there are.
    return undefined
  }
}

async function run(asked: AuditCommand): Promise<number> {
  try {
    const database = await openDatabase({
      url: process.env.DATABASE_URL || undefined,
      dataDir: process.env.DATA_DIR || 'var',
    })
    try {
      const { text, sound } = await runAudit(database, asked, language, showProgress)
      console.log(text)
      return sound ? 0 : 1
    } finally {
      await database.close()
    }
  } catch (error) {
    console.error(errorText(error))
    return 2
  }
}

function showProgress(verified: number): void {
  if (process.stderr.isTTY && verified > 0) process.stderr.write(`\r${verified}\r`)
}

function errorText(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error)
  if (error instanceof DataDirectoryInUseError) return `${auditText.inUse[language]} ${said}`
  if (error instanceof DatabaseUnavailableError) return `${auditText.unavailable[language]} ${said}`
  return `${auditText.failed[language]} ${said}`
}

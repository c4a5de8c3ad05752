/** `npm run geodata -- <command>`: brings data into the database, or takes it out. */
import { importCommand } from './import-command.ts'
import { languageOf } from './language.ts'
import { removeCommand } from './remove-command.ts'
import { usage } from './usage.ts'

const [command, ...rest] = process.argv.slice(2)
const asksHelp = rest.some((word) => word === '--help' || word === '-h')
if (command === 'import' && !asksHelp) process.exitCode = await importCommand(rest)
else if (command === 'remove' && !asksHelp) process.exitCode = await removeCommand(rest)
else {
  const asked = asksHelp || command === undefined || ['help', '--help', '-h'].includes(command)
  const text = usage[languageOf(rest)]
  if (asked) console.log(text)
  else console.error(text)
  process.exitCode = asked ? 0 : 2
}

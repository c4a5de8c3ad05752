/** `npm run tiles -- <command>`: makes and looks at tiles without a server. */
import { languageOf } from '../geodata/cli/language.ts'
import { buildCommand } from './cli/build-command.ts'
import type { Command } from './cli/command.ts'
import { overviewsCommand } from './cli/overviews-command.ts'
import { publishCommand } from './cli/publish-command.ts'
import { reportCommand } from './cli/report-command.ts'
import { runCommand } from './cli/run-command.ts'

const commands: readonly Command[] = [buildCommand, overviewsCommand, publishCommand, reportCommand]

const [name, ...args] = process.argv.slice(2)
process.exitCode = await runCommand(commands, name, args, languageOf(args))

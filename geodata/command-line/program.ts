/** Runs commands, with the same help, language, Ctrl-C handling and exit codes for all. */
import type { Language } from '../model/text.ts'
import { programArguments } from './arguments.ts'
import { type Program, UsageError } from './command.ts'
import { errorText } from './error-text.ts'
import { languageOf } from './language.ts'
import { type ReadCall, readCall } from './read-call.ts'

/** Exit codes of all commands. */
const DONE = 0
const FAILED = 1
const WRONG_CALL = 2
const INTERRUPTED = 130

/**
 * Runs the command of the given arguments and returns the exit code: 0, 1 (failed, or faults found),
 * 2 (wrong call) or 130 (Ctrl-C, SIGTERM). Results and help go to stdout, errors to stderr, both in the
 * user's language.
 */
export async function runProgram(
  program: Program,
  args: readonly string[] = programArguments(),
): Promise<number> {
  const language = languageOf(args)
  let call: ReadCall
  try {
    call = readCall(program, args, language)
  } catch (error) {
    return failed(program, error, language, commandIn(program, args))
  }
  if (!('help' in call)) return run(program, call, language)
  console.log(call.help)
  return DONE
}

async function run(
  program: Program,
  { command, operands, values }: Exclude<ReadCall, { help: string }>,
  language: Language,
): Promise<number> {
  const abort = new AbortController()
  const interrupt = () => abort.abort()
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const say = (text: string) => console.log(text)
  try {
    const outcome = await command.run({ operands, values, language, signal: abort.signal, say })
    // Work finished before the signal is kept.
    return outcome === 'faults' ? FAILED : DONE
  } catch (error) {
    if (!abort.signal.aborted) return failed(program, error, language, command.name)
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
  console.error((command.cancelled ?? { zh: '已取消。', en: 'Cancelled.' })[language])
  return INTERRUPTED
}

const commandIn = ({ commands }: Program, args: readonly string[]) =>
  commands.find(({ name }) => args.includes(name))?.name

function failed(program: Program, error: unknown, language: Language, name?: string): number {
  const said = errorText(error, program.besideServer)[language]
  if (!(error instanceof UsageError)) {
    console.error(said)
    return FAILED
  }
  const help = [program.name, '--', ...(name ? [name] : []), '--help'].join(' ')
  console.error(`${said} ${{ zh: `用法见 ${help}`, en: `See ${help}` }[language]}`)
  return WRONG_CALL
}

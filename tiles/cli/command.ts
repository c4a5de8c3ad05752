/** What a command of `npm run tiles` is. */
import { type ParseArgsConfig, parseArgs } from 'node:util'
import type { Language, Text } from '../../geodata/model/text.ts'

interface CommandContext {
  /** Of messages. */
  readonly language: Language
  /** Aborted by Ctrl-C or SIGTERM; the frame then ends with 130. */
  readonly signal: AbortSignal
}

export interface Command {
  readonly name: string
  /** How it is called, what it does and its options, as help shows them. */
  readonly usage: Text
  /** Does it. Throws CommandError with what the reader must know, UsageError where the call is wrong. */
  run(args: readonly string[], context: CommandContext): Promise<void>
}

/** What went wrong, in words for the one who ran the command. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError'
  readonly text: Text

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.text = text
  }
}

/** The command was called in a way that it does not know: the frame shows its usage too. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError'
}

/** Options and positionals of a command; `--lang` is known to all. Throws UsageError. */
export function parseCommand<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...options, lang: { type: 'string' } },
    })
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    throw new UsageError({ zh: `选项有误：${said}`, en: `Wrong option: ${said}` }, { cause })
  }
}

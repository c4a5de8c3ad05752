/** Defines commands: texts in both languages, operands, options and the function to run. */
import type { Language, Text } from '../model/text.ts'

interface OperandDefinition {
  /** Placeholder, such as `file`. */
  readonly name: Text
  readonly about: Text
  readonly optional?: true
}

/** An option without `value` is a switch. */
interface OptionDefinition {
  readonly about: Text
  /** Placeholder of the value, such as `file.pmtiles`. */
  readonly value?: Text
  readonly required?: true
  /** May be repeated. */
  readonly many?: true
}

type Operands = readonly OperandDefinition[]
type Options = Readonly<Record<string, OptionDefinition>>

type OperandValues<P extends Operands> = {
  readonly [K in keyof P]: P[K] extends { optional: true } ? string | undefined : string
}
type OptionValues<O extends Options> = {
  readonly [K in keyof O]: O[K] extends { value: Text; many: true }
    ? readonly string[]
    : O[K] extends { value: Text; required: true }
      ? string
      : O[K] extends { value: Text }
        ? string | undefined
        : boolean
}

/** The call of a command. */
interface Call<Values, Words> {
  readonly operands: Words
  readonly values: Values
  /** Language of messages. */
  readonly language: Language
  /** Aborted by Ctrl-C or SIGTERM; the program then ends with 130. */
  readonly signal: AbortSignal
  /** Prints a line of the result. */
  readonly say: (text: string) => void
}

/** `faults`: the work is done, but it found faults; the program exits with 1. */
type Outcome = 'faults' | undefined

interface CommandDefinition<O extends Options, P extends Operands> {
  readonly name: string
  /** Description, without a full stop. */
  readonly about: Text
  readonly operands: P
  readonly options: O
  /** Text below the options in the command's help. */
  readonly notes?: Text
  /** Message after Ctrl-C; by default, that the command was cancelled. */
  readonly cancelled?: Text
  /** Runs the command. Throws CommandError with a message for the user, UsageError for a wrong call. */
  run(call: Call<OptionValues<O>, OperandValues<P>>): Promise<Outcome>
}

/** A command whose operands and options are only known at run time. */
// biome-ignore lint/suspicious/noExplicitAny: `run` takes what `operands` and `options` say, which `command` checks
export type Command = Omit<CommandDefinition<Options, Operands>, 'run'> & { run(call: any): Promise<Outcome> }

/** Defines a command; `run` is typed by its operands and options. */
export const command = <const O extends Options, const P extends Operands>(
  definition: CommandDefinition<O, P>,
): Command => definition

export interface Program {
  /** Name of the program, such as `npm run tiles`. */
  readonly name: string
  readonly about: Text
  readonly commands: readonly Command[]
  /** What the user can do instead of stopping a server that uses the data directory. */
  readonly besideServer: Text
}

/** An error for the user of a command. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError'
  readonly text: Text

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.text = text
  }
}

/** The command was called in a wrong way. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError'
}

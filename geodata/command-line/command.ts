/** What a command is: its words in both languages, its operands and options, and what it does. */
import type { Language, Text } from '../model/text.ts'

interface OperandDefinition {
  /** What stands there, such as `file`. */
  readonly name: Text
  readonly about: Text
  readonly optional?: true
}

/** An option without `value` is a switch. */
interface OptionDefinition {
  readonly about: Text
  /** What stands behind the option, such as `file.pmtiles`. */
  readonly value?: Text
  readonly required?: true
  /** May be given again. */
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

/** How a command was called. */
interface Call<Values, Words> {
  readonly operands: Words
  readonly values: Values
  /** Of messages. */
  readonly language: Language
  /** Aborted by Ctrl-C or SIGTERM; the program then ends with 130. */
  readonly signal: AbortSignal
  /** Prints a line of the result. */
  readonly say: (text: string) => void
}

/** `faults`: the work is done, and what it looked at is not in order; the program ends with 1. */
type Outcome = 'faults' | undefined

interface CommandDefinition<O extends Options, P extends Operands> {
  readonly name: string
  /** What it does, in a sentence without a full stop. */
  readonly about: Text
  readonly operands: P
  readonly options: O
  /** What stands below the options in the command's help. */
  readonly notes?: Text
  /** What is said after Ctrl-C; without it, that the command was cancelled. */
  readonly cancelled?: Text
  /** Does it. Throws CommandError with what the reader must know, UsageError where the call is wrong. */
  run(call: Call<OptionValues<O>, OperandValues<P>>): Promise<Outcome>
}

/** A command whose operands and options are known at run time only. */
// biome-ignore lint/suspicious/noExplicitAny: `run` takes what `operands` and `options` say, which `command` checks
export type Command = Omit<CommandDefinition<Options, Operands>, 'run'> & { run(call: any): Promise<Outcome> }

/** A command, whose `run` gets the types that its operands and options say. */
export const command = <const O extends Options, const P extends Operands>(
  definition: CommandDefinition<O, P>,
): Command => definition

export interface Program {
  /** As it is called, such as `npm run tiles`. */
  readonly name: string
  readonly about: Text
  readonly commands: readonly Command[]
  /** What can be done instead of stopping a server that holds the data directory. */
  readonly besideServer: Text
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

/** The command was called in a way that it does not know. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError'
}

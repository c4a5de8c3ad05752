/** Parses a command line with commander, without showing commander's texts. */
import { Command as Commander, type CommanderError, Option } from 'commander'
import type { Language, Text } from '../model/text.ts'
import { type Command, type Program, UsageError } from './command.ts'
import { helpOf, helpSettings, sentence, usageOf } from './help.ts'

/** The parsed command line. */
export type ReadCall =
  | { readonly help: string }
  | {
      readonly command: Command
      readonly operands: readonly (string | undefined)[]
      readonly values: Readonly<Record<string, unknown>>
    }

const helpCodes = new Set(['commander.helpDisplayed', 'commander.help'])

class Stopped extends Error {
  readonly reason: CommanderError
  readonly at: Commander

  constructor(reason: CommanderError, at: Commander) {
    super(reason.message)
    this.reason = reason
    this.at = at
  }
}

/** Parses the arguments. Throws UsageError. */
export function readCall(program: Program, args: readonly string[], language: Language): ReadCall {
  let help = ''
  let call: ReadCall | undefined
  const write = (text: string) => {
    help += text
  }
  const root = framed(new Commander(program.name), program.about, language, write)
  root.helpCommand('help [command]', helpOf.command[language])
  for (const command of program.commands) {
    const sub = framed(root.command(command.name), command.about, language, write)
    addWords(sub, command, language)
    sub.action(() => {
      call = { command, operands: sub.processedArgs, values: valuesOf(sub, command) }
    })
  }
  root.usage(helpOf.usage[language]).addOption(languageOption(language))
  root.addHelpText('afterAll', `\n${helpOf.foot[language]}`)
  try {
    root.parse(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    if (helpCodes.has(error.reason.code)) return { help: help.trimEnd() }
    throw new UsageError(refusal(error.reason, error.at), { cause: error.reason })
  }
  if (!call) throw new Error('commander has called no command')
  return call
}

/** Help and errors of all commands. */
function framed(
  commander: Commander,
  about: Text,
  language: Language,
  write: (text: string) => void,
): Commander {
  return commander
    .summary(about[language])
    .description(sentence(about, language))
    .configureHelp(helpSettings(language))
    .configureOutput({ writeOut: write, writeErr: write, outputError: () => undefined })
    .showSuggestionAfterError(false)
    .helpOption('-h, --help', helpOf.help[language])
    .exitOverride((reason) => {
      throw new Stopped(reason, commander)
    })
}

function addWords(sub: Commander, command: Command, language: Language): void {
  for (const { name, about, optional } of command.operands) {
    sub.argument(optional ? `[${name[language]}]` : `<${name[language]}>`, about[language])
  }
  for (const [name, { about, value, required, many }] of Object.entries(command.options)) {
    const option = new Option(value ? `--${name} <${value[language]}>` : `--${name}`, about[language])
    if (value && many) option.argParser(appended(name))
    else if (value) option.argParser(single(name))
    sub.addOption(option.makeOptionMandatory(required ?? false))
  }
  sub.addOption(languageOption(language)).usage(usageOf(command, language))
  if (command.notes) sub.addHelpText('after', `\n${command.notes[language]}`)
}

const single = (name: string) => (value: string) => checked(name, value)
const appended = (name: string) => (value: string, before: string[] | undefined) => [
  ...(before ?? []),
  checked(name, value),
]

/** Returns the value of an option; another option is not accepted as a value. */
function checked(name: string, value: string): string {
  if (/^--[a-z]/.test(value)) throw new UsageError(lacksValue(`--${name}`))
  return value
}

const languageOption = (language: Language) =>
  new Option('--lang <zh|en>', helpOf.lang[language]).argParser(knownLanguage)

function knownLanguage(value: string): string {
  if (value === 'zh' || value === 'en') return value
  throw new UsageError({
    zh: `--lang 应为 zh 或 en，收到的是“${value}”。`,
    en: `--lang should be zh or en, but was "${value}".`,
  })
}

function valuesOf(sub: Commander, command: Command): Record<string, unknown> {
  const entries = Object.entries(command.options).map(([name, { value, many }]) => {
    const given = sub.getOptionValue(new Option(`--${name}`).attributeName())
    return [name, given ?? (many ? [] : value ? undefined : false)]
  })
  return Object.fromEntries(entries)
}

const lacksValue = (option: string): Text => ({
  zh: `选项 ${option} 缺少值。`,
  en: `The option ${option} needs a value.`,
})

/** Our message for an error of commander, by its code and the name in quotes. */
function refusal({ code, message }: CommanderError, at: Commander): Text {
  const named = /'([^']*)'/.exec(message)?.[1] ?? ''
  const option = named.split(/[ =]/, 1)[0] ?? ''
  const isKnown = at.options.some(({ long }) => long === option)
  switch (code) {
    case 'commander.unknownCommand': {
      const known = at.commands.map((one) => one.name()).join(', ')
      return {
        zh: `没有命令“${named}”。可用的有：${known}。`,
        en: `There is no command "${named}". Available: ${known}.`,
      }
    }
    case 'commander.unknownOption':
      return isKnown
        ? { zh: `选项 ${option} 不带值。`, en: `The option ${option} takes no value.` }
        : { zh: `没有选项 ${option}。`, en: `There is no option ${option}.` }
    case 'commander.optionMissingArgument':
      return lacksValue(option)
    case 'commander.missingArgument':
      return { zh: `缺少 <${named}>。`, en: `<${named}> is missing.` }
    case 'commander.missingMandatoryOptionValue':
      return { zh: `缺少 ${named}。`, en: `${named} is missing.` }
    case 'commander.excessArguments': {
      const more = at.args.slice(at.registeredArguments.length).join(' ')
      return { zh: `多出了“${more}”。`, en: `Unexpected argument "${more}".` }
    }
    default:
      return { zh: '这样调用有误。', en: 'Wrong usage.' }
  }
}

/** Help in one style for all commands, in both languages. */
import type { HelpConfiguration } from 'commander'
import type { Language, Text } from '../model/text.ts'
import type { Command } from './command.ts'

export const helpOf = {
  usage: { zh: '-- <命令>', en: '-- <command>' },
  command: { zh: '显示一个命令的用法', en: 'shows the usage of a command' },
  help: { zh: '显示用法', en: 'shows this help' },
  lang: { zh: '语言', en: 'language' },
  foot: {
    zh: `数据库由 DATABASE_URL 指定，缺省为 DATA_DIR（默认 var）中的内嵌数据库。
退出码：0 完成，1 失败或发现问题，2 用法有误，130 被中断。`,
    en: `DATABASE_URL is the database; without it, the embedded one in DATA_DIR (var) is used.
Exit codes: 0 done, 1 failed or found faults, 2 wrong call, 130 interrupted.`,
  },
} as const satisfies Readonly<Record<string, Text>>

const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
}

/** Chinese characters and full-width marks take two columns of a terminal. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/gu

/** Commander's help with titles in the reader's language. */
export const helpSettings = (language: Language): HelpConfiguration => ({
  styleTitle: (title) => (language === 'zh' ? (titles[title] ?? title) : title),
  subcommandTerm: (command) => command.name(),
  commandUsage: (command) =>
    `${command.parent ? `${command.parent.name()} -- ` : ''}${command.name()} ${command.usage()}`,
  displayWidth: (text) => text.length + (text.match(WIDE)?.length ?? 0),
})

/** Usage of a command: its operands, required options, and `[options]`. */
export function usageOf({ operands, options }: Command, language: Language): string {
  const needed = Object.entries(options).flatMap(([name, { value, required }]) =>
    required && value ? [`--${name} <${value[language]}>`] : [],
  )
  const words = operands.map(({ name, optional }) =>
    optional ? `[${name[language]}]` : `<${name[language]}>`,
  )
  return [...words, ...needed, { zh: '[选项]', en: '[options]' }[language]].join(' ')
}

/** Returns the description of a command as a sentence. */
export function sentence(about: Text, language: Language): string {
  const text = about[language]
  return language === 'zh' ? `${text}。` : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

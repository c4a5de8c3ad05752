import { ImportError } from '../import/error.ts'

/** What node:util's parseArgs refuses, in a sentence of ours. */
export function wrongOption(cause: unknown): ImportError {
  const { code = '', message = '' } = cause as { code?: string; message?: string }
  const option = /'(?:-\w, )?(-{1,2}[^' ]+)/.exec(message)?.[1] ?? ''
  const help = 'npm run geodata -- --help'
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    return new ImportError(
      {
        zh: `没有选项 ${option}。全部选项见 ${help}。`,
        en: `There is no option ${option}. ${help} lists all.`,
      },
      { cause },
    )
  }
  const takesNone = /does not take an argument/.test(message)
  return new ImportError(
    takesNone
      ? { zh: `选项 ${option} 不带值。`, en: `The option ${option} takes no value.` }
      : {
          zh: `选项 ${option} 缺少值；以“-”开头的值写作 ${option}=值。`,
          en: `The option ${option} lacks a value; write one that begins with "-" as ${option}=value.`,
        },
    { cause },
  )
}

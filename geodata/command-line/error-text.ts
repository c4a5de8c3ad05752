import { DatabaseUnavailableError, DataDirectoryInUseError } from '../database/errors.ts'
import type { Text } from '../model/text.ts'

/** Returns the message of an error for the user of a command. */
export function errorText(error: unknown, besideServer: Text): Text {
  const said = error instanceof Error ? error.message : String(error)
  if (error instanceof DataDirectoryInUseError) {
    return {
      zh: `正在运行的服务器占用着数据目录：请先停止它，或${besideServer.zh}。（${error.text.zh}）`,
      en: `A running server uses the data directory. Stop it first, or ${besideServer.en}. (${said})`,
    }
  }
  if (error instanceof DatabaseUnavailableError) return { zh: `无法连接数据库：${said}`, en: said }
  return textOf(error) ?? { zh: `失败：${said}`, en: `It failed: ${said}` }
}

/** Errors whose message is for users: of commands, imports, archives. */
function textOf(error: unknown): Text | undefined {
  if (!(error instanceof Error) || !('text' in error)) return undefined
  const { text } = error
  const isText = typeof text === 'object' && text !== null && 'zh' in text && 'en' in text
  return isText ? (text as Text) : undefined
}

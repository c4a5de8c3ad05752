import { DatabaseUnavailableError, DataDirectoryInUseError } from '../../geodata/database/errors.ts'
import type { Text } from '../../geodata/model/text.ts'
import { ArchiveError } from '../archive/error.ts'
import { CommandError } from './command.ts'

/** What went wrong, in a sentence for the one who ran the command. */
export function errorText(error: unknown): Text {
  if (error instanceof CommandError || error instanceof ArchiveError) return error.text
  const said = error instanceof Error ? error.message : String(error)
  if (error instanceof DataDirectoryInUseError) {
    return {
      zh: `正在运行的服务器占用着数据目录：请先停止它，或用 DATABASE_URL 指定 PostGIS 服务器。（${said}）`,
      en: `A running server holds the data directory: stop it first, or name a PostGIS server in DATABASE_URL. (${said})`,
    }
  }
  if (error instanceof DatabaseUnavailableError) return { zh: `无法连接数据库：${said}`, en: said }
  return { zh: `失败：${said}`, en: `It failed: ${said}` }
}

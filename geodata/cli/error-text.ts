import { DatabaseUnavailableError, DataDirectoryInUseError, EmbeddedSilentError } from '../database/errors.ts'
import { ImportError } from '../import/error.ts'
import type { Text } from '../model/text.ts'

const UNCHANGED: Text = { zh: '数据库未改变。', en: 'The database is as it was.' }

/** What went wrong, in a sentence for the one who ran the command. */
export function errorText(error: unknown): Text {
  if (error instanceof ImportError) return error.text
  if (error instanceof DataDirectoryInUseError) {
    return {
      zh: `正在运行的服务器占用着数据目录：请先停止它再导入，或用 DATABASE_URL 指定 PostGIS 服务器。（${error.message}）`,
      en: `A running server holds the data directory: stop it before importing, or name a PostGIS server in DATABASE_URL. (${error.message})`,
    }
  }
  const said = error instanceof Error ? error.message : String(error)
  if (error instanceof DatabaseUnavailableError) {
    return { zh: `无法连接数据库：${said}`, en: said }
  }
  if (error instanceof EmbeddedSilentError) {
    return { zh: `内嵌数据库无法处理其中一个几何。${UNCHANGED.zh}`, en: `${said} ${UNCHANGED.en}` }
  }
  return { zh: `导入失败：${said} ${UNCHANGED.zh}`, en: `The import failed: ${said} ${UNCHANGED.en}` }
}

import { CommandError } from '../command-line/command.ts'
import { DatabaseUnavailableError, DataDirectoryInUseError, EmbeddedSilentError } from '../database/errors.ts'
import { ImportError } from '../import/error.ts'
import type { Text } from '../model/text.ts'

const UNCHANGED: Text = { zh: '数据库未改变。', en: 'Nothing was changed.' }

/** Runs work that is one transaction; its errors say that nothing was changed. */
export async function orUnchanged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (saysNothingChanged(error)) throw error
    const said = error instanceof Error ? error.message : String(error)
    const text = isSilent(error)
      ? { zh: '内嵌数据库无法处理其中一个几何。', en: `${said} ` }
      : { zh: `导入失败：${said} `, en: `It failed: ${said} ` }
    throw new CommandError({ zh: text.zh + UNCHANGED.zh, en: text.en + UNCHANGED.en }, { cause: error })
  }
}

const isSilent = (error: unknown) => error instanceof EmbeddedSilentError

const saysNothingChanged = (error: unknown): boolean =>
  [CommandError, ImportError, DataDirectoryInUseError, DatabaseUnavailableError].some(
    (known) => error instanceof known,
  )

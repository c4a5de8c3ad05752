/** Explains why a job that reads a file failed. */
import {
  DatabaseUnavailableError,
  DISK_FULL_CODES,
  DiskFullError,
  EmbeddedSilentError,
} from '../../geodata/database/errors.ts'
import { ImportError } from '../../geodata/import/error.ts'
import type { Text } from '../../geodata/model/text.ts'
import { withPageFields } from './page-words.ts'

const isDiskFull = (error: unknown): boolean =>
  error instanceof DiskFullError ||
  (error instanceof Error && 'code' in error && DISK_FULL_CODES.has(String(error.code)))

/** Returns the message of an error for the user; undefined for internal errors. */
export function explain(error: unknown): Text | undefined {
  if (error instanceof ImportError) return withPageFields(error.text)
  if (error instanceof DatabaseUnavailableError) {
    return {
      zh: '数据库暂不可用，导入没有完成，数据库未改变。请稍后再试。',
      en: 'The database could not be reached: the import was not done and nothing was changed. Try again later.',
    }
  }
  if (isDiskFull(error)) {
    return {
      zh: '服务器的磁盘已满，导入没有完成，数据库未改变。请在管理员腾出空间后重试。',
      en: "The server's disk is full: the import was not done and nothing was changed. Try again when there is room.",
    }
  }
  if (error instanceof EmbeddedSilentError) {
    return {
      zh: '内嵌数据库无法处理其中一个几何，数据库未改变。',
      en: 'The embedded database cannot work on one of the geometries. Nothing was changed.',
    }
  }
  return undefined
}

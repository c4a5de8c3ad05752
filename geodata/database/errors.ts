/**
 * Errors of the database that callers can distinguish. All others are node-postgres' DatabaseError, with
 * SQLSTATE in `code`, on both databases. Errors for the operator of the platform have a `text` in both
 * languages.
 */
import type { Text } from '../model/text.ts'

/** The database is unreachable or restarting; the request may be repeated. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError'
  readonly retryable = true
  /** When to try again, in seconds. */
  readonly retryAfterSeconds: number

  constructor(message: string, options: { cause?: unknown; retryAfterSeconds?: number } = {}) {
    super(message, { cause: options.cause })
    this.retryAfterSeconds = options.retryAfterSeconds ?? 3
  }
}

/** PostgreSQL aborted this transaction because of a conflict with concurrent ones; it may be repeated. */
export class ConflictingWritesError extends Error {
  override readonly name = 'ConflictingWritesError'
  readonly retryable = true
  /** When to try again, in seconds. */
  readonly retryAfterSeconds = 1
}

/** A statement exceeded its time limit and was cancelled. */
export class StatementTimeoutError extends Error {
  override readonly name = 'StatementTimeoutError'

  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options)
  }
}

/**
 * An error of the embedded database's geometry engine, a C++ exception that its WebAssembly build would
 * swallow: the statement had no effect, and its transaction is rolled back.
 */
export class EmbeddedSilentError extends Error {
  override readonly name = 'EmbeddedSilentError'

  constructor(reason: string, options: { cause?: unknown } = {}) {
    super(
      `The embedded database cannot process a geometry (${reason}), often because it is ` +
        'invalid: repair it with ST_MakeValid first. The statement had no effect and its transaction was rolled back.',
      options,
    )
  }
}

/** Another live process has the data directory open. */
export class DataDirectoryInUseError extends Error {
  override readonly name = 'DataDirectoryInUseError'
  readonly text: Text

  constructor(directory: string, pid: number, host: string) {
    const text = {
      zh: `数据目录 ${directory} 正被 ${host} 上的进程 ${pid} 占用。请先停止该进程，或把 DATA_DIR 设为另一个目录，或用 DATABASE_URL 连接 PostGIS 服务器。`,
      en: `The data directory ${directory} is in use by process ${pid} on ${host}. Stop that process first, or set DATA_DIR to another directory, or DATABASE_URL to a PostGIS server.`,
    }
    super(text.en)
    this.text = text
  }
}

/** The files of the embedded database are damaged. */
export class DamagedDirectoryError extends Error {
  override readonly name = 'DamagedDirectoryError'
  readonly text: Text

  constructor(directory: string, reason: Text, options: { cause?: unknown } = {}) {
    const text = {
      zh: `${directory} 中的数据库已损坏（${reason.zh}）。请用该目录的备份替换它；没有备份时，请把它移走：下次启动会新建带样例的数据库，导入过的数据须重新导入。`,
      en: `The database in ${directory} is damaged (${reason.en}). Replace the directory by a backup. Without a backup, move it away: the next start creates a new database with the sample, and your data must be imported again.`,
    }
    super(text.en, options)
    this.text = text
  }
}

/** The disk is full: nothing was stored, but reading still works. */
export class DiskFullError extends Error {
  override readonly name = 'DiskFullError'
  readonly text: Text

  constructor(reason: string, options: { cause?: unknown } = {}) {
    const text = {
      zh: `磁盘已满，没有存储任何内容（${reason}）。请腾出空间后重试。`,
      en: `The disk is full, and nothing was stored (${reason}). Free some space, then try again.`,
    }
    super(text.en, options)
    this.text = text
  }
}

/** COMMIT was answered with ROLLBACK, because an earlier statement had failed; nothing was stored. */
export class TransactionRolledBackError extends Error {
  override readonly name = 'TransactionRolledBackError'

  constructor() {
    super('The transaction was rolled back, because one of its statements had failed.')
  }
}

/** SQLSTATE of the embedded database for an error that would have been swallowed. */
export const SILENT_ERROR_CODE = 'XXGEO'

const CONFLICT_CODES = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
])

/** PostgreSQL's disk_full, and the system's codes for our own files. */
export const DISK_FULL_CODES: ReadonlySet<string> = new Set(['53100', 'ENOSPC', 'EDQUOT'])

const UNAVAILABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  '53300', // too_many_connections
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
])

const UNAVAILABLE_MESSAGES =
  /^Connection terminated|timeout exceeded when trying to connect|^Client has encountered a connection error|^Client was closed|not queryable|^Connection ended/

/** Returns the named error for an error of pg, with the original as its cause, or the original. */
export function namedError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === SILENT_ERROR_CODE) return new EmbeddedSilentError(error.message, { cause: error })
  if (CONFLICT_CODES.has(code)) return new ConflictingWritesError(error.message, { cause: error })
  if (DISK_FULL_CODES.has(code)) return new DiskFullError(error.message, { cause: error })
  if (code === '57014') return new StatementTimeoutError(error.message, { cause: error })
  if (UNAVAILABLE_CODES.has(code) || code.startsWith('08') || UNAVAILABLE_MESSAGES.test(error.message)) {
    return new DatabaseUnavailableError(`The database is unreachable: ${error.message}`, { cause: error })
  }
  return error
}

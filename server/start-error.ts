/** Reasons why the server does not start, each in a sentence that says what to do. */
import type { Database } from '../geodata/database/database.ts'
import { DamagedDirectoryError, DataDirectoryInUseError, DiskFullError } from '../geodata/database/errors.ts'
import { sqlFile } from '../geodata/database/sql.ts'
import type { Text } from '../geodata/model/text.ts'
import { SettingsError } from './settings-error.ts'

const versionSql = sqlFile(import.meta.url, 'database-version.sql')

/** The start failed; the text tells the operator everything necessary. */
class StartError extends Error {
  override readonly name = 'StartError'
  readonly text: Text

  constructor(text: Text) {
    super(text.en)
    this.text = text
  }
}

const noPostgis: Text = {
  zh: 'DATABASE_URL：服务器没有 PostGIS，请在那里安装 postgresql-postgis 软件包。',
  en: 'DATABASE_URL: the server has no PostGIS; install the postgresql-postgis package there.',
}
const REASONS: Readonly<Record<string, Text>> = {
  '28P01': { zh: 'DATABASE_URL：密码不正确。', en: 'DATABASE_URL: the password is wrong.' },
  '28000': {
    zh: 'DATABASE_URL：服务器不允许此用户登录。',
    en: 'DATABASE_URL: the server does not let this user in.',
  },
  '3D000': {
    zh: 'DATABASE_URL：没有此数据库，请用“createdb”新建。',
    en: 'DATABASE_URL: there is no such database; create it with "createdb".',
  },
  '0A000': noPostgis,
  '58P01': noPostgis,
  '42501': {
    zh: 'DATABASE_URL：此用户不能在该数据库中建表或安装扩展。',
    en: 'DATABASE_URL: this user may not create tables or extensions in the database.',
  },
  EADDRINUSE: {
    zh: 'PORT：已有程序在此端口监听，请设置另一个 PORT。',
    en: 'PORT: another program listens there already; set another PORT.',
  },
  EADDRNOTAVAIL: {
    zh: 'HOST：本机没有此地址。',
    en: 'HOST: this machine does not have that address.',
  },
  EACCES: {
    zh: 'PORT 或 DATA_DIR：系统不允许，请换一个。',
    en: 'PORT or DATA_DIR: the system does not allow it; choose another one.',
  },
}

/** Returns the text of errors that have one. */
const textOf = (error: Error): Text | undefined =>
  [StartError, SettingsError, DataDirectoryInUseError, DamagedDirectoryError, DiskFullError].some(
    (known) => error instanceof known,
  )
    ? (error as StartError).text
    : undefined

/** Returns the text to print for an error that ended the start, in both languages; undefined for a bug. */
export function startSentence(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const text = textOf(error)
  if (text) return `${text.zh}\n${text.en}`
  const reason = REASONS['code' in error ? String(error.code) : '']
  return reason && `${reason.zh}\n${reason.en} (${error.message})`
}

/** Throws StartError if PostgreSQL is older than 14 or PostGIS older than 3.3. */
export async function checkVersions(database: Database): Promise<void> {
  const { rows } = await database.query<{ postgresql: number; postgis: number }>(versionSql)
  const { postgresql, postgis } = rows[0] ?? { postgresql: 0, postgis: 0 }
  if (postgresql >= 14 && postgis >= 303) return
  const version = `${Math.floor(postgis / 100)}.${postgis % 100}`
  throw new StartError({
    zh: `DATABASE_URL：PostgreSQL 至少为 14，PostGIS 至少为 3.3；此处是 ${postgresql} 和 ${version}。`,
    en: `DATABASE_URL: PostgreSQL 14 and PostGIS 3.3 are the oldest that do; these are ${postgresql} and ${version}.`,
  })
}

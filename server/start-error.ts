/** Reasons for which the server does not start, each in a sentence that says what to do. */
import type { Database } from '../geodata/database/database.ts'
import { sqlFile } from '../geodata/database/sql.ts'

const versionSql = sqlFile(import.meta.url, 'database-version.sql')

/** The start is given up; the message is all that the operator needs. */
class StartError extends Error {
  override readonly name = 'StartError'
}

const REASONS: Readonly<Record<string, string>> = {
  '28P01': 'DATABASE_URL: the password is wrong.',
  '28000': 'DATABASE_URL: the server does not let this user in.',
  '3D000': 'DATABASE_URL: there is no such database; make it with "createdb".',
  '0A000': 'DATABASE_URL: the server has no PostGIS; install the postgresql-postgis package there.',
  '58P01': 'DATABASE_URL: the server has no PostGIS; install the postgresql-postgis package there.',
  '42501': 'DATABASE_URL: this user may not create tables or extensions in the database.',
  EADDRINUSE: 'PORT: another program listens there already; set another PORT.',
  EADDRNOTAVAIL: 'HOST: this machine does not have that address.',
  EACCES: 'PORT or DATA_DIR: the system does not allow it; choose another one.',
}

const SENTENCES = new Set([
  'StartError',
  'SettingsError',
  'DataDirectoryInUseError',
  'DamagedDirectoryError',
  'DiskFullError',
])

/** The sentence to print for an error that ended the start, or undefined where it is a fault of ours. */
export function startSentence(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (SENTENCES.has(error.name)) return error.message
  const code = 'code' in error ? String(error.code) : ''
  const reason = REASONS[code]
  return reason && `${reason} (${error.message})`
}

/** Throws StartError where PostgreSQL is older than 14 or PostGIS older than 3.3. */
export async function checkVersions(database: Database): Promise<void> {
  const { rows } = await database.query<{ postgresql: number; postgis: number }>(versionSql)
  const { postgresql, postgis } = rows[0] ?? { postgresql: 0, postgis: 0 }
  if (postgresql >= 14 && postgis >= 303) return
  const version = `${Math.floor(postgis / 100)}.${postgis % 100}`
  throw new StartError(
    `DATABASE_URL: PostgreSQL 14 and PostGIS 3.3 are the oldest that do; these are ${postgresql} and ${version}.`,
  )
}

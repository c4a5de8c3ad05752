/** Rows of files: owner, received bytes and expiry. */
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { FileAnswer } from '../../geodata/model/answers/file.ts'

const listSql = sqlFile(import.meta.url, 'list.sql')

interface FileRow extends Omit<FileAnswer, 'created_at' | 'expires_at'> {
  readonly created_at: Date
  readonly expires_at: Date
}

const answerOf = (row: FileRow): FileAnswer => ({
  ...row,
  created_at: row.created_at.toISOString(),
  expires_at: row.expires_at.toISOString(),
})

/** Returns the files that the viewer may see and that are not expired, the newest first; at most 200. */
export async function listFiles(database: Queryable): Promise<FileAnswer[]> {
  const { rows } = await database.query<FileRow>(listSql, [null])
  return rows.map(answerOf)
}

/** Returns undefined if the file does not exist or the viewer may not see it. */
export async function findFile(database: Queryable, id: string): Promise<FileAnswer | undefined> {
  const { rows } = await database.query<FileRow>(listSql, [id])
  return rows[0] && answerOf(rows[0])
}

export interface NewFile {
  readonly kind: 'upload' | 'result'
  readonly name: string
  readonly media_type: string
  readonly bytes: number
  readonly keptDays: number
}

/** Creates the row of a file of the viewer, and returns its id. */
export async function addFile(database: Queryable, file: NewFile): Promise<string> {
  const { rows } = await database.query<{ id: string }>(
    `insert into files (kind, name, media_type, bytes, expires_at)
     values ($1, $2, $3, $4, now() + make_interval(days => $5)) returning id`,
    [file.kind, file.name, file.media_type, file.bytes, file.keptDays],
  )
  const [row] = rows
  if (row === undefined) throw new Error('the file got no row')
  return row.id
}

/** Locks the file until the transaction ends; undefined as for `findFile`. */
export async function lockFile(database: Queryable, id: string): Promise<FileAnswer | undefined> {
  await database.query('select id from files where id = $1 for update', [id])
  return findFile(database, id)
}

/** Records that a part was received. */
export async function noteReceived(database: Queryable, id: string, length: number): Promise<void> {
  await database.query('update files set received = received + $2 where id = $1', [id, length])
}

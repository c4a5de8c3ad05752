/**
 * Editions, for programs that write without If-Match, such as QGIS. Such a program opens `/ogc/editing`,
 * whose links lead to its own address, `/ogc/editing/{edition}`, so each request says when the program opened
 * the data. It has read a row at that time or later. So a row that nobody has written since is the version
 * that it has read, and may be changed without If-Match. A row that someone else has written since is
 * refused, and the program opens the data again.
 */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { DatabaseClient, Queryable } from '../../../geodata/database/database.ts'
import { fillMarks, sqlFile } from '../../../geodata/database/sql.ts'
import { identifier } from '../../../geodata/export/columns.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import { ProblemError } from '../../errors.ts'
import { editionNameOf } from '../../http/base-address.ts'

const beginSql = sqlFile(import.meta.url, 'edition-begin.sql')
const unchangedSql = sqlFile(import.meta.url, 'edition-unchanged.sql')
const rememberSql = sqlFile(import.meta.url, 'edition-remember.sql')
const forgetSql = sqlFile(import.meta.url, 'edition-forget.sql')

export interface Edition {
  readonly name: string
  /** Number of the first transaction whose changes may not have been read. */
  readonly point: string
}

/** Begins an edition and returns its unique name. */
export async function beginEdition(database: Queryable): Promise<string> {
  const { rows } = await database.query<{ point: string }>(beginSql)
  return `${rows[0]?.point}-${randomBytes(12).toString('base64url')}`
}

/** Returns the edition in the address of a request. */
export function editionOf(request: IncomingMessage): Edition | undefined {
  const name = editionNameOf(request)
  return name === undefined ? undefined : { name, point: name.split('-', 1)[0] ?? '' }
}

/** Throws a ProblemError of status 412 if others have written a locked row since the edition began. */
export async function refuseWrittenSince(
  client: DatabaseClient,
  layer: Layer,
  { id, version }: { readonly id: string; readonly version: string },
  { name, point }: Edition,
): Promise<void> {
  // A separate statement, because the one that locked the row may have begun before its last change.
  const text = fillMarks(unchangedSql, { table: identifier(layer.id) })
  const { rows } = await client.query<{ unchanged: boolean }>(text, [id, name, point, layer.id, version])
  if (rows[0]?.unchanged !== true) throw writtenSince
}

/** Records a write of an edition, so that it may change the feature again. */
export async function rememberWrite(
  client: DatabaseClient,
  layer: Layer,
  { id, version }: { readonly id: string; readonly version: string },
  { name }: Edition,
): Promise<void> {
  await client.query(forgetSql)
  await client.query(rememberSql, [name, layer.id, id, version])
}

const writtenSince = new ProblemError(
  412,
  { zh: '要素已被他人修改', en: 'The feature has changed' },
  {
    zh: '要素在您打开数据之后可能已被他人修改。请重新加载图层，再作修改。',
    en: 'Someone else may have changed the feature since you opened the data. Reload the layer, then change it.',
  },
)

/**
 * Editions: how programs write that never send If-Match, QGIS above all. Such a program opens
 * `/ogc/editing`, whose links lead below an address of its own, `/ogc/editing/{edition}`; so each of its
 * requests says when it opened the data. It cannot have read a row before that, so a row that nobody has
 * written since is the one that it has read, and may be changed without a word of its version. A row that
 * someone else has written since may be another one in the program's memory: it is refused, and the
 * program opens the data again.
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

/** Begins an edition and returns its name; two have never the same one. */
export async function beginEdition(database: Queryable): Promise<string> {
  const { rows } = await database.query<{ point: string }>(beginSql)
  return `${rows[0]?.point}-${randomBytes(12).toString('base64url')}`
}

/** The edition that a request was sent in, by its address. */
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
  // A statement of its own: the one that locked the row may have begun before its last change.
  const text = fillMarks(unchangedSql, { table: identifier(layer.id) })
  const { rows } = await client.query<{ unchanged: boolean }>(text, [id, name, point, layer.id, version])
  if (rows[0]?.unchanged !== true) throw writtenSince
}

/** Keeps what an edition wrote, so that it may write it again. */
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

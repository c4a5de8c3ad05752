/**
 * Idempotency keys: a POST that is sent again after a lost answer creates only one feature. The database
 * separates the keys of accounts.
 */
import { createHash } from 'node:crypto'
import type { DatabaseClient } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import type { Role } from '../../../geodata/model/roles.ts'
import { badParameter, ProblemError } from '../../errors.ts'

const beginSql = sqlFile(import.meta.url, 'creation-begin.sql')
const knownSql = sqlFile(import.meta.url, 'creation-known.sql')
const endSql = sqlFile(import.meta.url, 'creation-end.sql')
const forgetSql = sqlFile(import.meta.url, 'creation-forget.sql')

export interface CreationKey {
  readonly role: Role
  readonly layer: Layer
  readonly key: string
  /** Digest of the whole request: the body and its coordinate system. */
  readonly digest: string
}

/** Reads the Idempotency-Key header. Throws a ProblemError if it is invalid. */
export function readKey(
  header: string | undefined,
  role: Role,
  layer: Layer,
  parts: readonly (string | Uint8Array)[],
): CreationKey | undefined {
  if (header === undefined) return undefined
  if (!/^[\x21-\x7e]{1,200}$/.test(header)) {
    const expected = { zh: '1 到 200 个可见 ASCII 字符', en: '1 to 200 visible ASCII characters' }
    throw badParameter('Idempotency-Key', expected, header)
  }
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return { role, layer, key: header, digest: hash.digest('hex') }
}

/**
 * Runs `create` once for a key, in the caller's transaction, and returns the feature's id; the second time,
 * the id of the first. Throws a ProblemError of status 422 if the key was used with another body.
 */
export async function createOnce(
  client: DatabaseClient,
  key: CreationKey,
  create: () => Promise<string>,
): Promise<string> {
  const of = [key.role, key.layer.id, key.key]
  await client.query(forgetSql)
  const begun = await client.query(beginSql, [...of, key.digest])
  if (begun.rows.length === 0) return knownId(client, of, key.digest)
  const id = await create()
  await client.query(endSql, [...of, id])
  return id
}

async function knownId(client: DatabaseClient, of: readonly string[], digest: string): Promise<string> {
  const { rows } = await client.query<{ body_sha256: string; feature_id: number | null }>(knownSql, of)
  const known = rows[0]
  if (known?.body_sha256 === digest && known.feature_id !== null) return String(known.feature_id)
  throw new ProblemError(
    422,
    { zh: '幂等键已用过', en: 'Idempotency key used' },
    {
      zh: '这个 Idempotency-Key 已用于另一个请求，请换一个。',
      en: 'This Idempotency-Key was used with another request. Use a new key.',
    },
  )
}

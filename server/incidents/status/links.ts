/** Links with which reporters follow their reports: 192 random bits; only a digest is stored. */
import { createHash, randomBytes } from 'node:crypto'
import type { Queryable } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import type { Status } from './page.ts'

const statusSql = sqlFile(import.meta.url, 'status.sql')

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Creates a link to an incident; returns its token, which is not stored. */
export async function makeStatusLink(
  client: Queryable,
  incident: number | string,
  account: number | undefined,
): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await client.query('insert into status_links (digest, incident_id, made_by) values ($1, $2, $3)', [
    digestOf(token),
    incident,
    account ?? null,
  ])
  return token
}

type Row = { readonly [K in keyof Status]: Status[K] extends string | null ? Status[K] | Date : Status[K] }

/** Returns the status behind a link; undefined if it is unknown or revoked. `client` has the rights of the system. */
export async function readStatus(client: Queryable, token: string): Promise<Status | undefined> {
  const { rows } = await client.query<Row>(statusSql, [digestOf(token)])
  const [row] = rows
  if (row === undefined) return undefined
  const texts = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Date ? value.toISOString() : value,
  ])
  return Object.fromEntries(texts) as Status
}

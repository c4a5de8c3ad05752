/** Secrets shared by all servers of one database, created once and stored there. */
import { randomBytes } from 'node:crypto'
import type { Queryable } from '../../geodata/database/database.ts'

/** Returns 256 bits, the same on every server of the database, and different for each name. */
export async function serverSecret(database: Queryable, name: string): Promise<Buffer> {
  return (await known(database, name)) ?? make(database, name)
}

async function known(database: Queryable, name: string): Promise<Buffer | undefined> {
  const { rows } = await database.query<{ value: Buffer }>(
    'select value from server_secrets where name = $1',
    [name],
  )
  return rows[0]?.value
}

async function make(database: Queryable, name: string): Promise<Buffer> {
  const values = [name, randomBytes(32)]
  await database.query(
    'insert into server_secrets (name, value) values ($1, $2) on conflict do nothing',
    values,
  )
  const value = await known(database, name)
  if (!value) throw new Error(`The server's secret "${name}" could not be kept.`)
  return value
}

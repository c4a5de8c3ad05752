/** Behaviour of the PostGIS server only: time limits and session settings. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../../geodata/database/database.ts'
import { DatabaseUnavailableError, StatementTimeoutError } from '../../../../geodata/database/errors.ts'
import { openDatabase } from '../../../../geodata/database/open.ts'
import { createPostgisDatabase, type PostgisTestDatabase } from '../../../environment/postgis-database.ts'

describe('PostGIS', () => {
  let server: PostgisTestDatabase
  let database: Database
  beforeAll(async () => {
    server = await createPostgisDatabase()
    database = await openDatabase({ url: server.url, poolSize: 1, statementTimeoutMs: 300 })
  })
  afterAll(async () => {
    await database.close()
    await server.drop()
  })

  it('stops a statement at its time limit', async () => {
    await expect(database.query('select pg_sleep(10)')).rejects.toBeInstanceOf(StatementTimeoutError)
    expect((await database.query('select 1 as a')).rows).toEqual([{ a: 1 }])
  })

  it('lifts the limit for one transaction or one client only', async () => {
    const nap = 'select pg_sleep(0.6)'
    await database.transaction((client) => client.query(nap), { statementTimeoutMs: 0 })
    await expect(database.query(nap)).rejects.toBeInstanceOf(StatementTimeoutError)
    const client = await database.connect({ statementTimeoutMs: 0 })
    await client.query(nap)
    client.release()
    await expect(database.query(nap)).rejects.toBeInstanceOf(StatementTimeoutError)
  })

  it('runs without just-in-time compilation and parallel workers', async () => {
    const { rows } = await database.query(
      "select current_setting('jit') as jit, current_setting('max_parallel_workers_per_gather') as workers",
    )
    expect(rows).toEqual([{ jit: 'off', workers: '0' }])
  })

  it('distinguishes an unreachable server from other errors', async () => {
    const nowhere = await openDatabase({ url: 'postgres://postgres@127.0.0.1:9/none' })
    await expect(nowhere.query('select 1')).rejects.toBeInstanceOf(DatabaseUnavailableError)
    await expect(nowhere.listen('news', () => undefined)).rejects.toBeInstanceOf(DatabaseUnavailableError)
    await nowhere.close()
    const missing = await openDatabase({ url: `${server.url}_not` })
    await expect(missing.query('select 1')).rejects.toMatchObject({ code: '3D000' })
    await missing.close()
  })
})

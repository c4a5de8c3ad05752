/** Counts the tile statements that work causes in PostgreSQL, with pg_stat_statements. */
import type { Database } from '../../../geodata/database/database.ts'

const TILE_CALLS = `
  select coalesce(sum(calls), 0)::int as calls from pg_stat_statements
  where query ~* 'ST_AsMVT|tile' and query !~* 'pg_stat_statements|listen |notify'
    and dbid = (select oid from pg_database where datname = current_database())`

/** Returns whether pg_stat_statements is loaded in this server; creates its view if it is. */
export async function countsSqlCalls(database: Database): Promise<boolean> {
  const { rows } = await database.query<{ loaded: boolean }>(
    "select current_setting('shared_preload_libraries') like '%pg_stat_statements%' as loaded",
  )
  if (!rows[0]?.loaded) return false
  await database.query('create extension if not exists pg_stat_statements')
  return true
}

/** Returns the number of tile statements during `work`. Nothing else may use the database meanwhile. */
export async function tileCallsDuring(database: Database, work: () => Promise<void>): Promise<number> {
  await database.query('select pg_stat_statements_reset()')
  await work()
  const { rows } = await database.query<{ calls: number }>(TILE_CALLS)
  return rows[0]?.calls ?? 0
}

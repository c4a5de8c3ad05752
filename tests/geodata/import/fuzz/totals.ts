/** Compares the rows of a source in the database with a report. */
import type { Database } from '../../../../geodata/database/database.ts'
import { catalogue } from '../../../../geodata/model/catalogue.ts'

interface TableState {
  readonly rows: number
  /** Changes with any value of any row. */
  readonly sum: string
}

/** By table; `search_places` are all places that search finds, including derived ones. */
export type State = Readonly<Record<string, TableState>>

const tables = [...new Set([...catalogue.map(({ id }) => id), 'places'])].map((table) => ({
  name: table,
  from: `${table} as t`,
  where: table === 'places' ? 'source = $1 and layer is null' : 'source = $1',
}))

const searched = { name: 'search_places', from: 'places as t', where: 'source = $1' }
const terrain = { name: 'terrain_tiles', from: 'terrain_tiles as t', where: 'source = $1' }
const reports = { name: 'imports', from: 'imports as t', where: 'source = $1' }

const statement = [...tables, searched, terrain, reports]
  .map(
    ({ name, from, where }) =>
      `select '${name}' as name, count(*)::integer as rows, coalesce(sum(hashtextextended(t::text, 0)), 0)::text as sum from ${from} where ${where}`,
  )
  .join(' union all ')

/** Returns the state of all rows of a source. */
export async function stateOf(database: Database, source: string): Promise<State> {
  const { rows } = await database.query<TableState & { name: string }>(statement, [source])
  return Object.fromEntries(rows.map(({ name, ...state }) => [name, state]))
}

/** Returns counts of a report that differ from the database; empty if all agree. */
export function wrongTotals(counts: Readonly<Record<string, number>>, state: State): string[] {
  return Object.entries(counts).flatMap(([name, count]) => {
    const rows = state[name]?.rows
    return rows === undefined || rows === count ? [] : [`${name}: ${count} reported, ${rows} stored`]
  })
}

/** Returns whether nothing of the source is left, except reports of its imports. */
export const isEmpty = (state: State): boolean =>
  Object.entries(state).every(([name, { rows }]) => rows === 0 || name === reports.name)

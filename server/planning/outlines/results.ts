/** Results of checks, stored one row an outline. */
import type { Queryable } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import type { OutlineCheck, OutlineResults } from '../../../geodata/model/answers/planning-outlines.ts'
import {
  type OutlineVerdict,
  outlineVerdicts,
  rankOf,
} from '../../../geodata/model/planning/outline/verdict.ts'
import { notFound } from '../../errors.ts'
import type { OutlineSetRow } from './rows.ts'

const storeSql = sqlFile(import.meta.url, 'store-results.sql')
const tableSql = sqlFile(import.meta.url, 'results-table.sql')

/**
 * Stores checks with the EWKB of their outlines, unless the set was placed again or deleted meanwhile. Returns
 * whether it still is the same.
 */
export async function storeResults(
  database: Queryable,
  { id, placed }: Pick<OutlineSetRow, 'id' | 'placed'>,
  checks: readonly OutlineCheck[],
  grounds: readonly string[],
): Promise<boolean> {
  const { rowCount } = await database.query(storeSql, [
    ...[id, placed, checks.map(({ outline }) => outline), checks.map(({ verdict }) => verdict)],
    checks.map(({ findings }) => rankOf(findings)),
    checks.map(({ area_m2 }) => area_m2),
    checks.map((check) => JSON.stringify(check)),
    grounds,
  ])
  return rowCount === checks.length
}

/** Returns the ordinals of outlines that are checked already. */
export async function checkedOrdinals(database: Queryable, set: string): Promise<ReadonlySet<number>> {
  const { rows } = await database.query<{ ordinal: number }>(
    'select ordinal from outline_results where set_id = $1',
    [set],
  )
  return new Set(rows.map(({ ordinal }) => ordinal))
}

/** Returns the result of one outline. Throws a ProblemError of status 404 before its check. */
export async function knownResult(database: Queryable, set: string, ordinal: number): Promise<OutlineCheck> {
  const { rows } = await database.query<{ result: OutlineCheck }>(
    'select result from outline_results where set_id = $1 and ordinal = $2',
    [set, ordinal],
  )
  if (rows[0] === undefined) throw notFound({ zh: '检查结果', en: 'result' }, String(ordinal))
  return rows[0].result
}

/** Returns all results of a set, the worst first. */
export async function allResults(database: Queryable, set: string): Promise<OutlineCheck[]> {
  const { rows } = await database.query<{ result: OutlineCheck }>(
    'select result from outline_results where set_id = $1 order by rank desc, ordinal',
    [set],
  )
  return rows.map(({ result }) => result)
}

/** Returns the table of a set, the worst first. */
export async function resultsTable(database: Queryable, set: OutlineSetRow): Promise<OutlineResults> {
  const { rows } = await database.query<OutlineResults['results'][number]>(tableSql, [set.id])
  const counts = Object.fromEntries(
    outlineVerdicts.map((verdict) => [verdict, rows.filter((row) => row.verdict === verdict).length]),
  ) as Record<OutlineVerdict, number>
  const blocked = new Set(set.findings?.faults.filter(({ blocks }) => blocks).map(({ outline }) => outline))
  return {
    set: set.id,
    total: set.source.outlines.length,
    checked: rows.length,
    counts,
    results: rows,
    unchecked: [...blocked].sort((a, b) => a - b),
  }
}

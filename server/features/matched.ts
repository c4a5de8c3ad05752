/** How many features match: exactly where that is cheap, else by the planner's estimate, which is said. */
import type { Queryable } from '../../geodata/database.ts'
import type { Viewer } from '../../geodata/viewer.ts'
import { seenOf } from '../access/sight.ts'
import { countQuery, type Selection, selectionQuery } from './selection.ts'

/** Counting so many costs less than a page of them; past it an estimate is given. */
const COUNT_LIMIT = 10_000
/** Where so many are estimated, counting up to the limit would be for nothing. */
const SURELY_MORE = 2 * COUNT_LIMIT

/** More than any layer holds. */
const MOST_COUNTED = 2 ** 31 - 1

interface Plan {
  readonly 'QUERY PLAN': readonly { readonly Plan: { readonly 'Plan Rows': number } }[]
}

/**
 * `numberMatched`, which is always exact, or `numberMatchedEstimate`, which is PostgreSQL's guess from
 * its statistics. Statistics know of all rows: who sees only some is told what counting those gives.
 */
export async function matchedMembers(
  database: Queryable,
  selection: Selection,
  viewer: Viewer,
): Promise<{ numberMatched: number } | { numberMatchedEstimate: number }> {
  if (seenOf(viewer, selection.layer) !== 'all') {
    const { rows } = await database.query<{ matched: number }>(countQuery(selection, MOST_COUNTED))
    return { numberMatched: rows[0]?.matched ?? 0 }
  }
  const estimate = await estimatedRows(database, selection)
  if (estimate > SURELY_MORE) return { numberMatchedEstimate: estimate }
  const { rows } = await database.query<{ matched: number }>(countQuery(selection, COUNT_LIMIT + 1))
  const matched = rows[0]?.matched ?? 0
  // Statistics may lag behind what was just counted.
  return matched > COUNT_LIMIT
    ? { numberMatchedEstimate: Math.max(matched, estimate) }
    : { numberMatched: matched }
}

async function estimatedRows(database: Queryable, selection: Selection): Promise<number> {
  const { text, values } = selectionQuery({ ...selection, position: undefined }, 'id')
  const plans = await database.query<Plan>({ text: `explain (format json) ${text}`, values: values ?? [] })
  return Math.round(plans.rows[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0)
}

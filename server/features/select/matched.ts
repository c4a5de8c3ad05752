/**
 * Counts matching features. Clients rely on `numberMatched` (QGIS shows 1,000 without it), so it is exact if
 * counting is fast enough for a reader, and otherwise replaced by an estimate.
 */
import { LRUCache } from 'lru-cache'
import type { Viewer } from '../../../geodata/access/viewer.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { memoIn } from '../../../geodata/model/memo.ts'
import { sharedVisibility, visibilityOf } from '../../access/visibility.ts'
import { countQuery, type Selection } from './selection.ts'

/** Time limit of a count; a million rows of a wide table take about half of it. */
const TIME_LIMIT_MS = 2_000
/** Limit of the planner's cost, which is about the number of rows and pages to read. */
const EMBEDDED_COST_LIMIT = 150_000
/**
 * Cheaper counts are repeated for each page. Others are cached, because all pages of a walk need the same.
 */
const KEPT_FROM_COST = 20_000
const KEPT_MS = 15_000

export type Matched = { readonly numberMatched: number } | { readonly numberMatchedEstimate: number }

/** The planner's estimate of a count. */
interface Expected {
  readonly rows: number
  readonly cost: number
}

interface PlanNode {
  readonly 'Plan Rows': number
  readonly 'Total Cost': number
  readonly Plans?: readonly PlanNode[]
}
interface Plan {
  readonly 'QUERY PLAN': readonly { readonly Plan: PlanNode }[]
}

/** Counts matching features. Concurrent pages of the same selection share one slow count. */
export class MatchCounter {
  readonly #kept = new LRUCache<string, Promise<Matched>>({ max: 500, ttl: KEPT_MS })
  readonly #timeLimit: () => AbortSignal

  constructor(timeLimit = () => AbortSignal.timeout(TIME_LIMIT_MS)) {
    this.#timeLimit = timeLimit
  }

  /**
   * Returns `numberMatched`, which is exact (if slow, at most 15 seconds old), or `numberMatchedEstimate`
   * from PostgreSQL's statistics. Statistics include all rows, so viewers with limits always get a real
   * count.
   */
  async matched(database: Database, selection: Selection, viewer: Viewer): Promise<Matched> {
    const { text, values } = countQuery(selection)
    const key = JSON.stringify([sharedVisibility(viewer, [selection.layer]).key, text, values])
    const kept = this.#kept.get(key)
    if (kept !== undefined) return await kept
    const expected = await plan(database, selection)
    const counting = () =>
      visibilityOf(viewer, selection.layer) === 'all'
        ? this.#countOrEstimate(database, selection, expected)
        : count(database, selection)
    return await (expected.cost >= KEPT_FROM_COST ? memoIn(this.#kept, key, counting) : counting())
  }

  async #countOrEstimate(
    database: Database,
    selection: Selection,
    { rows, cost }: Expected,
  ): Promise<Matched> {
    const estimate = { numberMatchedEstimate: rows }
    // A running statement of the embedded database cannot be cancelled.
    if (database.kind === 'embedded')
      return cost > EMBEDDED_COST_LIMIT ? estimate : await count(database, selection)
    const signal = this.#timeLimit()
    try {
      return await count(database, selection, signal)
    } catch (error) {
      if (!signal.aborted) throw error
      return estimate
    }
  }
}

async function count(database: Database, selection: Selection, signal?: AbortSignal): Promise<Matched> {
  const query = { ...countQuery(selection), ...(signal && { signal }) }
  const { rows } = await database.query<{ matched: number }>(query)
  return { numberMatched: rows[0]?.matched ?? 0 }
}

async function plan(database: Database, selection: Selection): Promise<Expected> {
  const { text, values } = countQuery(selection)
  const plans = await database.query<Plan>({ text: `explain (format json) ${text}`, values: values ?? [] })
  const aggregate = plans.rows[0]?.['QUERY PLAN'][0]?.Plan
  const rows = aggregate?.Plans?.[0]?.['Plan Rows'] ?? 0
  return { rows: Math.round(rows), cost: aggregate?.['Total Cost'] ?? 0 }
}

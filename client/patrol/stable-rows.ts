/** Keeps a list still under the reader's hands while its rows change on the server. */

interface Row {
  readonly id: number
}

export interface Shown<T extends Row> {
  readonly rows: readonly T[]
  /** Ids of shown rows that no longer belong to the list. */
  readonly gone: ReadonlySet<number>
  /** Number of rows that belong to the list and are not shown yet. */
  readonly waiting: number
}

/** Rows as they come from the server. */
export const fresh = <T extends Row>(rows: readonly T[]): Shown<T> => ({ rows, gone: new Set(), waiting: 0 })

/**
 * What to show of newer rows while the reader uses the list: each row stays in its place with its new
 * content, rows that left are marked, and new ones wait.
 */
export function held<T extends Row>({ rows }: Shown<T>, newer: readonly T[]): Shown<T> {
  const byId = new Map(newer.map((row) => [row.id, row]))
  const known = new Set(rows.map(({ id }) => id))
  return {
    rows: rows.map((row) => byId.get(row.id) ?? row),
    gone: new Set(rows.map(({ id }) => id).filter((id) => !byId.has(id))),
    waiting: newer.filter(({ id }) => !known.has(id)).length,
  }
}

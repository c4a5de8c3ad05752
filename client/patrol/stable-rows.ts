/** Keeps rows of a list in place while the user works in it and rows change on the server. */

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

/** Returns rows in the order of the server. */
export const fresh = <T extends Row>(rows: readonly T[]): Shown<T> => ({ rows, gone: new Set(), waiting: 0 })

/**
 * Returns the rows to show while the user works in the list: each row stays in place with its new content, removed
 * rows are marked, and new rows are only counted.
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

/** Statements that end with a signal. */
import type { Queryable } from './database.ts'

/** The same connection; each statement ends when the signal aborts, as `QueryConfig.signal` says. */
export function cancellable(client: Queryable, signal: AbortSignal): Queryable {
  return {
    query(query, values) {
      const config = typeof query === 'string' ? { text: query } : query
      return client.query({ ...config, ...(values && { values }), signal })
    },
  }
}

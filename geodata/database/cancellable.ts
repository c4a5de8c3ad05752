/** Cancels statements by a signal. */
import type { Queryable } from './database.ts'

/** Returns the same connection with `QueryConfig.signal` set for each statement. */
export function cancellable(client: Queryable, signal: AbortSignal): Queryable {
  return {
    query(query, values) {
      const config = typeof query === 'string' ? { text: query } : query
      return client.query({ ...config, ...(values && { values }), signal })
    },
  }
}

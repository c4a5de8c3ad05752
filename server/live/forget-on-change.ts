/** Caches that are cleared when the data have changed. */
import type { Logger } from 'pino'
import type { Database } from '../../geodata/database/database.ts'
import { memoIn } from '../../geodata/model/memo.ts'
import { followChanges } from './change-feed.ts'

interface Clearable {
  clear(): void
}

/** Clears all of them at each change of a layer (or `terrain`) by any server or command. */
export function clearedOnChange(
  database: Database,
  log: Logger,
  layer: string,
  list: readonly Clearable[],
): void {
  followChanges(database, log, (change) => {
    if (change !== 'everything' && change.layer !== layer) return
    for (const one of list) one.clear()
  })
}

interface ClearableMemo<Key, Value> extends Clearable {
  readonly get: (key: Key) => Promise<Value>
  readonly forget: (key: Key) => void
}

/** Caches the result of `read` for each key until it is cleared; failures are not cached. */
export function clearableMemo<Value, Key = null>(
  read: (key: Key) => Promise<Value>,
): ClearableMemo<Key, Value> {
  const known = new Map<Key, Promise<Value>>()
  return {
    get: (key) => memoIn(known, key, read),
    forget: (key) => known.delete(key),
    clear: () => known.clear(),
  }
}

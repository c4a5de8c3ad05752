/** Forgets what was made from the database when its data has changed. */
import type { Logger } from 'pino'
import type { Database } from '../../geodata/database.ts'

/** The channel on which whoever changed data that tiles show says so. */
const CHANNEL = 'tiles'
const RETRY_MS = 5000

interface Clearable {
  clear(): void
}

/**
 * Clears all of them at each notification, on whichever server or command it was sent. Tries again
 * while the database cannot be reached.
 */
export function clearedOnChange(database: Database, log: Logger, list: readonly Clearable[]): void {
  const clearAll = () => {
    for (const one of list) one.clear()
  }
  const listen = async () => {
    try {
      await database.listen(CHANNEL, clearAll)
      // What changed before the listening began was not heard.
      clearAll()
    } catch (error) {
      log.warn({ err: error }, 'tiles are not told of changes yet')
      setTimeout(listen, RETRY_MS).unref()
    }
  }
  void listen()
}

interface Forgettable<Key, Value> extends Clearable {
  readonly get: (key: Key) => Promise<Value>
}

/** Remembers what `read` gave for each key until it is cleared; failures are not remembered. */
export function forgettable<Value, Key = null>(read: (key: Key) => Promise<Value>): Forgettable<Key, Value> {
  const known = new Map<Key, Promise<Value>>()
  return {
    get(key) {
      const before = known.get(key)
      if (before) return before
      const reading = read(key)
      known.set(key, reading)
      reading.catch(() => {
        if (known.get(key) === reading) known.delete(key)
      })
      return reading
    },
    clear: () => known.clear(),
  }
}

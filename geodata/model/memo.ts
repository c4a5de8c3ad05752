/**
 * Caches computed values. A running promise is cached, so that concurrent callers share it; a rejected
 * promise is not: its callers get the error, and the next call computes again.
 */

/** Storage of values: a Map forever, a WeakMap for the lifetime of the key, an LRUCache with a limit. */
interface Kept<Key, Value> {
  get(key: Key): Value | undefined
  set(key: Key, value: NoInfer<Value>): unknown
  delete(key: Key): unknown
}

/** Returns the cached value for a key, or else the result of `compute`. */
export function memoIn<Key, Value extends NonNullable<unknown>>(
  kept: Kept<Key, Value>,
  key: Key,
  compute: (key: Key) => Value,
): Value {
  const before = kept.get(key)
  if (before !== undefined) return before
  const value = compute(key)
  kept.set(key, value)
  if (value instanceof Promise) {
    value.catch(() => {
      if (kept.get(key) === value) kept.delete(key)
    })
  }
  return value
}

/** Returns a function that computes the value of each key once. Without `kept`, values are cached forever. */
export function memo<Key, Value extends NonNullable<unknown>>(
  compute: (key: Key) => Value,
  kept: Kept<Key, Value> = new Map<Key, Value>(),
): (key: Key) => Value {
  return (key) => memoIn(kept, key, compute)
}

/** Returns a function that computes its value at the first call. */
export function lazy<Value extends NonNullable<unknown>>(compute: () => Value): () => Value {
  const kept = new Map<'value', Value>()
  return () => memoIn(kept, 'value', compute)
}

/** Caches only the first so many keys, so that clients cannot fill it with invented ones. */
export class FirstKeys<Key, Value> extends Map<Key, Value> {
  readonly #limit: number

  constructor(limit: number) {
    super()
    this.#limit = limit
  }

  override set(key: Key, value: Value): this {
    return this.size < this.#limit || this.has(key) ? super.set(key, value) : this
  }
}

/**
 * What is computed once and kept. A promise is kept while it runs, so that those who ask at the same time
 * share it; one that fails is not: they get its error, and whoever comes later asks again.
 */

/** Where values are kept: a Map for all time, a WeakMap as long as the key lives, an LRUCache within bounds. */
interface Kept<Key, Value> {
  get(key: Key): Value | undefined
  set(key: Key, value: NoInfer<Value>): unknown
  delete(key: Key): unknown
}

/** The value that is kept for a key, else the one that `compute` gives. */
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

/** A function that computes the value of each key once. Without `kept`, for all time. */
export function memo<Key, Value extends NonNullable<unknown>>(
  compute: (key: Key) => Value,
  kept: Kept<Key, Value> = new Map<Key, Value>(),
): (key: Key) => Value {
  return (key) => memoIn(kept, key, compute)
}

/** A function that computes its value at the first call. */
export function lazy<Value extends NonNullable<unknown>>(compute: () => Value): () => Value {
  const kept = new Map<'value', Value>()
  return () => memoIn(kept, 'value', compute)
}

/** Keeps the first so many keys and no others: of what few ask for in few forms, whoever makes up more fills nothing. */
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

/** The values of a statement: whatever a client sends stands in its text as `$n` alone. */

/** How PostgreSQL is to read a value. */
export type ValueCast = 'text' | 'float8' | 'bigint' | 'boolean' | 'date' | 'timestamptz' | 'text[]'

export class BoundValues {
  readonly #values: unknown[] = []

  get values(): readonly unknown[] {
    return this.#values
  }

  /** Keeps the value and returns what stands for it in the text, `$3::text`. */
  bind(value: unknown, cast: ValueCast): string {
    this.#values.push(value)
    return `$${this.#values.length}::${cast}`
  }
}

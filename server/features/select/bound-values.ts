/** The values of a statement: everything from a client is `$n` in its text. */

/** How PostgreSQL reads a value. */
export type ValueCast = 'text' | 'float8' | 'bigint' | 'boolean' | 'date' | 'timestamptz' | 'text[]'

export class BoundValues {
  readonly #values: unknown[] = []

  get values(): readonly unknown[] {
    return this.#values
  }

  /** Adds the value and returns its placeholder, such as `$3::text`. */
  bind(value: unknown, cast: ValueCast): string {
    this.#values.push(value)
    return `$${this.#values.length}::${cast}`
  }
}

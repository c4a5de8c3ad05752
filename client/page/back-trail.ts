/**
 * The steps that Back undoes. Everything that the reader opens is a step, and each step is an entry
 * of the browser's history. Closing by a button leaves an empty step, which Back skips.
 */

export type Part = 'desk' | 'card' | 'dialog' | 'import' | 'layers' | 'sheet' | 'search' | 'plan'
type Value = string | boolean | null

/** The open parts of the page. A card is named as in the address, such as `parcels.12`. */
export type View = Readonly<Record<Part, Value>>

interface Change {
  readonly part: Part
  readonly before: Value
  readonly after: Value
}
export type Step = readonly Change[]

/** The value of each part when it is closed; a desk is always open. */
const closed: Readonly<Partial<Record<Part, Value>>> = {
  card: null,
  dialog: null,
  import: false,
  layers: false,
  sheet: false,
  search: false,
  plan: false,
}

const parts: readonly Part[] = ['desk', 'card', 'dialog', 'import', 'layers', 'sheet', 'search', 'plan']
/** Parts in the address, which survive a reload of the page; a reload closes the others. */
const inAddress: ReadonlySet<Part> = new Set(['desk', 'card', 'plan'])

const isValue = (value: unknown): value is Value =>
  value === null || typeof value === 'string' || typeof value === 'boolean'

function isChange(value: unknown): value is Change {
  if (typeof value !== 'object' || value === null) return false
  const { part, before, after } = value as Record<string, unknown>
  return parts.some((known) => known === part) && isValue(before) && isValue(after)
}

/** Returns the steps stored in an entry of the browser's history; null for foreign entries. */
export function readSteps(state: unknown): readonly Step[] | null {
  if (typeof state !== 'object' || state === null || !('steps' in state)) return null
  const { steps } = state
  if (!Array.isArray(steps)) return null
  return steps.every((step) => Array.isArray(step) && step.every(isChange)) ? (steps as Step[]) : null
}

export class BackTrail {
  #view: View
  /** Steps taken, followed by steps that Back undid and Forward can repeat. */
  readonly #steps: Step[]
  #depth: number

  /** `kept`: steps of the history entry at which the page is reloaded. */
  constructor(view: View, kept: readonly Step[] = []) {
    this.#view = view
    this.#steps = kept.map((step) => step.filter(({ part }) => inAddress.has(part)))
    this.#depth = kept.length
  }

  /** The steps that led to the current entry. */
  get steps(): readonly Step[] {
    return this.#steps.slice(0, this.#depth)
  }

  /**
   * Records what is open now. `push`: the browser's history needs a new entry; `replace`: the steps
   * of its current entry changed.
   */
  record(view: View): 'push' | 'replace' | 'nothing' {
    const changes = parts
      .filter((part) => view[part] !== this.#view[part])
      .map((part): Change => ({ part, before: this.#view[part], after: view[part] }))
    this.#view = view
    if (changes.length === 0) return 'nothing'
    const opened = changes.filter(({ part, after }) => closed[part] !== after)
    for (const change of changes) if (!opened.includes(change)) this.#forget(change.part)
    if (opened.length === 0) return 'replace'
    const isSpare = this.#depth > 0 && this.#steps[this.#depth - 1]?.length === 0
    // A new entry also removes the entries for Forward.
    if (isSpare && this.#steps.length === this.#depth) {
      this.#steps[this.#depth - 1] = opened
      return 'replace'
    }
    this.#steps.splice(this.#depth, Number.POSITIVE_INFINITY, opened)
    this.#depth += 1
    return 'push'
  }

  /**
   * Moves to an entry by its steps. Returns what must be open there; `skipsOn` if Back skipped only
   * empty steps, so that the reader saw no change.
   */
  travel(steps: readonly Step[]): { readonly view: View; readonly skipsOn: boolean } {
    const from = this.#depth
    const view: Record<Part, Value> = { ...this.#view }
    let undone = 0
    for (; this.#depth > steps.length; this.#depth--) {
      const step = this.#steps[this.#depth - 1] ?? []
      undone += step.length
      for (const { part, before } of step) view[part] = before
    }
    for (; this.#depth < steps.length; this.#depth++) {
      this.#steps[this.#depth] ??= steps[this.#depth] ?? []
      for (const { part, after } of this.#steps[this.#depth] ?? []) view[part] = after
    }
    this.#view = view
    return { view, skipsOn: this.#depth < from && undone === 0 }
  }

  /** Removes a closed part from all steps since it was opened. */
  #forget(part: Part): void {
    for (let index = this.#depth - 1; index >= 0; index--) {
      const step = this.#steps[index] ?? []
      const change = step.find((one) => one.part === part)
      if (!change) continue
      this.#steps[index] = step.filter((one) => one !== change)
      if (change.before === closed[part]) return
    }
  }
}

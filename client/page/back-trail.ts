/**
 * What Back undoes. Each thing that the reader opens is a step, and each step is an entry of the
 * browser's history. What is closed by its own button leaves its step empty: Back passes over it.
 */

export type Part = 'desk' | 'card' | 'dialog' | 'import' | 'layers' | 'sheet' | 'search'
type Value = string | boolean | null

/** What is open, part by part. A card is named as in the address, such as `parcels.12`. */
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
}

const parts: readonly Part[] = ['desk', 'card', 'dialog', 'import', 'layers', 'sheet', 'search']
/** These are in the address and outlive a reload of the page; the others are closed by it. */
const inAddress: ReadonlySet<Part> = new Set(['desk', 'card'])

const isValue = (value: unknown): value is Value =>
  value === null || typeof value === 'string' || typeof value === 'boolean'

function isChange(value: unknown): value is Change {
  if (typeof value !== 'object' || value === null) return false
  const { part, before, after } = value as Record<string, unknown>
  return parts.some((known) => known === part) && isValue(before) && isValue(after)
}

/** The steps that an entry of the browser's history carries; null where it is not one of ours. */
export function readSteps(state: unknown): readonly Step[] | null {
  if (typeof state !== 'object' || state === null || !('steps' in state)) return null
  const { steps } = state
  if (!Array.isArray(steps)) return null
  return steps.every((step) => Array.isArray(step) && step.every(isChange)) ? (steps as Step[]) : null
}

export class BackTrail {
  #view: View
  /** Steps that were taken, and after them those that Back undid and Forward takes again. */
  readonly #steps: Step[]
  #depth: number

  /** `kept`: steps of the entry at which the page is loaded anew. */
  constructor(view: View, kept: readonly Step[] = []) {
    this.#view = view
    this.#steps = kept.map((step) => step.filter(({ part }) => inAddress.has(part)))
    this.#depth = kept.length
  }

  /** The steps that led to the entry at which the reader is. */
  get steps(): readonly Step[] {
    return this.#steps.slice(0, this.#depth)
  }

  /**
   * Takes note of what is open now. `push`: the browser's history needs a new entry; `replace`: its
   * entry of now carries other steps.
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
    // A new entry also takes away what Forward led to.
    if (isSpare && this.#steps.length === this.#depth) {
      this.#steps[this.#depth - 1] = opened
      return 'replace'
    }
    this.#steps.splice(this.#depth, Number.POSITIVE_INFINITY, opened)
    this.#depth += 1
    return 'push'
  }

  /**
   * Moves to an entry, by the steps that it carries. Gives what is to be open there; `goOn` where Back
   * came past empty steps only, so that the reader saw nothing happen.
   */
  travel(steps: readonly Step[]): { readonly view: View; readonly goOn: boolean } {
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
    return { view, goOn: this.#depth < from && undone === 0 }
  }

  /** Takes a part that was closed out of the steps since it was opened. */
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

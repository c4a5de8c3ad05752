/** Steps of an outline check: file, system, faults and repair, verdict. */
import { batch, signal } from '@preact/signals'
import type {
  OutlineCheck,
  OutlineResults,
  OutlineSetAnswer,
} from '../../../geodata/model/answers/planning-outlines.ts'
import type { Text } from '../../../geodata/model/text.ts'
import { messages as pageMessages } from '../../messages.ts'
import { isAbort, RequestError } from '../../source/request.ts'
import { messages } from './messages.ts'
import * as data from './outline-data.ts'
import { shownOutlines } from './shown.ts'

interface Progress {
  readonly step: Text
  readonly share: number | null
}

export class OutlineFlow {
  readonly set = signal<OutlineSetAnswer | null>(null)
  readonly results = signal<OutlineResults | null>(null)
  readonly check = signal<OutlineCheck | null>(null)
  /** The candidate that the reader looks at. */
  readonly candidate = signal(0)
  readonly progress = signal<Progress | null>(null)
  readonly failure = signal<Text | null>(null)
  #working = new AbortController()

  /** Loads a set by its id; `new` clears. */
  open(id: string): Promise<void> {
    if (id === this.set.peek()?.id) return Promise.resolve()
    this.#show(null)
    if (id === 'new') return Promise.resolve()
    return this.#work(pageMessages.loading, async (abort) => {
      this.#show(await data.fetchSet(id, abort))
      await this.#readResults(abort)
    })
  }

  take(file: File): Promise<void> {
    return this.#work(messages.uploading, async (abort) => {
      if (file.size === 0) throw new RequestError(messages.empty, null)
      const id = await data.readFile(file, (job) => this.#tell(job), abort, messages.uploading)
      this.#show(await data.fetchSet(id, abort))
    })
  }

  draw(name: string, parts: [number, number][][][]): Promise<void> {
    return this.#work(messages.uploading, async (abort) => {
      this.#show(await data.storeDrawn(name, parts))
      await this.#checkIfSound(abort)
    })
  }

  /** Confirms a coordinate system; outlines without blocking faults are checked at once. */
  confirm(choice: { crs: string; swapped: boolean; towgs84?: number[] }): Promise<void> {
    return this.#withSet(async (id, abort) => {
      this.#show(await data.confirmSystem(id, choice))
      await this.#checkIfSound(abort)
    })
  }

  repair(): Promise<void> {
    return this.#withSet(async (id, abort) => {
      this.#show(await data.repair(id))
      await this.#checkIfSound(abort)
    })
  }

  run(): Promise<void> {
    return this.#withSet((id, abort) => this.#check(id, abort))
  }

  show(outline: number): Promise<void> {
    return this.#withSet(async (id, abort) => {
      this.check.value = await data.fetchCheck(id, outline, abort)
    })
  }

  async remove(): Promise<void> {
    await this.#withSet(async (id) => {
      await data.remove(id)
      this.#show(null)
    })
  }

  stop(): void {
    this.#working.abort()
  }

  async #checkIfSound(abort: AbortSignal): Promise<void> {
    const set = this.set.peek()
    if (set?.outlines.some((outline) => outline.is_checkable) && !set.faults.some(({ blocks }) => blocks))
      await this.#check(set.id, abort)
  }

  async #check(id: string, abort: AbortSignal): Promise<void> {
    this.#tell({ step: messages.checking, share: null })
    await data.check(id, (job) => this.#tell(job), abort)
    await this.#readResults(abort)
  }

  /** Opens the worst one. */
  async #readResults(abort: AbortSignal): Promise<void> {
    const set = this.set.peek()
    if (set === null || set.system === null) return
    const results = await data.fetchResults(set.id, abort)
    const [worst] = results.results
    const check = worst === undefined ? null : await data.fetchCheck(set.id, worst.outline, abort)
    batch(() => {
      this.results.value = results
      this.check.value = check
    })
  }

  #show(set: OutlineSetAnswer | null): void {
    batch(() => {
      this.set.value = set
      this.results.value = null
      this.check.value = null
      this.candidate.value = 0
      shownOutlines.value = set?.id ?? 'new'
    })
  }

  #tell({ step, share }: { readonly step: Text | null; readonly share: number | null }): void {
    this.progress.value = { step: step ?? this.progress.peek()?.step ?? messages.checking, share }
  }

  #withSet(work: (id: string, abort: AbortSignal) => Promise<void>): Promise<void> {
    const set = this.set.peek()
    return set === null ? Promise.resolve() : this.#work(pageMessages.loading, (abort) => work(set.id, abort))
  }

  async #work(step: Text, work: (abort: AbortSignal) => Promise<void>): Promise<void> {
    this.#working.abort()
    this.#working = new AbortController()
    const { signal: abort } = this.#working
    batch(() => {
      this.failure.value = null
      this.progress.value = { step, share: null }
    })
    try {
      await work(abort)
    } catch (error) {
      if (isAbort(error) || abort.aborted) return
      this.failure.value = error instanceof RequestError ? error.reason : pageMessages.errorServer
      if (!(error instanceof RequestError)) console.error(error)
    } finally {
      if (!abort.aborted) this.progress.value = null
    }
  }
}

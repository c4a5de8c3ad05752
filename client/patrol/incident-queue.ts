/** Loads pages of the list of incidents, and keeps rows in place while the user works in the list. */
import { effect, signal, untracked } from '@preact/signals'
import type { IncidentList, ListedIncident } from '../../geodata/model/answers/incidents.ts'
import type { Text } from '../../geodata/model/text.ts'
import { fetchJson } from '../source/fetch-json.ts'
import { isAbort, RequestError } from '../source/request.ts'
import { period } from './choices.ts'
import { gathered } from './gathered.ts'
import { incidentsPath } from './incident-query.ts'
import { messages } from './messages.ts'
import { readIncidents } from './patrol-data.ts'
import type { PatrolState } from './patrol-state.ts'
import { fresh, held, type Shown } from './stable-rows.ts'

const PAGE = 8
/** Maximum rows of one answer of the server. */
const MAX_ROWS = 500
/** Minimum milliseconds between two requests. */
const PAUSE = 400

export interface QueueRows extends Shown<ListedIncident> {
  readonly matched: number
  readonly next: string | null
}

export type IncidentQueue = ReturnType<typeof createQueue>

/** Loads the list when its filter changes, until `stop` is called. */
export function createQueue(state: PatrolState) {
  const shown = signal<QueueRows | null>(null)
  const failure = signal<Text | null>(null)
  let isHeld = false
  /** Number of the filter, and of the one whose rows are shown. */
  let filter = 0
  let filterShown = 0
  /** The newest answer that is not shown yet, because the user works in the list. */
  let later: IncidentList | null = null
  let request: AbortController | null = null

  const pathOf = (limit: number, after?: string) => {
    const desk = { range: state.range.peek(), traits: state.traits.peek(), origin: state.columns.origin }
    return incidentsPath(state.listFilter.peek(), desk, limit, after)
  }
  const fetchList = async (path: string): Promise<IncidentList | null> => {
    request?.abort()
    const own = new AbortController()
    request = own
    try {
      const list = await fetchJson(path, readIncidents, own.signal)
      failure.value = null
      return list
    } catch (error) {
      if (!isAbort(error)) failure.value = error instanceof RequestError ? error.reason : messages.listFailed
      return null
    }
  }
  const show = ({ incidents, matched, next }: IncidentList) => {
    later = null
    filterShown = filter
    shown.value = { ...fresh(incidents), matched, next }
  }
  const refresh = async () => {
    const count = shown.peek()?.rows.length ?? 0
    const asked = filter
    const list = await fetchList(pathOf(Math.min(MAX_ROWS, Math.max(PAGE, count))))
    // After a change of the filter another request follows.
    if (!list || asked !== filter) return
    const before = shown.peek()
    // Rows of another filter need not stay in place.
    if (!isHeld || !before || filterShown !== filter) return show(list)
    later = list
    shown.value = { ...held(before, list.incidents), matched: list.matched, next: before.next }
  }
  const refreshing = gathered(() => void refresh(), PAUSE)
  const stopFollowing = effect(() => {
    if (state.listFilter.value.follows) {
      period.value
      state.traits.value
    }
    filter += 1
    later = null
    // Signals that the request reads must not cause another request.
    untracked(() => refreshing.call())
  })
  return {
    shown,
    failure,
    refresh: () => refreshing.call(),
    /** Appends the next page. */
    async more() {
      const before = shown.peek()
      if (!before?.next) return
      const list = await fetchList(pathOf(PAGE * 2, before.next))
      if (!list || filterShown !== filter) return
      const known = new Set(before.rows.map(({ id }) => id))
      const rows = [...before.rows, ...list.incidents.filter(({ id }) => !known.has(id))]
      shown.value = { ...before, rows, matched: list.matched, next: list.next }
    },
    /** Keeps rows in place while `isUsed`; then shows the newest answer. */
    hold(isUsed: boolean) {
      isHeld = isUsed
      if (!isUsed && later) show(later)
    },
    /** Shows the newest answer at once. */
    update() {
      if (later) show(later)
    },
    stop() {
      request?.abort()
      stopFollowing()
      refreshing.stop()
    },
  }
}

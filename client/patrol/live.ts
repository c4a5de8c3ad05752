/** Updates units, zones and incidents by events of the server, while the desk is open and visible. */
import { batch } from '@preact/signals'
import type { DeskContext } from '../desk.ts'
import { fetchJson } from '../source/fetch-json.ts'
import { isAbort } from '../source/request.ts'
import { gathered } from './gathered.ts'
import { decodeColumns } from './incident-columns.ts'
import type { IncidentQueue } from './incident-queue.ts'
import { followPatrolStream, movedUnits } from './live-stream.ts'
import { OPEN_PATH, POINTS_PATH, readIncidents, readUnits, readZones } from './patrol-data.ts'
import type { PatrolState } from './patrol-state.ts'

/** Minimum milliseconds between two requests for units: events bring positions, but not new units. */
const UNITS_PAUSE = 2000
const ZONES_PAUSE = 10_000
const INCIDENTS_PAUSE = 1000
/** Heat map, histogram and figures need all incidents, so they are updated once a minute. */
const COLUMNS_PAUSE = 60_000
/** Milliseconds between checks. A check repeats failed requests. */
const CHECK = 15_000
/** Every fourth check reloads, because an expired clock or an interrupted stream sends no event. */
const LOOK_EVERY = 4

/** Milliseconds after opening in which the data of the desk need no update. */
const FRESH = 5000

/** Returns throttled requests that update the desk, each with its own pause. */
function createLooks(signal: AbortSignal, state: PatrolState, queue: IncidentQueue) {
  const failed = (error: unknown) => {
    if (!isAbort(error)) state.stale.value = true
  }
  const look = (work: () => Promise<void>, pause: number) => gathered(() => void work().catch(failed), pause)
  return {
    units: look(async () => {
      const units = await fetchJson('/patrol/units', readUnits, signal)
      batch(() => {
        state.now.value = state.serverNow()
        state.units.value = units
        state.stale.value = false
      })
    }, UNITS_PAUSE),
    zones: look(async () => {
      state.zones.value = await fetchJson('/patrol/zones', readZones, signal)
    }, ZONES_PAUSE),
    incidents: look(async () => {
      queue.refresh()
      state.takeOpen(await fetchJson(OPEN_PATH, readIncidents, signal))
    }, INCIDENTS_PAUSE),
    columns: look(async () => {
      state.takeColumns(await fetchJson(POINTS_PATH, (body) => decodeColumns(body), signal))
    }, COLUMNS_PAUSE),
  }
}

/** Starts the updates; returns the function that stops them. The panel shows failed requests, which are repeated. */
export function followLive(
  { signal, events }: DeskContext,
  state: PatrolState,
  queue: IncidentQueue,
): () => void {
  const looks = createLooks(signal, state, queue)
  state.refresh = () => looks.incidents.call()
  const opened = Date.now()
  const lookAtAlarms = () => {
    state.alarmsTold.value += 1
    state.rollCallsTold.value += 1
  }
  const ends = [
    followPatrolStream(signal, {
      units(change) {
        const known = new Set(state.units.peek().map(({ id }) => id))
        if (change.units.some(({ id }) => !known.has(id))) looks.units.call()
        batch(() => {
          state.now.value = state.serverNow()
          state.units.value = movedUnits(state.units.peek(), change)
        })
      },
      list: () => looks.units.call(),
      everything() {
        looks.units.call()
        lookAtAlarms()
      },
      alarm() {
        state.alarmsTold.value += 1
      },
      rollCall() {
        state.rollCallsTold.value += 1
      },
      crossing(unit) {
        state.crossed(unit)
      },
      incident(id) {
        state.changed(id)
        looks.incidents.call()
      },
    }),
    events('incidents', (event) => {
      looks.incidents.call()
      const isBeginning = event === 'everything' && Date.now() - opened < FRESH
      if (!isBeginning) looks.columns.call()
    }),
  ]
  let checks = 0
  const timer = setInterval(() => {
    if (document.hidden) return
    state.now.value = state.serverNow()
    checks += 1
    const isTime = checks % LOOK_EVERY === 0
    if (isTime) looks.zones.call()
    if (isTime) looks.incidents.call()
    // Without a stream, a call for help would not be seen otherwise.
    if (isTime) lookAtAlarms()
    if (isTime || state.stale.peek()) looks.units.call()
  }, CHECK)
  const second = setInterval(() => {
    if (!document.hidden) state.second.value = state.serverNow()
  }, 1000)
  return () => {
    clearInterval(timer)
    clearInterval(second)
    for (const look of Object.values(looks)) look.stop()
    for (const end of ends) end()
  }
}

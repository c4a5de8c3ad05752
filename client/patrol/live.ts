/** Reloads units, zones and incidents after change events, while the desk is open and visible. */
import { batch } from '@preact/signals'
import type { DeskContext } from '../desk.ts'
import { fetchJson } from '../source/fetch-json.ts'
import { isAbort } from '../source/request.ts'
import { gathered } from './gathered.ts'
import type { IncidentQueue } from './incident-queue.ts'
import { OPEN_PATH, readIncidents, readUnits, readZones } from './patrol-data.ts'
import type { PatrolState } from './patrol-state.ts'

/** Least milliseconds between two requests, because the units of a shift report one after another. */
const UNITS_PAUSE = 2000
const ZONES_PAUSE = 10_000
const INCIDENTS_PAUSE = 1000
/** Milliseconds between checks, which repeat failed requests. */
const CHECK = 15_000
/** Every fourth check reloads, for changes without an event (an expired clock) and interrupted streams. */
const LOOK_EVERY = 4

/** Returns the function that stops it. The panel shows a failed request; no notice, because it is repeated. */
export function followLive(
  { signal, events }: DeskContext,
  state: PatrolState,
  queue: IncidentQueue,
): () => void {
  const failed = (error: unknown) => {
    if (!isAbort(error)) state.stale.value = true
  }
  const lookAtUnits = async () => {
    const units = await fetchJson('/patrol/units', readUnits, signal)
    batch(() => {
      state.now.value = state.serverNow()
      state.units.value = units
      state.stale.value = false
    })
  }
  const lookAtZones = async () => {
    state.zones.value = await fetchJson('/patrol/zones', readZones, signal)
  }
  const lookAtIncidents = async () => {
    queue.refresh()
    state.takeOpen(await fetchJson(OPEN_PATH, readIncidents, signal))
  }
  const units = gathered(() => void lookAtUnits().catch(failed), UNITS_PAUSE)
  const zones = gathered(() => void lookAtZones().catch(failed), ZONES_PAUSE)
  const incidents = gathered(() => void lookAtIncidents().catch(failed), INCIDENTS_PAUSE)
  const ends = [
    events('units', () => {
      units.call()
      zones.call()
    }),
    events('incidents', () => incidents.call()),
  ]
  let checks = 0
  const timer = setInterval(() => {
    if (document.hidden) return
    state.now.value = state.serverNow()
    checks += 1
    const isTime = checks % LOOK_EVERY === 0
    if (isTime) zones.call()
    if (isTime) incidents.call()
    if (isTime || state.stale.peek()) units.call()
  }, CHECK)
  const second = setInterval(() => {
    if (!document.hidden) state.second.value = state.serverNow()
  }, 1000)
  return () => {
    clearInterval(timer)
    clearInterval(second)
    units.stop()
    zones.stop()
    incidents.stop()
    for (const end of ends) end()
  }
}

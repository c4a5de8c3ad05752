/** Asks again for units and zones while the desk is open and seen. */
import type { DeskContext } from '../desk.ts'
import { fetchJson, isAbort } from '../source/fetch-json.ts'
import { readUnits, readZones } from './patrol-data.ts'
import type { PatrolState } from './patrol-state.ts'

/** Milliseconds between two looks at the units. */
const UNITS_PAUSE = 15_000
/** Zones change more slowly: they are asked for at every fourth look. */
const ZONES_EVERY = 4

/** Gives back its end. A failed look is said in the panel, not in a notice: the next one follows. */
export function followLive({ signal }: DeskContext, state: PatrolState): () => void {
  let looks = 0
  const look = async () => {
    if (document.hidden) return
    looks += 1
    try {
      state.units.value = await fetchJson('/patrol/units', readUnits, signal)
      if (looks % ZONES_EVERY === 0) state.zones.value = await fetchJson('/patrol/zones', readZones, signal)
      state.stale.value = false
    } catch (error) {
      if (!isAbort(error)) state.stale.value = true
    }
  }
  const timer = setInterval(() => void look(), UNITS_PAUSE)
  return () => clearInterval(timer)
}

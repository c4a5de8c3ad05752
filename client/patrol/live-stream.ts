/** The event stream of patrols. Events contain positions and states of units, so that no request is needed. */

import type { PatrolUnit } from '../../geodata/model/answers/patrol.ts'
import { type LiveUnits, liveRowSchema, liveUnitsSchema } from '../../geodata/model/answers/patrol-live.ts'
import { type EventReaders, LastingStream } from '../source/event-stream.ts'
import { onServer } from '../source/server-path.ts'

interface Callbacks {
  units(change: LiveUnits): void
  /** Called when units were added or removed. */
  list(): void
  /** Called when events may have been missed. */
  everything(): void
  incident(id: number): void
  alarm(id: number): void
  /** Called when a roll call was started or answered. */
  rollCall(id: number): void
  /** Called when a unit entered or left a zone, with the id of the unit. */
  crossing(unit: number): void
}

type Told =
  | { readonly kind: 'units'; readonly change: LiveUnits }
  | { readonly kind: 'list' }
  | { readonly kind: 'row'; readonly of: 'incident' | 'alarm' | 'rollCall' | 'crossing'; readonly id: number }

const readers: EventReaders<Told> = {
  units: (data) => ({ kind: 'units', change: liveUnitsSchema.parse(data) }),
  unit_list: () => ({ kind: 'list' }),
  incident: (data) => ({ kind: 'row', of: 'incident', id: liveRowSchema.parse(data).id }),
  alarm: (data) => ({ kind: 'row', of: 'alarm', id: liveRowSchema.parse(data).id }),
  roll_call: (data) => ({ kind: 'row', of: 'rollCall', id: liveRowSchema.parse(data).id }),
  crossing: (data) => ({ kind: 'row', of: 'crossing', id: liveRowSchema.parse(data).id }),
}

/** Listens until `signal` aborts or the returned function is called. The stream is closed while the page is hidden. */
export function followPatrolStream(signal: AbortSignal, on: Callbacks): () => void {
  const stream = new LastingStream(
    (last) =>
      new EventSource(onServer(`/patrol/live${last === '' ? '' : `?last=${encodeURIComponent(last)}`}`)),
    readers,
  )
  const stop = stream.listen((event) => {
    if (event === 'everything') on.everything()
    else if (event.kind === 'units') on.units(event.change)
    else if (event.kind === 'list') on.list()
    else on[event.of](event.id)
  })
  const look = () => (document.hidden ? stream.pause() : stream.resume())
  document.addEventListener('visibilitychange', look, { signal })
  look()
  const end = () => {
    document.removeEventListener('visibilitychange', look)
    stop()
  }
  signal.addEventListener('abort', end, { once: true })
  return end
}

/** Returns units after a change: moved units are updated, units no longer visible are removed. */
export function movedUnits(
  units: readonly PatrolUnit[],
  { units: moved, gone }: LiveUnits,
): readonly PatrolUnit[] {
  const now = new Map(moved.map((one) => [one.id, one]))
  return units
    .filter(({ id }) => !gone.includes(id))
    .map((unit) => {
      const one = now.get(unit.id)
      if (one === undefined) return unit
      const { zone, state, at, lon, lat, accuracy, heading } = one
      return { ...unit, zone_code: zone, state, position_at: at, lon, lat, accuracy_m: accuracy, heading }
    })
}

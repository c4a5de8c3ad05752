/** The reader's choices at the desk as signals, and values computed from them. */
import { computed, signal } from '@preact/signals'
import type { PatrolUnit, PatrolZones as Zones } from '../../geodata/model/answers/patrol.ts'
import type { Metric } from './choropleth.ts'
import { countByZone } from './histogram.ts'
import type { IncidentColumns } from './incident-columns.ts'
import {
  endOfTime,
  noTraits,
  type Preset,
  placePreset,
  presets,
  selectIncidents,
  type TimeRange,
  type Traits,
  traitMask,
} from './time-filter.ts'

export type Display = 'heat' | 'hexagons' | 'zones'

/** The preset when the desk opens. */
const FIRST: Preset['id'] = 'month'

export function createPatrolState(
  columns: IncidentColumns,
  firstZones: Zones,
  firstUnits: readonly PatrolUnit[],
) {
  const end = endOfTime(columns)
  const range = signal<TimeRange>({ from: 0, to: end })
  const window = signal<TimeRange>({ from: 0, to: end })
  const preset = signal<Preset['id'] | null>(null)
  const traits = signal<Traits>(noTraits)
  const passed = computed(() => traitMask(columns, traits.value))
  const chosen = computed(() => selectIncidents(columns.times, range.value, passed.value))
  const choosePreset = (id: Preset['id']) => {
    const found = presets.find((one) => one.id === id)
    if (!found) return
    const placed = placePreset(found, end)
    range.value = placed.range
    window.value = placed.window
    preset.value = id
  }
  choosePreset(FIRST)
  return {
    columns,
    zones: signal(firstZones),
    units: signal(firstUnits),
    /** True if the last request for units failed. */
    stale: signal(false),
    /** The time by which the ages of positions are judged, in milliseconds since 1970. */
    now: signal(Date.now()),
    display: signal<Display>('heat'),
    metric: signal<Metric>('density'),
    playing: signal(false),
    range,
    window,
    preset,
    traits,
    passed,
    chosen,
    zoneCounts: computed(() => countByZone(chosen.value, columns)),
    choosePreset,
    /** Moves the range by hand, which clears the preset. */
    moveTo(next: TimeRange) {
      range.value = next
      preset.value = null
    },
    narrow(change: Partial<Traits>) {
      traits.value = { ...traits.value, ...change }
    },
  }
}

export type PatrolState = ReturnType<typeof createPatrolState>

/** The state of the desk: data of the server, choices of the user, and values computed from both. */
import { batch, computed, type Signal, signal } from '@preact/signals'
import type { IncidentList } from '../../geodata/model/answers/incidents.ts'
import type { PatrolUnit, PatrolZones as Zones } from '../../geodata/model/answers/patrol.ts'
import { display, listFilter, metric, period, traits } from './choices.ts'
import type { IncidentColumns } from './incident-columns.ts'
import { firstFilter, type ListFilter } from './incident-query.ts'
import { periodOf, rangeOf, windowOf } from './period.ts'
import {
  endOfTime,
  type Preset,
  selectIncidents,
  type TimeRange,
  type Traits,
  traitMask,
} from './time-filter.ts'
import { figuresByZone } from './zone-attainment.ts'

export interface FirstData {
  readonly columns: IncidentColumns
  readonly zones: Zones
  readonly units: readonly PatrolUnit[]
  readonly open: IncidentList
}

/** Returns the number of open incidents by zone code. */
function countOpen({ incidents }: IncidentList): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { zone_code } of incidents)
    if (zone_code !== null) counts.set(zone_code, (counts.get(zone_code) ?? 0) + 1)
  return counts
}

/** Estimates the clock of the server, which decides deadlines, and creates signals that follow it. */
function createTime(open: Signal<IncidentList>, receivedAt: number) {
  let ahead = Date.parse(open.peek().as_of) - receivedAt
  const serverNow = () => Date.now() + ahead
  return {
    /** Current time for the ages of positions, in milliseconds since 1970. */
    now: signal(serverNow()),
    /** The same time, updated every second: read it in small components only. */
    second: signal(serverNow()),
    serverNow,
    /** Stores a list that has just arrived. */
    takeOpen(list: IncidentList) {
      ahead = Date.parse(list.as_of) - Date.now()
      open.value = list
    },
  }
}

/** Creates the state of the brush: selected range and period of the histogram. */
function createBrush(columns: Signal<IncidentColumns>) {
  const end = computed(() => endOfTime(columns.value))
  const range = computed<TimeRange>(() => rangeOf(period.value, columns.value, end.value))
  const windowNow = () => windowOf(period.peek(), range.peek(), end.peek())
  const window = signal<TimeRange>(windowNow())
  return {
    range,
    window,
    /** Stores newer incidents. A preset still ends now; a range selected by hand keeps its days. */
    takeColumns(next: IncidentColumns) {
      batch(() => {
        columns.value = next
        if (typeof period.peek() === 'string') window.value = windowNow()
      })
    },
    preset: computed<Preset['id'] | null>(() => (typeof period.value === 'string' ? period.value : null)),
    choosePreset(id: Preset['id']) {
      period.value = id
      window.value = windowNow()
    },
    /** Sets a range selected by hand, which clears the preset. */
    moveTo(next: TimeRange) {
      period.value = periodOf(next, columns.peek())
    },
  }
}

const oneMore = (counts: ReadonlyMap<number, number>, id: number): ReadonlyMap<number, number> =>
  new Map([...counts, [id, (counts.get(id) ?? 0) + 1]])

export function createPatrolState({ columns: firstColumns, zones, units, open: firstOpen }: FirstData) {
  const columns = signal(firstColumns)
  const brush = createBrush(columns)
  const open = signal(firstOpen)
  const passed = computed(() => traitMask(columns.value, traits.value))
  const chosen = computed(() => selectIncidents(columns.value.times, brush.range.value, passed.value))
  const figures = computed(() => figuresByZone(chosen.value, columns.value))
  const openByZone = computed(() => countOpen(open.value))
  return {
    /** All incidents; reading it subscribes to changes. */
    get columns() {
      return columns.value
    },
    zones: signal(zones),
    units: signal(units),
    open,
    /** True if the last request for units failed. */
    stale: signal(false),
    playing: signal(false),
    /** True while the map shows a past day; current units and incidents are hidden. */
    replaying: signal(false),
    ...createTime(open, Date.now()),
    ...brush,
    display,
    metric,
    traits,
    passed,
    chosen,
    zoneValues: computed(() => ({ figures: figures.value, open: openByZone.value })),
    listFilter,
    /** Number of change events of each incident since the desk opened. */
    changes: signal<ReadonlyMap<number, number>>(new Map()),
    /** Incremented when alarms have changed. */
    alarmsTold: signal(0),
    /** Incremented when roll calls were started or answered. */
    rollCallsTold: signal(0),
    /** Counts a change of an incident, so that components load it again. */
    changed(id: number) {
      this.changes.value = oneMore(this.changes.peek(), id)
    },
    /** Number of zone crossings of each unit since the desk opened. */
    crossings: signal<ReadonlyMap<number, number>>(new Map()),
    crossed(unit: number) {
      this.crossings.value = oneMore(this.crossings.peek(), unit)
    },
    /** Loads the lists of incidents again; does nothing before the event stream has started. */
    refresh: () => {},
    /** Incremented to open the list of incidents, or that of units. */
    listAsked: signal(0),
    unitsAsked: signal(0),
    /** Opens the list with a filter, so that a figure shows the rows it counts. */
    showRows(filter: Partial<ListFilter>) {
      listFilter.value = { ...firstFilter, ...filter }
      this.listAsked.value += 1
    },
    narrow(change: Partial<Traits>) {
      traits.value = { ...traits.value, ...change }
    },
  }
}

export type PatrolState = ReturnType<typeof createPatrolState>

/** The desk 巡查: zones, units and incidents of the joint patrol. */
import './patrol.css'
import './brush.css'
import './patrol-parts.css'
import './incidents.css'
import './cards.css'
import './alarms/alarms.css'
import './dispatch/dispatch.css'
import './intake/intake.css'
import './officer/officer.css'
import { h } from 'preact'
import type { Bounds } from '../../geodata/model/tile.ts'
import type { Desk, DeskContext, OpenDesk } from '../desk.ts'
import { isOffline } from '../source/connection.ts'
import { CaseSection, incidentShown } from './dispatch/case-section.tsx'
import { mayDirect } from './dispatch/who.ts'
import { drawHeat } from './heat-layer.ts'
import { drawHexagons } from './hexagon-layer.ts'
import { decodeColumns, type IncidentColumns, noColumns } from './incident-columns.ts'
import { drawIncidents } from './incident-points.ts'
import { createQueue } from './incident-queue.ts'
import { followLive } from './live.ts'
import { createOfficerState } from './officer/officer-state.ts'
import { drawOpen } from './open-layer.ts'
import { OPEN_PATH, POINTS_PATH, readIncidents, readUnits, readZones } from './patrol-data.ts'
import { showPanel } from './patrol-panel.tsx'
import { createPatrolState, type PatrolState } from './patrol-state.ts'
import { printedPatrol } from './printed-legend.ts'
import { SMALLEST_ZOOM } from './smallest-zoom.ts'
import { drawUnits } from './unit-layer.ts'
import { UnitSection, unitShown } from './unit-section.tsx'
import { drawZones } from './zone-layer.ts'
import { ZoneSection } from './zone-section.tsx'

/** Adds the desk's layers to a style in drawing order. Returns the function that removes them. */
function drawAll(context: DeskContext, state: PatrolState): () => void {
  const { map } = context
  return map.onStyle((drawn) => {
    const ends = [
      drawZones(context, state, drawn),
      drawIncidents(context, state, drawn, map.labelsId),
      drawOpen(context, state, drawn),
      drawUnits(context, state, drawn),
      drawHexagons(context, state, drawn),
      drawHeat(context, state, drawn),
    ]
    return () => {
      for (const end of ends.reverse()) end()
    }
  })
}

/** Returns west, south, east and north of all zones (WGS 84 degrees); undefined without zones. */
function extentOf({ zones }: ReturnType<typeof readZones>): Bounds | undefined {
  const boxes = zones.map(({ bbox }) => bbox)
  if (boxes.length === 0) return undefined
  const edge = (side: 0 | 1 | 2 | 3) => boxes.map((box) => box[side])
  return [Math.min(...edge(0)), Math.min(...edge(1)), Math.max(...edge(2)), Math.max(...edge(3))]
}

function extendCards(context: DeskContext, state: PatrolState): void {
  context.extendCard(
    'incidents',
    ({ reference: { id } }) => h(CaseSection, { key: id, context, state, id }),
    incidentShown,
  )
  context.extendCard('units', ({ reference: { id } }) => h(UnitSection, { context, state, id }), unitShown)
  context.extendCard('patrol_zones', ({ reference: { id } }) => h(ZoneSection, { context, state, id }))
}

/** Returns the state of an officer; null for leads. */
function officerOf(context: DeskContext, state: PatrolState) {
  const account = context.account.peek()
  if (account === null || mayDirect(context)) return null
  return createOfficerState(context, account, () => state.refresh())
}

/** Loads incidents as columns. An officer can work without them while offline. */
const loadColumns = async (context: DeskContext): Promise<IncidentColumns> =>
  isOffline.peek() && !mayDirect(context)
    ? noColumns()
    : context.fetchJson(POINTS_PATH, (body) => decodeColumns(body))

const open: OpenDesk = async (context): Promise<Desk> => {
  const [zones, units, columns, open] = await Promise.all([
    context.fetchJson('/patrol/zones', readZones),
    context.fetchJson('/patrol/units', readUnits),
    loadColumns(context),
    context.fetchJson(OPEN_PATH, readIncidents),
  ])
  const state = createPatrolState({ columns, zones, units, open })
  const queue = createQueue(state)
  const extent = extentOf(zones)
  if (extent) context.map.present(extent, SMALLEST_ZOOM)
  context.map.showLayers(['patrol_zones', 'units'])
  // The desk draws units itself, at their current positions.
  context.map.filterKinds('units', [])
  extendCards(context, state)
  context.explainPrint(() => printedPatrol(context, state))
  const ends = [
    drawAll(context, state),
    followLive(context, state, queue),
    showPanel({ context, state, queue, officer: officerOf(context, state) }),
    () => queue.stop(),
  ]
  return {
    close() {
      state.playing.value = false
      for (const end of ends) end()
    },
  }
}

export default open

/** 巡查: zones, units and incidents of the joint patrol. */
import './patrol.css'
import type { Desk, OpenDesk } from '../desk.ts'
import { readZones } from './patrol-data.ts'
import { showPanel } from './patrol-panel.tsx'

const open: OpenDesk = async (context): Promise<Desk> => {
  context.map.showLayers(['patrol_zones', 'units'])
  const { zones } = await context.fetchJson('/patrol/zones', readZones)
  return { close: showPanel({ context, zones }) }
}

export default open

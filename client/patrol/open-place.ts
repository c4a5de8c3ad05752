/** Opens the card of an incident, a unit or a zone, and shows its place on the map. */
import type { PatrolUnit, PatrolZone } from '../../geodata/model/answers/patrol.ts'
import type { DeskContext } from '../desk.ts'

/** Minimum zooms at which single incidents and units can be distinguished. */
const INCIDENT_ZOOM = 16
const UNIT_ZOOM = 15.5
const ZONE_ZOOM = 15

interface Place {
  readonly id: number
  /** WGS 84 degrees. */
  readonly lon: number
  readonly lat: number
}

function openPoint(context: DeskContext, layer: string, { id, lon, lat }: Place, zoom: number): void {
  context.map.flyTo({ center: [lon, lat], zoom: Math.max(zoom, context.map.camera.peek().zoom) })
  context.openCard({ layer, id })
}

export const openIncident = (context: DeskContext, incident: Place): void =>
  openPoint(context, 'incidents', incident, INCIDENT_ZOOM)

export const openUnit = (context: DeskContext, unit: PatrolUnit): void =>
  openPoint(context, 'units', unit, UNIT_ZOOM)

export function openZone(context: DeskContext, { id, bbox }: PatrolZone): void {
  context.map.fitBounds(bbox, ZONE_ZOOM)
  context.openCard({ layer: 'patrol_zones', id })
}

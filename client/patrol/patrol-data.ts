/** Reads zones, units and incidents from the server. */
import { type IncidentList, incidentListSchema } from '../../geodata/model/answers/incidents.ts'
import {
  type PatrolUnit,
  type PatrolZones,
  unitsSchema,
  zonesSchema,
} from '../../geodata/model/answers/patrol.ts'

export const readZones = (body: unknown): PatrolZones => zonesSchema.parse(body)
export const readUnits = (body: unknown): PatrolUnit[] => unitsSchema.parse(body).units
export const readIncidents = (body: unknown): IncidentList => incidentListSchema.parse(body)

export const POINTS_PATH = '/patrol/incidents/points'
/** Path of all open incidents, up to the maximum of one answer. */
export const OPEN_PATH = '/patrol/incidents?status=open&limit=500'

/** Reads zones, units and incidents from the server. */
import {
  type PatrolUnit,
  type PatrolZone,
  type PatrolZones,
  unitsSchema,
  zonesSchema,
} from '../../geodata/model/answers/patrol.ts'

export const readZones = (body: unknown): PatrolZones => zonesSchema.parse(body)
export const readUnits = (body: unknown): PatrolUnit[] => unitsSchema.parse(body).units

export type Clock = keyof PatrolZone['attainment']

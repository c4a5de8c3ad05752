/** Sorts units by straight-line distance if the server cannot rank them, so that a lead can still send one. */

import type { PatrolUnit } from '../../../geodata/model/answers/patrol.ts'
import type { IncidentStand } from '../../../geodata/model/answers/patrol-incident.ts'
import type { RankedUnit } from '../../../geodata/model/answers/patrol-ranking.ts'
import { nearest } from '../distance.ts'

/** Returns all units, the nearest first, without travel times and without a proposal. */
export function unranked(incident: IncidentStand, units: readonly PatrolUnit[]): readonly RankedUnit[] {
  return nearest(incident, units, units.length).map(({ place, metres }, index) => {
    const { code, name, name_en, zone_code, state, skills, lon, lat } = place
    return {
      ...{ code, name, name_en, zone_code, state, skills, lon, lat },
      ...{ position_age_s: null, load: 0, rank: index + 1, seconds: null, turn_out_s: 0, network_s: null },
      ...{ metres: Math.round(metres), chosen: false, lead: false },
      reasons:
        state === 'off_shift'
          ? [{ code: 'off_shift' as const, weight: 'passes_over' as const, params: {} }]
          : [],
    }
  })
}

/** Rows of the operations about units. */
import { isLead, isOfPatrol, refusal, seesPatrolsIn } from './matrix-actors.ts'
import { nobodys, patrolOnly, type Row, uncreated } from './matrix-row.ts'

/** Of a unit, by leads: with a body that is none. */
const leadsWrite = (path: string, status: number, body?: unknown): Row => ({
  ask: (place, ids) => ({ path: `/patrol/units/${ids('units', place)}${path}`, body }),
  expect: (who) => (isLead(who) ? status : refusal(who)),
})

export const unitRows: Readonly<Record<string, Row>> = {
  getPatrolUnits: patrolOnly('/patrol/units'),
  followPatrol: patrolOnly('/patrol/live'),
  getRosters: patrolOnly('/patrol/rosters'),
  putUnitMembers: leadsWrite('/members', 400, {}),
  putUnitDutyRules: leadsWrite('/duty-rules', 400, {}),
  addUnitShift: leadsWrite('/shifts', 400, {}),
  deleteUnitShift: leadsWrite(`/shifts/${uncreated}`, 404),
  putUnitCalendar: leadsWrite('/shifts.ics', 415, {}),
  getUnitCalendar: {
    ask: (place, ids) => ({ path: `/patrol/units/${ids('units', place)}/shifts.ics` }),
    expect: (who, place) => (isOfPatrol(who) ? (seesPatrolsIn(who, place) ? 200 : 404) : refusal(who)),
  },
  postUnitCheckIn: {
    ask: (place, ids) => ({
      path: `/patrol/units/${ids('units', place)}/check-ins`,
      body: { kind: 'here', key: nobodys },
    }),
    // Officers are of no unit here.
    expect: (who, place) => {
      if (!isOfPatrol(who)) return refusal(who)
      if (!seesPatrolsIn(who, place)) return 404
      return isLead(who) ? 204 : 403
    },
  },
  getUnitTrack: {
    ask: (place, ids) => ({ path: `/patrol/units/${ids('units', place)}/track` }),
    expect: (who, place) => (isLead(who) ? (seesPatrolsIn(who, place) ? 200 : 404) : refusal(who)),
  },
  postUnitPositions: {
    ask: (place, ids) => ({
      path: `/patrol/units/${ids('units', place)}/positions`,
      body: { positions: [] },
    }),
    expect: (who) => (isOfPatrol(who) ? 400 : refusal(who)),
  },
}

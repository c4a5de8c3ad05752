/** Rows of the operations about units. */
import { isLead, isOfPatrol, refusal, seesPatrolsIn } from './matrix-actors.ts'
import { atAnyPlace, nobodys, open, patrolOnly, type Row, uncreated } from './matrix-row.ts'

/** A write to a unit by leads, with an invalid body. */
const leadsWrite = (path: string, status: number, body?: unknown): Row => ({
  ask: (place, ids) => ({ path: `/patrol/units/${ids('units', place)}${path}`, body }),
  expect: (who) => (isLead(who) ? status : refusal(who)),
})

const leadOnly = (path: string, status: number, body?: unknown) =>
  atAnyPlace(path, (who) => (isLead(who) ? status : refusal(who)), body)
/** For devices only, which have tokens and no account. */
const devicesOnly = (path: string, status: number, body?: unknown) => atAnyPlace(path, () => status, body)

export const unitRows: Readonly<Record<string, Row>> = {
  getPatrolUnits: patrolOnly('/patrol/units'),
  followPatrol: patrolOnly('/patrol/live'),
  getPatrolDevices: leadOnly('/patrol/devices', 200),
  addPatrolDevice: leadOnly('/patrol/devices', 400, {}),
  revokePatrolDevice: leadOnly(`/patrol/devices/${uncreated}`, 404),
  getDoubtfulPositions: leadOnly('/patrol/positions/quarantine', 200),
  getZoneCrossings: leadOnly('/patrol/zone-crossings', 200),
  getOsmandPosition: open('/patrol/devices/osmand?id=0123456789abcdef', 400),
  postOsmandPosition: devicesOnly('/patrol/devices/osmand', 404, { device_id: '0123456789abcdef' }),
  postOwntracksMessage: devicesOnly('/patrol/devices/owntracks', 401, {}),
  postTraccarForward: devicesOnly('/patrol/devices/traccar', 401, {}),
  postDevicePositions: devicesOnly('/patrol/devices/positions', 401, {}),
  getAlarms: patrolOnly('/patrol/alarms'),
  getRollCalls: patrolOnly('/patrol/roll-calls'),
  startRollCall: leadOnly('/patrol/roll-calls', 400, { minutes: 0 }),
  acknowledgeAlarm: leadOnly(`/patrol/alarms/${uncreated}/acknowledgement`, 404, {}),
  callForHelp: {
    ask: (place, ids) => ({ path: `/patrol/units/${ids('units', place)}/sos`, body: { key: nobodys } }),
    // Officers are of no unit here.
    expect: (who, place) => {
      if (!isOfPatrol(who)) return refusal(who)
      if (!seesPatrolsIn(who, place)) return 404
      return isLead(who) ? 201 : 403
    },
  },
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
  getUnitTracks: leadOnly('/patrol/tracks', 200),
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

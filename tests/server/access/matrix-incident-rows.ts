/** Rows of the matrix of access for work on incidents. */
import { isOfPatrol, refusal, seesPatrolsIn } from './matrix-actors.ts'
import { atAnyPlace, nobodys, type Row } from './matrix-row.ts'

export const incidentRows: Readonly<Record<string, Row>> = {
  takeInIncident: atAnyPlace('/patrol/incidents', (who) => (isOfPatrol(who) ? 400 : refusal(who)), {}),
  getIncidentStory: {
    ask: (place, ids) => ({ path: `/patrol/incidents/${ids('incidents', place)}/events` }),
    expect: (who, place) => (isOfPatrol(who) ? (seesPatrolsIn(who, place) ? 200 : 404) : refusal(who)),
  },
  appendIncidentEvent: {
    ask: (place, ids) => ({
      path: `/patrol/incidents/${ids('incidents', place)}/events`,
      body: { key: nobodys, at: '2026-01-01T00:00:00Z', type: 'unmerged' },
    }),
    expect: (who, place) => (isOfPatrol(who) ? (seesPatrolsIn(who, place) ? 409 : 404) : refusal(who)),
  },
}

/** Rows of dispatch: rankings, routes, times, run cards and closures of ways. */
import { isLead, isOfPatrol, refusal, seesPatrolsIn } from './matrix-actors.ts'
import { atAnyPlace, open, patrolOnly, type Row } from './matrix-row.ts'

export const dispatchRows: Readonly<Record<string, Row>> = {
  getRanking: {
    ask: (place, ids) => ({ path: `/patrol/incidents/${ids('incidents', place)}/ranking` }),
    expect: (who, place) => (!isOfPatrol(who) ? refusal(who) : seesPatrolsIn(who, place) ? 200 : 404),
  },
  getUnitRoute: {
    ask: (place, ids) => ({ path: `/patrol/incidents/${ids('incidents', place)}/route?unit=nobody` }),
    expect: (who) => (isOfPatrol(who) ? 404 : refusal(who)),
  },
  getNearestUnits: patrolOnly('/patrol/nearest?lon=119.77&lat=30.24'),
  getTimeMatrix: patrolOnly('/patrol/matrix', { sources: [[119.77, 30.24]], targets: [[119.78, 30.24]] }),
  getRunCards: patrolOnly('/patrol/run-cards'),
  // They apply to all zones, so leads of some zones may not change them.
  replaceRunCards: atAnyPlace(
    '/patrol/run-cards',
    (who) => (who === 'lead' || who === 'admin' ? 200 : refusal(who)),
    { cards: [] },
  ),
  getNetwork: open('/network'),
  planRoute: open('/routes/plan?from=119.77,30.24&to=119.78,30.24'),
  planLoops: open('/routes/loops?from=119.77,30.24&length_m=1000'),
  getRouteGraph: open('/routes/graph'),
  getClosures: open('/network/closures'),
  addClosure: atAnyPlace('/network/closures', (who) => (isLead(who) ? 400 : refusal(who)), {}),
  endClosure: atAnyPlace('/network/closures/4503599627370496', (who) => (isLead(who) ? 404 : refusal(who))),
}

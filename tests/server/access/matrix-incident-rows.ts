/** Rows of the matrix of access for work on incidents. */
import { isLead, isOfPatrol, refusal, seesPatrolsIn } from './matrix-actors.ts'
import { atAnyPlace, nobodys, type Row } from './matrix-row.ts'

const officerRead = (path: string) => atAnyPlace(path, (who) => (isOfPatrol(who) ? 200 : refusal(who)))
const adminOnly = (path: string, status: number, body?: unknown) =>
  atAnyPlace(path, (who) => (who === 'admin' ? status : refusal(who)), body)

export const incidentRows: Readonly<Record<string, Row>> = {
  findDuplicates: officerRead('/patrol/incidents/duplicates?lon=119.77&lat=30.24'),
  sendPhoto: atAnyPlace(`/patrol/photos/${nobodys}`, (who) => (isOfPatrol(who) ? 415 : refusal(who)), {}),
  getPhoto: atAnyPlace(`/patrol/photos/${nobodys}`, (who) => (isOfPatrol(who) ? 404 : refusal(who))),
  makeStatusLink: {
    ask: (place, ids) => ({ path: `/patrol/incidents/${ids('incidents', place)}/status-links` }),
    expect: (who, place) => (isLead(who) ? (seesPatrolsIn(who, place) ? 201 : 404) : refusal(who)),
  },
  revokeStatusLinks: {
    ask: (place, ids) => ({ path: `/patrol/incidents/${ids('incidents', place)}/status-links` }),
    expect: (who, place) => (isLead(who) ? (seesPatrolsIn(who, place) ? 204 : 404) : refusal(who)),
  },
  getStatusStyle: atAnyPlace('/status.css', () => 200),
  getStatusPage: atAnyPlace('/status/unknown', () => 404),
  getEscalations: officerRead('/patrol/escalations'),
  getEscalationRules: officerRead('/patrol/escalation-rules'),
  addEscalationRule: atAnyPlace('/patrol/escalation-rules', (who) => (isLead(who) ? 400 : refusal(who)), {}),
  deleteEscalationRule: atAnyPlace('/patrol/escalation-rules/999999', (who) =>
    // Rules are of all zones: leads of some zones do not change them.
    who === 'lead' || who === 'admin' ? 404 : refusal(who),
  ),
  getOutsideCodes: officerRead('/patrol/outside-codes'),
  importOutsideCodes: adminOnly('/patrol/outside-codes', 415, {}),
  getWebhooks: adminOnly('/admin/webhooks', 200),
  addWebhook: adminOnly('/admin/webhooks', 400, {}),
  deleteWebhook: adminOnly('/admin/webhooks/999999', 404),
  getDeliveries: adminOnly('/admin/deliveries', 200),
  resendDelivery: adminOnly('/admin/deliveries/999999/resend', 404),
  receiveWebhook: atAnyPlace('/webhooks/nobody', () => 404, {}),
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

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
  getReportStatus: atAnyPlace('/status/unknown/summary', () => 404),
  answerReport: atAnyPlace('/status/unknown', () => 404, {}),
  getNearReports: atAnyPlace('/reports/near?lon=119.77&lat=30.24', () => 200),
  sendPublicReport: atAnyPlace('/reports', () => 415, {}),
  getOpen311Discovery: atAnyPlace('/open311/v2/discovery.xml', () => 200),
  getOpen311Services: atAnyPlace('/open311/v2/services.json', () => 200),
  getOpen311Service: atAnyPlace('/open311/v2/services/littering.xml', () => 200),
  // Without a key nobody reads a list, whoever has signed in.
  getOpen311Requests: atAnyPlace('/open311/v2/requests.json', () => 403),
  getOpen311Request: {
    ask: (place, ids) => ({ path: `/open311/v2/requests/${ids('incidents', place)}.json` }),
    expect: () => 404,
  },
  getOpen311Token: atAnyPlace('/open311/v2/tokens/1.json', () => 404),
  getOpen311Updates: atAnyPlace('/open311/v2/servicerequestupdates.json', () => 403),
  getOpen311UpdatesAlias: atAnyPlace('/open311/v2/update.json', () => 403),
  postOpen311Request: atAnyPlace('/open311/v2/requests.json', () => 415, {}),
  postOpen311Update: atAnyPlace('/open311/v2/servicerequestupdates.json', () => 415, {}),
  postOpen311UpdateAlias: atAnyPlace('/open311/v2/update.json', () => 415, {}),
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

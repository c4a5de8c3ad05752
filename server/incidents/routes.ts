/** `POST /patrol/incidents`, `GET`, `POST /patrol/incidents/{fid}/events`: work on incidents. */
import type { Request } from 'express'
import { hasRole } from '../../geodata/access/viewer.ts'
import {
  appendedEventSchema,
  impossibleStepSchema,
  incidentStorySchema,
  newEventSchema,
  newIncidentSchema,
} from '../../geodata/model/answers/patrol-incident.ts'
import { requireRole } from '../access/required-role.ts'
import { viewerOf } from '../access/viewer.ts'
import { refusals } from '../access/visibility.ts'
import type { ServerContext } from '../context.ts'
import { ProblemError } from '../errors.ts'
import { checkedBody } from '../http/checked-body.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { featureIdParams } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { appendEvent } from './append-event.ts'
import { outsideCodeEndpoints } from './codes/routes.ts'
import { duplicatesEndpoint } from './duplicates/routes.ts'
import { escalationEndpoints } from './escalation/routes.ts'
import { open311Endpoints } from './open311/routes.ts'
import { photoEndpoints } from './photos/routes.ts'
import { publicReportEndpoints } from './public/routes.ts'
import { readEvents, readStand } from './stand.ts'
import { statusEndpoints } from './status/routes.ts'
import { type StoreContact, takeIn } from './take-in.ts'
import { incomingEndpoint } from './webhooks/incoming.ts'
import { webhookEndpoints } from './webhooks/routes.ts'

const tag = 'Patrol'
const json = 'application/json'
const problemJson = 'application/problem+json'

interface IncidentsContext extends Pick<ServerContext, 'databaseFor' | 'systemDatabase'> {
  readonly settings: Pick<ServerContext['settings'], 'slaFrom' | 'contactsKey'>
  /** Encrypts and stores a contact. Throws a ProblemError if the settings have no key. */
  readonly storeContact: StoreContact
}

export function incidentsEndpoints(context: IncidentsContext): readonly Endpoint[] {
  return [
    intakeEndpoint(context),
    storyEndpoint(context),
    appendEndpoint(context),
    duplicatesEndpoint(context),
    ...photoEndpoints(context),
    ...statusEndpoints(context),
    ...publicReportEndpoints(context),
    ...open311Endpoints(context),
    ...escalationEndpoints(context),
    ...outsideCodeEndpoints(context),
    ...webhookEndpoints(context),
    incomingEndpoint(context),
  ]
}

function requireOfficer(request: Request): void {
  requireRole(viewerOf(request), 'officer', { zh: '事件处置', en: 'Working on incidents' })
}

const appended = (description: string) => ({
  description,
  content: { [json]: appendedEventSchema },
})

function intakeEndpoint({ databaseFor, settings, storeContact }: IncidentsContext): Endpoint {
  return endpoint({
    operationId: 'takeInIncident',
    method: 'post',
    path: '/patrol/incidents',
    tag,
    summary:
      'Take a report in: creates the incident and begins its log, once for a key (officer, lead, admin)',
    secured: true,
    writers: ['officer'],
    requestBody: { [json]: newIncidentSchema },
    responses: {
      201: appended('Taken in'),
      200: appended('It was taken in before with this key'),
      ...refusals,
    },
    async handle(_, response, request) {
      requireOfficer(request)
      const report = await checkedBody(request, newIncidentSchema)
      const viewer = viewerOf(request)
      const { contact } = report
      if (contact && !hasRole(viewer, 'lead')) throw contactByLead
      const database = databaseFor(request)
      const role = hasRole(viewer, 'admin') ? 'admin' : hasRole(viewer, 'lead') ? 'lead' : 'officer'
      const { id, replayed } = await takeIn(
        database,
        report,
        `intake:${role}`,
        contact && ((client, incident) => storeContact(client, incident, contact)),
      )
      const [first] = await readEvents(database, id)
      const incident = await readStand(database, id, settings.slaFrom)
      response.set('Cache-Control', 'no-store')
      const body = { replayed, event_id: first?.id ?? 0, incident }
      sendJson(response, appendedEventSchema, body, { status: replayed ? 200 : 201 })
    },
  })
}

const contactByLead = new ProblemError(
  403,
  { zh: '没有权限', en: 'Not allowed' },
  {
    zh: '报案人联系方式只能由指挥员登记，请省略 contact。',
    en: 'Contacts of those who report are written by leads only. Leave out contact.',
  },
)

function storyEndpoint({ databaseFor, settings }: IncidentsContext): Endpoint {
  return endpoint({
    operationId: 'getIncidentStory',
    method: 'get',
    path: '/patrol/incidents/{fid}/events',
    tag,
    summary: 'The log of an incident: who did what and when, and what the incident is by it',
    secured: true,
    params: featureIdParams,
    responses: {
      200: { description: 'Log', content: { [json]: incidentStorySchema } },
      ...refusals,
      404: { description: 'No such incident' },
    },
    async handle({ params: { fid } }, response, request) {
      requireOfficer(request)
      const database = databaseFor(request)
      const incident = await readStand(database, fid, settings.slaFrom)
      response.set('Cache-Control', 'no-store')
      sendJson(response, incidentStorySchema, { incident, events: [...(await readEvents(database, fid))] })
    },
  })
}

function appendEndpoint({ databaseFor, settings }: IncidentsContext): Endpoint {
  return endpoint({
    operationId: 'appendIncidentEvent',
    method: 'post',
    path: '/patrol/incidents/{fid}/events',
    tag,
    summary: 'Append an event to the log of an incident, once for a key (officer, lead, admin)',
    secured: true,
    writers: ['officer'],
    params: featureIdParams,
    requestBody: { [json]: newEventSchema },
    responses: {
      201: appended('Appended'),
      200: appended('It was appended before with this key'),
      ...refusals,
      404: { description: 'No such incident' },
      409: {
        description: 'Not possible in the state that the incident has now',
        content: { [problemJson]: impossibleStepSchema },
      },
      422: { description: 'A unit or incident that it names cannot be named, or the key was used' },
    },
    async handle({ params: { fid } }, response, request) {
      requireOfficer(request)
      const event = await checkedBody(request, newEventSchema)
      const body = await appendEvent(databaseFor(request), fid, event, settings.slaFrom)
      response.set('Cache-Control', 'no-store')
      sendJson(response, appendedEventSchema, body, { status: body.replayed ? 200 : 201 })
    },
  })
}

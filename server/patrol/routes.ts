/** Zones, incidents and units of the joint patrol. */
import type { Request } from 'express'
import { z } from 'zod'
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import { incidentPointsSchema } from '../../geodata/model/answers/incident-points.ts'
import {
  type PatrolUnit,
  type PatrolZone,
  unitsSchema,
  zonesSchema,
} from '../../geodata/model/answers/patrol.ts'
import { attainment } from '../../geodata/model/patrol/attainment.ts'
import { type Clock, type ClockStart, clockLimits } from '../../geodata/model/patrol/clocks.ts'
import { viewerOf } from '../access/viewer.ts'
import { refusals, refuseUnreadable } from '../access/visibility.ts'
import type { ServerContext } from '../context.ts'
import { badParameter, ProblemError } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { sendJson } from '../http/send-json.ts'
import { incidentsEndpoint } from './incident-routes.ts'
import { patrolLayers } from './layers.ts'
import { dayEdge, kindsParameter, momentParameter } from './parameters.ts'

const zonesSql = sqlFile(import.meta.url, 'zones.sql')
const pointsSql = sqlFile(import.meta.url, 'points.sql')
const unitsSql = sqlFile(import.meta.url, 'units.sql')

const tag = 'Patrol'
const json = 'application/json'
/** Maximum points of one answer; more would block the page that draws them. */
const MAX_POINTS = 500_000

/** `GET /patrol/zones`, `/patrol/incidents`, `/patrol/incidents/points`, `/patrol/units`. */
export function patrolEndpoints({
  databaseFor,
  settings,
}: Pick<ServerContext, 'databaseFor'> & {
  readonly settings: Pick<ServerContext['settings'], 'slaFrom'>
}): readonly Endpoint[] {
  const database = (request: Request) => {
    refuseUnreadable(viewerOf(request), patrolLayers)
    return databaseFor(request)
  }
  return [
    zonesEndpoint(database, settings.slaFrom),
    pointsEndpoint(database, settings.slaFrom),
    incidentsEndpoint(database, settings.slaFrom),
    unitsEndpoint(database),
  ]
}

/** Returns the database with the rights of the viewer. Throws a ProblemError without access to patrols. */
type DatabaseOf = (request: Request) => Queryable

interface ZoneRow extends Omit<PatrolZone, 'units' | 'attainment'> {
  readonly units: Readonly<Partial<Record<PatrolUnit['state'], number>>>
  readonly clocks: Readonly<Partial<Record<Clock, { met: number; breached: number }>>>
  readonly as_of: string
}

function zonesEndpoint(databaseOf: DatabaseOf, start: ClockStart): Endpoint {
  return endpoint({
    operationId: 'getPatrolZones',
    method: 'get',
    path: '/patrol/zones',
    tag,
    summary: 'Zones with the incidents of 30 days, units by state and the attainment of the 51030 clocks',
    responses: { 200: { description: 'Zones', content: { [json]: zonesSchema } }, ...refusals },
    async handle(_, response, request) {
      const { routed, arrived, fed_back } = clockLimits
      const { rows } = await databaseOf(request).query<ZoneRow>(zonesSql, [
        routed,
        arrived,
        fed_back,
        start === 'previous',
      ])
      const zones = rows.map(({ units, clocks, as_of: _asOf, ...zone }) => ({
        ...zone,
        units: {
          available: units.available ?? 0,
          en_route: units.en_route ?? 0,
          on_scene: units.on_scene ?? 0,
          off_shift: units.off_shift ?? 0,
        },
        attainment: {
          routed: clockOf(clocks, 'routed'),
          arrived: clockOf(clocks, 'arrived'),
          fed_back: clockOf(clocks, 'fed_back'),
        },
      }))
      sendJson(response, zonesSchema, { as_of: rows[0]?.as_of ?? null, zones })
    },
  })
}

function clockOf(clocks: ZoneRow['clocks'], clock: Clock) {
  const { met, breached } = clocks[clock] ?? { met: 0, breached: 0 }
  return attainment(clock, met, breached)
}

const pointsQuery = z.object({ from: momentParameter(), to: momentParameter(), kind: kindsParameter() })

interface PointsRow {
  readonly epoch: number | null
  readonly count: number
  readonly synthetic: boolean
  readonly kinds: string
  readonly zone: string
  readonly zones: string
  readonly id: string
  readonly lon: string
  readonly lat: string
  readonly received_s: string
  readonly kind: string
  readonly outcome: string
  readonly outcomes: string
}

function pointsEndpoint(databaseOf: DatabaseOf, start: ClockStart): Endpoint {
  return endpoint({
    operationId: 'getIncidentPoints',
    method: 'get',
    path: '/patrol/incidents/points',
    tag,
    summary: 'Incidents as columns, for heat maps',
    query: pointsQuery,
    responses: {
      200: { description: 'Columns of equal length', content: { [json]: incidentPointsSchema } },
      ...refusals,
    },
    async handle({ query: { from, to, kind } }, response, request) {
      const database = databaseOf(request)
      if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to))
        throw badParameter('to', { zh: '不早于 from', en: 'not before from' }, to)
      const { routed, arrived, fed_back } = clockLimits
      const filters = [dayEdge(from, 'from'), dayEdge(to, 'to'), kind ?? null, MAX_POINTS]
      const values = [...filters, routed, arrived, fed_back, start === 'previous']
      const { rows } = await database.query<PointsRow>(pointsSql, values)
      const row = rows[0]
      if (row === undefined || row.count > MAX_POINTS) throw tooMany()
      response
        .type(json)
        .send(
          `{"epoch":${row.epoch},"count":${row.count},"id":${row.id},"lon":${row.lon},"lat":${row.lat},` +
            `"received_s":${row.received_s},"kind":${row.kind},"kinds":${row.kinds},` +
            `"zone":${row.zone},"zones":${row.zones},"outcome":${row.outcome},"outcomes":${row.outcomes},` +
            `"synthetic":${row.synthetic}}`,
        )
    },
  })
}

const tooMany = () =>
  new ProblemError(
    400,
    { zh: '结果过多', en: 'Too many results' },
    {
      zh: `符合条件的事件超过 ${MAX_POINTS} 条，请缩短 from 与 to 之间的时段。`,
      en: `More than ${MAX_POINTS} incidents fit: ask for a shorter time between from and to.`,
    },
  )

function unitsEndpoint(databaseOf: DatabaseOf): Endpoint {
  return endpoint({
    operationId: 'getPatrolUnits',
    method: 'get',
    path: '/patrol/units',
    tag,
    summary: 'Units with positions and states',
    responses: {
      200: { description: 'Units', content: { [json]: unitsSchema } },
      ...refusals,
    },
    async handle(_, response, request) {
      const { rows } = await databaseOf(request).query<PatrolUnit>(unitsSql)
      sendJson(response, unitsSchema, { units: rows })
    },
  })
}

/** Ranking of units for an incident, the route of a unit, the nearest units, and run cards. */
import type { Request } from 'express'
import { z } from 'zod'
import {
  nearestUnitsSchema,
  networkProfileSchema,
  rankingSchema,
  runCardSchema,
  runCardsSchema,
  unitRouteSchema,
} from '../../geodata/model/answers/patrol-ranking.ts'
import { catalogue } from '../../geodata/model/catalogue.ts'
import type { NetworkKeeper } from '../../geodata/network/keeper.ts'
import { requireRole } from '../access/required-role.ts'
import { viewerOf } from '../access/viewer.ts'
import { refusals, refuseUnreadable } from '../access/visibility.ts'
import type { ServerContext } from '../context.ts'
import { badParameter } from '../errors.ts'
import { checkedBody } from '../http/checked-body.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import {
  integerParameter,
  latitudeParameter,
  limitParameter,
  longitudeParameter,
  parameter,
} from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { matrixEndpoint } from './matrix-route.ts'
import { rankIncident, readUnits, shown, stampOf, timesTo } from './ranking.ts'
import { readRunCards, replaceRunCards } from './run-cards.ts'
import { routeOfUnit } from './unit-route.ts'

const tag = 'Dispatch'
const json = 'application/json'
const patrolLayers = catalogue.filter(({ group }) => group === 'patrol')

type Context = Pick<ServerContext, 'databaseFor'>

export function dispatchEndpoints(context: Context, keeper: NetworkKeeper): readonly Endpoint[] {
  const databaseOf = (request: Request) => {
    refuseUnreadable(viewerOf(request), patrolLayers)
    return context.databaseFor(request)
  }
  return [
    rankingEndpoint(databaseOf, keeper),
    routeEndpoint(databaseOf, keeper),
    nearestEndpoint(databaseOf, keeper),
    matrixEndpoint(keeper),
    cardsEndpoint(databaseOf),
    replaceCardsEndpoint(context),
  ]
}

type DatabaseOf = (request: Request) => ReturnType<Context['databaseFor']>

const profileParameter = () =>
  parameter(
    networkProfileSchema.optional(),
    { zh: 'vehicle 或 foot', en: 'vehicle or foot' },
    { type: 'string', enum: [...networkProfileSchema.options] },
  )
const incidentParams = z.object({
  id: parameter(
    z.string().max(40),
    { zh: '事件编号', en: 'the id of an incident' },
    { type: 'string', description: 'Id of the incident' },
  ),
})

function rankingEndpoint(databaseOf: DatabaseOf, keeper: NetworkKeeper): Endpoint {
  return endpoint({
    operationId: 'getRanking',
    method: 'get',
    path: '/patrol/incidents/{id}/ranking',
    tag,
    summary:
      'All units for an incident by turn-out and network time, with the reason why each is chosen or not, and what the run card still lacks',
    params: incidentParams,
    query: z.object({ alarm: integerParameter(1, 9), profile: profileParameter() }),
    responses: { 200: { description: 'Ranking', content: { [json]: rankingSchema } }, ...refusals },
    async handle({ params: { id }, query: { alarm, profile } }, response, request) {
      const database = databaseOf(request)
      const ranking = await rankIncident(database, await keeper.current(), id, { level: alarm, profile })
      response.set('Cache-Control', 'no-store')
      sendJson(response, rankingSchema, ranking)
    },
  })
}

function routeEndpoint(databaseOf: DatabaseOf, keeper: NetworkKeeper): Endpoint {
  return endpoint({
    operationId: 'getUnitRoute',
    method: 'get',
    path: '/patrol/incidents/{id}/route',
    tag,
    summary: 'The route of a unit to an incident as a line with seconds and metres, around closures',
    params: incidentParams,
    query: z.object({
      unit: parameter(
        z
          .string()
          .min(1)
          .max(80)
          .regex(/^[^\0]*$/),
        { zh: '巡查组编号', en: 'the code of a unit' },
        { type: 'string' },
      ),
      profile: profileParameter(),
    }),
    responses: {
      200: { description: 'Way', content: { 'application/geo+json': unitRouteSchema } },
      ...refusals,
    },
    async handle({ params: { id }, query: { unit, profile } }, response, request) {
      const database = databaseOf(request)
      const route = await routeOfUnit(database, await keeper.current(), {
        id,
        unit,
        profile: profile ?? 'vehicle',
      })
      response.set('Cache-Control', 'no-store').type('application/geo+json')
      sendJson(response, unitRouteSchema, route)
    },
  })
}

function nearestEndpoint(databaseOf: DatabaseOf, keeper: NetworkKeeper): Endpoint {
  return endpoint({
    operationId: 'getNearestUnits',
    method: 'get',
    path: '/patrol/nearest',
    tag,
    summary: 'The units on shift that reach a place first, by turn-out and network time',
    query: z.object({
      lon: longitudeParameter(),
      lat: latitudeParameter(),
      profile: profileParameter(),
      k: limitParameter(200, 5),
    }),
    responses: { 200: { description: 'Units', content: { [json]: nearestUnitsSchema } }, ...refusals },
    async handle({ query: { lon, lat, profile, k } }, response, request) {
      const database = databaseOf(request)
      if (lon === undefined) throw badParameter('lon', { zh: '经度', en: 'a longitude' }, lon)
      if (lat === undefined) throw badParameter('lat', { zh: '纬度', en: 'a latitude' }, lat)
      const network = await keeper.current()
      const onShift = (await readUnits(database, null)).filter((unit) => unit.on_shift)
      const units = timesTo(network, profile ?? 'vehicle', { lon, lat }, onShift)
        .map((unit) => ({
          ...shown(unit),
          seconds: unit.network_s === null ? null : unit.turn_out_s + unit.network_s,
        }))
        .toSorted((a, b) => (a.seconds ?? Number.POSITIVE_INFINITY) - (b.seconds ?? Number.POSITIVE_INFINITY))
        .slice(0, k)
        .map(({ skills: _skills, load: _load, ...unit }) => unit)
      response.set('Cache-Control', 'no-store')
      sendJson(response, nearestUnitsSchema, { units, network: stampOf(network) })
    },
  })
}

function cardsEndpoint(databaseOf: DatabaseOf): Endpoint {
  return endpoint({
    operationId: 'getRunCards',
    method: 'get',
    path: '/patrol/run-cards',
    tag,
    summary:
      'Run cards: how many units with which skills an incident needs, by kind, priority and alarm level',
    responses: { 200: { description: 'Run cards', content: { [json]: runCardsSchema } }, ...refusals },
    async handle(_, response, request) {
      response.set('Cache-Control', 'no-store')
      sendJson(response, runCardsSchema, { cards: await readRunCards(databaseOf(request)) })
    },
  })
}

const newCardsSchema = z.strictObject({
  cards: parameter(z.array(runCardSchema.strict()).max(200), {
    zh: '至多 200 张出动预案，各有 kind、priority、alarm_level、demand、profile、note_zh、note_en、synthetic',
    en: 'at most 200 run cards, each with kind, priority, alarm_level, demand, profile, note_zh, note_en, synthetic',
  }),
})

function replaceCardsEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'replaceRunCards',
    method: 'put',
    path: '/patrol/run-cards',
    tag,
    summary: 'Replaces all run cards (leads of all zones, admin)',
    secured: true,
    writers: ['lead'],
    requestBody: { [json]: newCardsSchema },
    responses: { 200: { description: 'Run cards', content: { [json]: runCardsSchema } }, ...refusals },
    async handle(_, response, request) {
      requireRole(viewerOf(request), 'lead', { zh: '修改出动预案', en: 'Changing run cards' })
      const { cards } = await checkedBody(request, newCardsSchema)
      response.set('Cache-Control', 'no-store')
      sendJson(response, runCardsSchema, { cards: await replaceRunCards(databaseFor(request), cards) })
    },
  })
}

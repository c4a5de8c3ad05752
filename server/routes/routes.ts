/** `GET /routes/plan`, `/routes/loops` and `/routes/graph`: routes for people on foot and on wheels. */
import { loopPlanSchema, routePlanSchema } from '../../geodata/model/answers/route-plan.ts'
import { planRoutes } from '../../geodata/model/routes/plan.ts'
import { planLoops } from '../../geodata/model/routes/plan-loops.ts'
import type { NetworkKeeper } from '../../geodata/network/keeper.ts'
import { badParameter } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { sendTaggedJson } from '../http/tagged-json.ts'
import { explained, fileContent, sendRouteFile } from './answer.ts'
import { graphEndpoint } from './graph-endpoint.ts'
import { networkFor } from './network.ts'
import { loopQuery, planQuery } from './request.ts'

const json = 'application/json'
const problem = {
  422: { description: 'A place is too far from a way, or no way leads on; the text says which and why' },
  503: { description: 'The network is not ready yet; `Retry-After` says when to ask again' },
}

export function routePlanEndpoints(keeper: NetworkKeeper): readonly Endpoint[] {
  return [planEndpoint(keeper), loopsEndpoint(keeper), graphEndpoint(keeper)]
}

const now = () => new Date().toISOString()

function planEndpoint(keeper: NetworkKeeper): Endpoint {
  return endpoint({
    operationId: 'planRoute',
    method: 'get',
    path: '/routes/plan',
    tag: 'Routes',
    summary:
      'A route on foot or on wheels from a place to a place, with parts, turns, warnings, and why it goes there',
    limit: 'route',
    query: planQuery,
    responses: {
      200: { description: 'Routes, the best first', content: { [json]: routePlanSchema, ...fileContent } },
      ...problem,
    },
    async handle({ query: { depart = now(), f, lang, ...asked } }, response) {
      const network = await networkFor(keeper, asked)
      const plan = explained(() => planRoutes(network.routes, { ...asked, depart }, network.routeClosures()))
      if (f === 'json') sendTaggedJson(response, routePlanSchema, plan)
      else sendRouteFile(response, plan, f, lang)
    },
  })
}

function loopsEndpoint(keeper: NetworkKeeper): Endpoint {
  return endpoint({
    operationId: 'planLoops',
    method: 'get',
    path: '/routes/loops',
    tag: 'Routes',
    summary: 'Up to three loops of different shapes from a place, of a wished length or time',
    limit: 'route',
    query: loopQuery,
    responses: {
      200: { description: 'Loops', content: { [json]: loopPlanSchema, ...fileContent } },
      ...problem,
    },
    async handle({ query: { depart = now(), f, lang, length_m, duration_s, ...asked } }, response) {
      if ((length_m === undefined) === (duration_s === undefined))
        throw badParameter(
          'length_m',
          { zh: '给出（或改用 duration_s，两者取一）', en: 'given, or duration_s instead, but not both' },
          length_m ?? '',
        )
      const network = await networkFor(keeper, asked)
      const wish = { length_m: length_m ?? null, duration_s: duration_s ?? null }
      const plan = explained(() =>
        planLoops(network.routes, { ...asked, ...wish, depart }, network.routeClosures()),
      )
      if (f === 'json') sendTaggedJson(response, loopPlanSchema, plan)
      else sendRouteFile(response, { ...plan, routes: plan.loops }, f, lang)
    },
  })
}

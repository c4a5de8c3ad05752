/** `GET /routes/plan` and `GET /routes/graph`: routes for people on foot and on wheels. */
import { routePlanSchema } from '../../geodata/model/answers/route-plan.ts'
import { planRoutes } from '../../geodata/model/routes/plan.ts'
import { RouteProblem } from '../../geodata/model/routes/problem.ts'
import type { NetworkKeeper } from '../../geodata/network/keeper.ts'
import { ProblemError } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { sendTaggedJson } from '../http/tagged-json.ts'
import { graphEndpoint } from './graph-endpoint.ts'
import { planQuery } from './request.ts'

const json = 'application/json'

export function routePlanEndpoints(keeper: NetworkKeeper): readonly Endpoint[] {
  return [planEndpoint(keeper), graphEndpoint(keeper)]
}

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
      200: { description: 'Routes, the best first', content: { [json]: routePlanSchema } },
      422: { description: 'A place is too far from a way, or no way leads on; the text says which and why' },
    },
    async handle({ query: { depart, ...asked } }, response) {
      const network = await keeper.current()
      const request = { ...asked, depart: depart ?? new Date().toISOString() }
      const plan = explained(() => planRoutes(network.routes, request, network.routeClosures()))
      sendTaggedJson(response, routePlanSchema, plan)
    },
  })
}

/** Returns what `plan` returns; its RouteProblem becomes the answer. */
function explained<Plan>(plan: () => Plan): Plan {
  try {
    return plan()
  } catch (error) {
    if (!(error instanceof RouteProblem)) throw error
    const { code, place, title, detail } = error
    throw new ProblemError(422, title, detail, {}, { code, place })
  }
}

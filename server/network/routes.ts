/** `GET /network`, and closures of ways: `GET` and `POST /network/closures`, `DELETE /network/closures/{id}`. */
import { z } from 'zod'
import { closureSchema, closuresSchema } from '../../geodata/model/answers/closures.ts'
import { networkSchema } from '../../geodata/model/answers/network.ts'
import type { NetworkKeeper } from '../../geodata/network/keeper.ts'
import { requireRole } from '../access/required-role.ts'
import { viewerOf } from '../access/viewer.ts'
import type { ServerContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { inputProblem } from '../http/input-problem.ts'
import { type BodyLimits, readJson } from '../http/json-body.ts'
import { parameter } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { addClosure, endClosure, listClosures, newClosureSchema } from './closure-rows.ts'

const tag = 'Network'
const json = 'application/json'
const outline: BodyLimits = { bytes: 256 * 1024, depth: 8, keys: 100 }
const closing = { zh: '封闭道路', en: 'Closing ways' }

type Context = Pick<ServerContext, 'databaseFor'>

export function networkEndpoints(context: Context, keeper: NetworkKeeper): readonly Endpoint[] {
  return [
    statusEndpoint(keeper),
    listEndpoint(context),
    addEndpoint(context, keeper),
    endEndpoint(context, keeper),
  ]
}

function statusEndpoint(keeper: NetworkKeeper): Endpoint {
  return endpoint({
    operationId: 'getNetwork',
    method: 'get',
    path: '/network',
    tag,
    summary: 'The network of roads and paths in memory: version, size, and what was left out',
    responses: { 200: { description: 'The network', content: { [json]: networkSchema } } },
    async handle(_, response) {
      const { graph } = await keeper.current()
      const { barriers, squares, turns, conditionalTurns, unresolvedTurns } = graph.report
      response.set('Cache-Control', 'no-store')
      sendJson(response, networkSchema, {
        ...keeper.status(),
        profiles: graph.profiles.map(({ id }) => id),
        ...{ barriers, squares, turns },
        conditional_turns: conditionalTurns,
        unresolved_turns: unresolvedTurns,
      })
    },
  })
}

function listEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'getClosures',
    method: 'get',
    path: '/network/closures',
    tag,
    summary: 'Current and future closures of ways',
    responses: { 200: { description: 'Closures', content: { [json]: closuresSchema } } },
    async handle(_, response, request) {
      response.set('Cache-Control', 'no-store')
      sendJson(response, closuresSchema, { closures: await listClosures(databaseFor(request)) })
    },
  })
}

function addEndpoint({ databaseFor }: Context, keeper: NetworkKeeper): Endpoint {
  return endpoint({
    operationId: 'addClosure',
    method: 'post',
    path: '/network/closures',
    tag,
    summary:
      'Closes ways at once for routes and rankings (lead, admin; leads of zones where the place touches one)',
    secured: true,
    writers: ['lead'],
    requestBody: { [json]: newClosureSchema },
    responses: { 201: { description: 'Closed', content: { [json]: closureSchema } } },
    async handle(_, response, request) {
      const viewer = viewerOf(request)
      requireRole(viewer, 'lead', closing)
      const { value } = await readJson(request, [json], outline)
      const result = newClosureSchema.safeParse(value)
      if (!result.success) throw inputProblem(result.error, newClosureSchema, value, 'body')
      const closure = await addClosure(databaseFor(request), result.data, viewer.account ?? null)
      await keeper.refreshClosures()
      response.set('Cache-Control', 'no-store')
      sendJson(response, closureSchema, closure, { status: 201 })
    },
  })
}

function endEndpoint({ databaseFor }: Context, keeper: NetworkKeeper): Endpoint {
  return endpoint({
    operationId: 'endClosure',
    method: 'delete',
    path: '/network/closures/{id}',
    tag,
    summary: 'Opens ways again at once (lead, admin)',
    secured: true,
    writers: ['lead'],
    params: z.object({
      id: parameter(
        z.string().max(40),
        { zh: '封闭的编号', en: 'the id of a closure' },
        { type: 'string', description: 'Id of the closure' },
      ),
    }),
    responses: { 204: { description: 'Open again' } },
    async handle({ params: { id } }, response, request) {
      requireRole(viewerOf(request), 'lead', closing)
      await endClosure(databaseFor(request), id)
      await keeper.refreshClosures()
      response.status(204).end()
    },
  })
}

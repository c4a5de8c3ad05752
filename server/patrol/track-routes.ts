/** `GET /patrol/units/{fid}/track`, `POST /patrol/units/{fid}/positions`. */
import { z } from 'zod'
import { storedPositionsSchema, trackSchema } from '../../geodata/model/answers/track.ts'
import { requireRole } from '../access/required-role.ts'
import { viewerOf } from '../access/viewer.ts'
import type { ServerContext } from '../context.ts'
import { badParameter } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { inputProblem } from '../http/input-problem.ts'
import { type BodyLimits, readJson } from '../http/json-body.ts'
import { featureIdParams, parameter } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { PositionQueue } from './position-queue.ts'
import { positionsSchemaOf } from './sent-positions.ts'
import { readTrack } from './track.ts'

const tag = 'Patrol'
const json = 'application/json'
const DAY_MS = 86_400_000
/** A device's clock may be ahead by this much. */
const AHEAD_MS = 300_000

const manyPositions: BodyLimits = { bytes: 256 * 1024, depth: 4, keys: 5_001 }

interface Context extends Pick<ServerContext, 'databaseFor'> {
  readonly settings: Pick<ServerContext['settings'], 'poolSize'>
}

export function trackEndpoints(context: Context): readonly Endpoint[] {
  return [trackEndpoint(context), positionsEndpoint(context)]
}

const moment = () =>
  parameter(
    z.iso.datetime({ offset: true }).optional(),
    { zh: 'RFC 3339 的时刻', en: 'a time of RFC 3339' },
    { type: 'string', format: 'date-time' },
  )

function trackEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'getUnitTrack',
    method: 'get',
    path: '/patrol/units/{fid}/track',
    tag,
    summary: 'Where a unit was, by default in the last 24 hours (lead, admin); each reading is audited',
    secured: true,
    limit: 'export',
    params: featureIdParams,
    query: z.object({ from: moment(), to: moment() }),
    responses: { 200: { description: 'Track', content: { [json]: trackSchema } } },
    async handle({ params: { fid }, query }, response, request) {
      requireRole(viewerOf(request), 'lead', { zh: '单元轨迹', en: 'Tracks of units' })
      const to = query.to ?? new Date().toISOString()
      const from = query.from ?? new Date(Date.parse(to) - DAY_MS).toISOString()
      if (Date.parse(from) > Date.parse(to))
        throw badParameter('to', { zh: '不早于 from', en: 'not before from' }, to)
      const track = await readTrack(databaseFor(request), fid, from, to)
      response.set('Cache-Control', 'no-store')
      sendJson(response, trackSchema, track)
    },
  })
}

const positionsSchema = positionsSchemaOf(1000)

function positionsEndpoint({ databaseFor, settings }: Context): Endpoint {
  const queue = new PositionQueue(settings.poolSize)
  return endpoint({
    operationId: 'postUnitPositions',
    method: 'post',
    writers: ['officer'],
    path: '/patrol/units/{fid}/positions',
    tag,
    summary: 'Positions of a unit on shift, from its device (officer, lead, admin; scope positions:write)',
    secured: true,
    limit: 'position',
    params: featureIdParams,
    requestBody: { [json]: positionsSchema },
    responses: { 200: { description: 'Stored', content: { [json]: storedPositionsSchema } } },
    async handle({ params: { fid } }, response, request) {
      requireRole(viewerOf(request), 'officer', { zh: '上报单元位置', en: 'Sending positions of units' })
      const { value } = await readJson(request, [json], manyPositions)
      const result = positionsSchema.safeParse(value)
      if (!result.success) throw inputProblem(result.error, positionsSchema, value, 'body')
      const { positions } = result.data
      refuseFuture(positions.map(({ at }) => at))
      response.set('Cache-Control', 'no-store')
      const sender = JSON.stringify(viewerOf(request))
      sendJson(
        response,
        storedPositionsSchema,
        await queue.store(databaseFor(request), sender, { fid, positions }),
      )
    },
  })
}

function refuseFuture(moments: readonly string[]): void {
  const limit = Date.now() + AHEAD_MS
  const ahead = moments.find((at) => Date.parse(at) > limit)
  if (ahead !== undefined) throw badParameter('at', { zh: '过去的时刻', en: 'a time that has come' }, ahead)
}

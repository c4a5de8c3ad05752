/** `GET /patrol/units/{fid}/track`, `/patrol/tracks`, `/patrol/zone-crossings`, `POST /patrol/units/{fid}/positions`. */
import { z } from 'zod'
import { storedPositionsSchema, trackSchema, tracksSchema } from '../../geodata/model/answers/track.ts'
import { requireRole } from '../access/required-role.ts'
import { viewerOf } from '../access/viewer.ts'
import type { ServerContext } from '../context.ts'
import { badParameter } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { inputProblem } from '../http/input-problem.ts'
import { type BodyLimits, readJson } from '../http/json-body.ts'
import { featureIdParams, integerText, parameter, plainInteger } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { crossingsEndpoint } from './movements/crossings-route.ts'
import { periodOf, periodParameters } from './period.ts'
import { PositionQueue } from './position-queue.ts'
import { positionsSchemaOf } from './sent-positions.ts'
import { readTrack, readTracks } from './track.ts'

const tag = 'Patrol'
const json = 'application/json'
/** A device's clock may be ahead by this many milliseconds. */
const AHEAD_MS = 300_000

const manyPositions: BodyLimits = { bytes: 256 * 1024, depth: 4, keys: 5_001 }

interface Context extends Pick<ServerContext, 'databaseFor'> {
  readonly settings: Pick<ServerContext['settings'], 'poolSize'>
}

export function trackEndpoints(context: Context): readonly Endpoint[] {
  return [
    trackEndpoint(context),
    tracksEndpoint(context),
    crossingsEndpoint(context),
    positionsEndpoint(context),
  ]
}

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
    query: z.object(periodParameters()),
    responses: { 200: { description: 'Track', content: { [json]: trackSchema } } },
    async handle({ params: { fid }, query }, response, request) {
      requireRole(viewerOf(request), 'lead', { zh: '单元轨迹', en: 'Tracks of units' })
      const { from, to } = periodOf(query)
      const track = await readTrack(databaseFor(request), fid, from, to)
      response.set('Cache-Control', 'no-store')
      sendJson(response, trackSchema, track)
    },
  })
}

function tracksEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'getUnitTracks',
    method: 'get',
    path: '/patrol/tracks',
    tag,
    summary:
      'Where several units were, on one time line, by default all in the last 24 hours (lead, admin); each reading is audited, by unit',
    secured: true,
    limit: 'export',
    query: z.object({
      ...periodParameters(),
      units: parameter(
        z
          .string()
          .max(2_000)
          .transform((text) => text.split(','))
          .pipe(z.array(plainInteger(0, Number.MAX_SAFE_INTEGER)).max(100))
          .optional(),
        { zh: '以逗号分隔的巡查组编号，至多 100 个', en: 'up to 100 ids of units by comma' },
        { type: 'array', items: { type: 'integer' }, maxItems: 100 },
      ),
      step: parameter(
        integerText(1, 3_600).default(15),
        { zh: '1 到 3600 秒', en: '1 to 3600 seconds' },
        { type: 'integer', minimum: 1, maximum: 3_600, default: 15 },
      ),
    }),
    responses: { 200: { description: 'Tracks', content: { [json]: tracksSchema } } },
    async handle({ query }, response, request) {
      requireRole(viewerOf(request), 'lead', { zh: '单元轨迹', en: 'Tracks of units' })
      const { from, to } = periodOf(query)
      const asked = { units: query.units, from, to, stepSeconds: query.step }
      response.set('Cache-Control', 'no-store')
      sendJson(response, tracksSchema, await readTracks(databaseFor(request), asked))
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

/**
 * Endpoints to which devices send positions, one for each protocol: OsmAnd and Traccar Client, OwnTracks, forwarding
 * of a Traccar server, and the platform's own batches and GPX. Devices use tokens and have no account.
 */
import type { Request, Response } from 'express'
import { z } from 'zod'
import { owntracksAnswerSchema } from '../../../geodata/model/answers/patrol-device.ts'
import { type StoredPositions, storedPositionsSchema } from '../../../geodata/model/answers/track.ts'
import type { ServerContext } from '../../context.ts'
import { ProblemError } from '../../errors.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { inputProblem } from '../../http/input-problem.ts'
import { type BodyLimits, readBytes, readJson } from '../../http/json-body.ts'
import { sendJson } from '../../http/send-json.ts'
import { positionsSchemaOf } from '../sent-positions.ts'
import { deviceFinder } from './credentials.ts'
import { readGpx } from './forms/gpx.ts'
import { type OsmandReport, readOsmandJson, readOsmandQuery } from './forms/osmand.ts'
import { readOwntracks } from './forms/owntracks.ts'
import type { Report } from './forms/report.ts'
import { readTraccar } from './forms/traccar.ts'
import { DeviceIntake, nothingStored } from './intake.ts'
import { type Device, DeviceTokens } from './tokens.ts'

const tag = 'Patrol devices'
const json = 'application/json'
const form = 'application/x-www-form-urlencoded'
const GPX_TYPES = ['application/gpx+xml', 'application/xml', 'text/xml']

/** Maximum positions of one request: more than an hour at one position a second. */
const MAX_POSITIONS = 5_000
const manyPositions: BodyLimits = { bytes: 4 * 1024 * 1024, depth: 12, keys: 150_000 }
const MAX_GPX_BYTES = 4 * 1024 * 1024

const positionsSchema = positionsSchemaOf(MAX_POSITIONS)

type Context = Pick<ServerContext, 'systemDatabase' | 'log' | 'settings'>

export function deviceIntakeEndpoints({ systemDatabase, log, settings }: Context): readonly Endpoint[] {
  const tokens = new DeviceTokens(systemDatabase, log)
  const deviceOf = deviceFinder(tokens, settings.trustProxy)
  const intake = new DeviceIntake(systemDatabase, settings.poolSize)
  const take = async (device: Device, report: Report): Promise<StoredPositions> =>
    device.unit === null ? nothingStored : intake.take({ ...device, unit: device.unit }, report)

  /** Finds the device by `id`. For an unknown one the status is 400, or 404 for JSON, as with Traccar. */
  const takeOsmand = async (request: Request, response: Response, sent: OsmandReport, unknown: number) => {
    const device = sent.id === undefined ? undefined : await deviceOf(request, sent.id)
    if (!device) throw unknownDevice(unknown)
    if (!sent.report) throw unreadable
    told(response, await take(device, sent.report))
      .status(200)
      .end()
  }

  const osmand = {
    path: '/patrol/devices/osmand',
    tag,
    limit: 'none',
    query: z.looseObject({}),
    responses: {
      200: { description: 'Taken in; the header Patrol-Positions says what became of it' },
      400: { description: 'Unknown device, or unreadable' },
    },
  } as const
  return [
    endpoint({
      ...osmand,
      operationId: 'getOsmandPosition',
      method: 'get',
      summary:
        'A position by OsmAnd’s query (id is the token of the device, lat, lon, timestamp, accuracy, bearing)',
      handle: (_, response, request) =>
        takeOsmand(request, response, readOsmandQuery(queryOf(request), Date.now()), 400),
    }),
    endpoint({
      ...osmand,
      operationId: 'postOsmandPosition',
      method: 'post',
      summary:
        'The same by Traccar Client: in the address, as a form, or as JSON with one location or a list',
      requestBody: { [json]: z.unknown(), [form]: z.unknown() },
      responses: { ...osmand.responses, 404: { description: 'Unknown device of a JSON body' } },
      async handle(_, response, request) {
        if (request.is(json)) {
          const { value } = await readJson(request, [json], manyPositions)
          return takeOsmand(request, response, readOsmandJson(value), 404)
        }
        const query = queryOf(request)
        const asked =
          query.size > 0 ? query : new URLSearchParams((await readBytes(request, [form], 4096)).toString())
        return takeOsmand(request, response, readOsmandQuery(asked, Date.now()), 400)
      },
    }),
    endpoint({
      operationId: 'postOwntracksMessage',
      method: 'post',
      path: '/patrol/devices/owntracks',
      tag,
      limit: 'none',
      summary:
        'A message of OwnTracks (HTTP mode; the password is the token of the device); whatever cannot be used is answered with 200, so that the queue of the phone goes on',
      query: z.looseObject({}),
      requestBody: { [json]: z.unknown() },
      responses: {
        200: { description: 'Nothing to tell the phone', content: { [json]: owntracksAnswerSchema } },
        401: { description: 'Unknown device' },
      },
      async handle(_, response, request) {
        const device = await deviceOf(request)
        if (!device) throw unknownDevice(401)
        const value = await readJson(request, [json, 'text/plain'], manyPositions).then(
          (body) => body.value,
          (error: unknown) => {
            // OwnTracks also sends empty bodies.
            if (error instanceof ProblemError && error.status !== 413) return undefined
            throw error
          },
        )
        const messages = Array.isArray(value) ? value : [value]
        const reports = messages.map(readOwntracks)
        const positions = reports.flatMap((one) => one.positions)
        told(response, await take(device, { positions, sos: false }))
          .type(json)
          .send('[]')
      },
    }),
    endpoint({
      operationId: 'postTraccarForward',
      method: 'post',
      path: '/patrol/devices/traccar',
      tag,
      limit: 'none',
      summary:
        'A position or an event that a Traccar server forwards as JSON, with the token of its gateway as Bearer; devices are known by uniqueId, an alarm `sos` calls for help',
      query: z.looseObject({}),
      requestBody: { [json]: z.unknown() },
      responses: {
        200: { description: 'Taken in; the header Patrol-Positions says what became of it' },
        401: { description: 'Unknown gateway' },
        404: { description: 'Unknown device' },
      },
      async handle(_, response, request) {
        const gateway = await deviceOf(request)
        if (!gateway || gateway.unit !== null) throw unknownDevice(401)
        const { value } = await readJson(request, [json], manyPositions)
        const { id, report } = readTraccar(value)
        const device = id === undefined ? undefined : await tokens.byName(gateway.id, id)
        if (!device) throw unknownDevice(404)
        told(response, await take(device, report))
          .status(200)
          .end()
      },
    }),
    endpoint({
      operationId: 'postDevicePositions',
      method: 'post',
      path: '/patrol/devices/positions',
      tag,
      limit: 'none',
      summary: `Up to ${MAX_POSITIONS} positions of a device at once, as JSON or GPX, with its token as Bearer`,
      requestBody: { [json]: positionsSchema, 'application/gpx+xml': z.string() },
      responses: {
        200: { description: 'What became of them', content: { [json]: storedPositionsSchema } },
        401: { description: 'Unknown device' },
      },
      async handle(_, response, request) {
        const device = await deviceOf(request)
        if (!device || device.unit === null) throw unknownDevice(401)
        const stored = await take(device, { positions: await readPositions(request), sos: false })
        response.set('Cache-Control', 'no-store')
        sendJson(told(response, stored), storedPositionsSchema, stored)
      },
    }),
  ]
}

async function readPositions(request: Request) {
  if (request.is(GPX_TYPES)) {
    const bytes = await readBytes(request, GPX_TYPES, MAX_GPX_BYTES)
    return readGpx(bytes.toString(), MAX_POSITIONS).positions
  }
  const { value } = await readJson(request, [json, ...GPX_TYPES], manyPositions)
  const result = positionsSchema.safeParse(value)
  if (!result.success) throw inputProblem(result.error, positionsSchema, value, 'body')
  return result.data.positions
}

const queryOf = (request: Request) => new URL(request.originalUrl, 'http://localhost').searchParams

/** Reports the counts in a header, since the body of the protocol has no field for them. */
function told(response: Response, { stored, known, quarantined, dropped }: StoredPositions): Response {
  const counts = Object.entries({ stored, known, quarantined, 'off-shift': dropped })
  return response.set('Patrol-Positions', counts.map(([name, count]) => `${name}=${count}`).join(', '))
}

const unknownDevice = (status: number) =>
  new ProblemError(
    status,
    { zh: '未知设备', en: 'Unknown device' },
    {
      zh: '没有使用该令牌或编号的设备，或其令牌已注销。请由指挥员登记设备。',
      en: 'No device has this token or id, or the token was revoked. A lead can register the device.',
    },
    status === 401 ? { 'WWW-Authenticate': 'Basic realm="shuangxi devices"' } : {},
  )

const unreadable = new ProblemError(
  400,
  { zh: '位置有误', en: 'Bad position' },
  {
    zh: '应有 WGS 84 的 lat、lon，以及秒、毫秒、ISO 8601 或 yyyy-MM-dd HH:mm:ss 的 timestamp。',
    en: 'lat and lon in WGS 84 were expected, and a timestamp in seconds, milliseconds, ISO 8601 or yyyy-MM-dd HH:mm:ss.',
  },
)

/** `POST /patrol/matrix`: travel times between places, for programs. */
import { z } from 'zod'
import { matrixSchema, networkProfileSchema } from '../../geodata/model/answers/patrol-ranking.ts'
import { catalogue } from '../../geodata/model/catalogue.ts'
import type { Snap } from '../../geodata/model/network/snap.ts'
import type { NetworkKeeper } from '../../geodata/network/keeper.ts'
import { viewerOf } from '../access/viewer.ts'
import { refusals, refuseUnreadable } from '../access/visibility.ts'
import { ProblemError } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { inputProblem } from '../http/input-problem.ts'
import { type BodyLimits, readJson } from '../http/json-body.ts'
import { parameter } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { stampOf } from './ranking.ts'

const json = 'application/json'
const MAX_PLACES = 200
/** Maximum searches per request: each blocks the server for some milliseconds. */
const MAX_SEARCHES = 50
const manyPlaces: BodyLimits = { bytes: 64 * 1024, depth: 5, keys: 20 }
const patrolLayers = catalogue.filter(({ group }) => group === 'patrol')

const places = () =>
  parameter(
    z
      .array(z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]))
      .min(1)
      .max(MAX_PLACES),
    {
      zh: `1 到 ${MAX_PLACES} 个 [经度, 纬度]`,
      en: `1 to ${MAX_PLACES} pairs of [longitude, latitude]`,
    },
  )
const askedSchema = z.strictObject({
  profile: networkProfileSchema.default('vehicle'),
  sources: places(),
  targets: places(),
})

const tooMany = (count: number) =>
  new ProblemError(
    400,
    { zh: '矩阵过大', en: 'The matrix is too large' },
    {
      zh: `sources 与 targets 中较少的一方至多 ${MAX_SEARCHES} 个，收到的是 ${count} 个。`,
      en: `The fewer of sources and targets may be ${MAX_SEARCHES} at most, but there were ${count}.`,
    },
  )

export function matrixEndpoint(keeper: NetworkKeeper): Endpoint {
  return endpoint({
    operationId: 'getTimeMatrix',
    method: 'post',
    path: '/patrol/matrix',
    tag: 'Dispatch',
    summary: `Seconds and metres on the network from each source to each target: at most ${MAX_PLACES} of each, and ${MAX_SEARCHES} of one of them`,
    limit: 'export',
    requestBody: { [json]: askedSchema },
    responses: { 200: { description: 'Matrix', content: { [json]: matrixSchema } }, ...refusals },
    async handle(_, response, request) {
      refuseUnreadable(viewerOf(request), patrolLayers)
      const { value } = await readJson(request, [json], manyPlaces)
      const result = askedSchema.safeParse(value)
      if (!result.success) throw inputProblem(result.error, askedSchema, value, 'body')
      const { profile, sources, targets } = result.data
      const searches = Math.min(sources.length, targets.length)
      if (searches > MAX_SEARCHES) throw tooMany(searches)
      const network = await keeper.current()
      const snap = ([lon, lat]: readonly [number, number]) => network.snap(profile, lon, lat)
      const [from, to] = [sources.map(snap), targets.map(snap)]
      const cells = network.travels(profile).matrix(from, to, network.closed(profile))
      const gaps = (list: readonly (Snap | null)[]) => list.map((one) => one && Math.round(one.gapMetres))
      response.set('Cache-Control', 'no-store')
      sendJson(response, matrixSchema, {
        seconds: cells.map((row) => row.map((cell) => cell && Math.round(10 * cell.seconds) / 10)),
        metres: cells.map((row) => row.map((cell) => cell && Math.round(cell.metres))),
        source_gaps_m: gaps(from),
        target_gaps_m: gaps(to),
        network: stampOf(network),
      })
    },
  })
}

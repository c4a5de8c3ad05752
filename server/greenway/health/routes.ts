/** `GET /greenway/health` and its report: the state of all greenways by Hangzhou's numbers. */
import { z } from 'zod'
import type { Database } from '../../../geodata/database/database.ts'
import { type GreenwayHealth, greenwayHealthSchema } from '../../../geodata/model/answers/greenway-health.ts'
import type { NetworkKeeper } from '../../../geodata/network/keeper.ts'
import type { ServerContext } from '../../context.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { baseUrl, languageOf } from '../../http/negotiation.ts'
import { languageParameter } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'
import { readHealth } from './read-health.ts'
import { healthReport } from './report-page.ts'

/** Milliseconds for which one reading serves all readers: it takes seconds, and all of its data are public. */
const FRESH_MS = 60_000

interface Reading {
  readonly at: Date
  readonly health: Promise<GreenwayHealth>
}

/** Returns a function that reads the health at most once a minute. */
function reader(keeper: NetworkKeeper): (database: Database) => Reading {
  let last: Reading | undefined
  return (database) => {
    if (last !== undefined && Date.now() - last.at.getTime() < FRESH_MS) return last
    const reading: Reading = { at: new Date(), health: readHealth(database, keeper) }
    last = reading
    // A failure is not kept for the next reader.
    reading.health.catch(() => {
      if (last === reading) last = undefined
    })
    return reading
  }
}

export function healthEndpoints(
  { databaseFor }: Pick<ServerContext, 'databaseFor'>,
  keeper: NetworkKeeper,
): readonly Endpoint[] {
  const read = reader(keeper)
  return [
    endpoint({
      operationId: 'getGreenwayHealth',
      method: 'get',
      path: '/greenway/health',
      tag: 'Greenway',
      summary: 'The state of all greenways: reach on foot, widths, light, gaps, toilets, car parks',
      limit: 'export',
      responses: { 200: { description: 'State', content: { 'application/json': greenwayHealthSchema } } },
      async handle(_, response, request) {
        response.set('Cache-Control', 'no-cache')
        sendJson(response, greenwayHealthSchema, await read(databaseFor(request)).health)
      },
    }),
    endpoint({
      operationId: 'getGreenwayHealthReport',
      method: 'get',
      path: '/greenway/health/report',
      tag: 'Greenway',
      summary: 'The state of all greenways as a report with maps and tables, to read and to print',
      limit: 'export',
      query: z.object({ lang: languageParameter }),
      responses: { 200: { description: 'Report', content: { 'text/html': null } } },
      async handle({ query: { lang } }, response, request) {
        const language = languageOf(request, lang)
        const { at, health } = read(databaseFor(request))
        const report = { health: await health, language, base: baseUrl(request), madeAt: at }
        response
          .set('Cache-Control', 'no-cache')
          .set('Content-Language', language)
          .vary('Accept-Language')
          .type('text/html')
          .send(healthReport(report))
      },
    }),
  ]
}

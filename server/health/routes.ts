/** `/healthz`: the process is alive. `/readyz`: it can answer requests. For monitoring. */

import { healthSchema, readinessSchema } from '../../geodata/model/answers/health.ts'
import type { NetworkStatus } from '../../geodata/model/answers/network.ts'
import type { ServerContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { sendJson } from '../http/send-json.ts'
import { diskRoom } from './disk-room.ts'
import { readReadiness } from './readiness.ts'

const tag = 'Health'
/** `prepared` returns whether migrations and sample of this start are complete. */
export function healthEndpoints(
  context: ServerContext,
  prepared: () => boolean,
  network: () => NetworkStatus,
): readonly Endpoint[] {
  const room = diskRoom(context.systemDatabase, context.settings.dataDir)
  return [
    endpoint({
      operationId: 'getHealth',
      method: 'get',
      path: '/healthz',
      tag,
      limit: 'none',
      summary: 'Whether the server is alive',
      responses: { 200: { description: 'Alive', content: { 'application/json': healthSchema } } },
      handle(_, response) {
        response.set('Cache-Control', 'no-store')
        sendJson(response, healthSchema, { status: 'ok' })
      },
    }),
    endpoint({
      operationId: 'getReadiness',
      method: 'get',
      path: '/readyz',
      tag,
      limit: 'none',
      summary: 'Whether the server can answer: database, migrations, sample; and the network in memory',
      responses: {
        200: { description: 'Ready', content: { 'application/json': readinessSchema } },
        503: { description: 'Not ready', content: { 'application/json': readinessSchema } },
      },
      async handle(_, response) {
        const readiness = await readReadiness(context.systemDatabase, prepared(), room, network())
        if (!readiness.ready) response.set('Retry-After', '2')
        response.set('Cache-Control', 'no-store')
        sendJson(response, readinessSchema, readiness, { status: readiness.ready ? 200 : 503 })
      },
    }),
  ]
}

/** `/healthz`: the process is alive. `/readyz`: it can answer requests. For machines that watch. */
import { z } from 'zod'
import type { ServerContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { diskRoom } from './disk-room.ts'
import { readReadiness } from './readiness.ts'

const tag = 'Health'
const healthSchema = z.object({ status: z.literal('ok') })
const readinessSchema = z.object({
  ready: z.boolean(),
  database: z.enum(['up', 'down']),
  migrations: z.enum(['done', 'pending', 'unknown']),
  sample: z.enum(['done', 'loading']),
  writing: z
    .enum(['ready', 'disk-full', 'unknown'])
    .describe('Whether the disk has room; reading needs none'),
})

/** `prepared` tells whether migrations and sample of this start are done. */
export function healthEndpoints(context: ServerContext, prepared: () => boolean): readonly Endpoint[] {
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
        response.set('Cache-Control', 'no-store').json({ status: 'ok' })
      },
    }),
    endpoint({
      operationId: 'getReadiness',
      method: 'get',
      path: '/readyz',
      tag,
      limit: 'none',
      summary: 'Whether the server can answer: database, migrations, sample',
      responses: {
        200: { description: 'Ready', content: { 'application/json': readinessSchema } },
        503: { description: 'Not ready', content: { 'application/json': readinessSchema } },
      },
      async handle(_, response) {
        const readiness = await readReadiness(context.systemDatabase, prepared(), room)
        if (!readiness.ready) response.set('Retry-After', '2')
        response
          .status(readiness.ready ? 200 : 503)
          .set('Cache-Control', 'no-store')
          .json(readiness)
      },
    }),
  ]
}

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { ServerContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'

const sql = readFileSync(new URL('./about.sql', import.meta.url), 'utf8')

const packageSchema = z.object({ version: z.string() })

/** The version that package.json gives. */
export const { version } = packageSchema.parse(
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')),
)

const aboutSchema = z.object({
  database: z.enum(['embedded', 'postgis']),
  synthetic: z.boolean(),
  map_approval_number: z.string().nullable(),
  credits: z.array(z.string()),
  version: z.string(),
})

/** `/about`: what the page's notices say. */
export function aboutEndpoints({
  databaseFor,
  settings,
}: Pick<ServerContext, 'databaseFor' | 'settings'>): readonly Endpoint[] {
  return [
    endpoint({
      operationId: 'getAbout',
      method: 'get',
      path: '/about',
      tag: 'About',
      summary: 'Credits, synthetic data, map approval number, database and version',
      responses: { 200: { description: 'About', content: { 'application/json': aboutSchema } } },
      async handle(_, response, request) {
        const database = databaseFor(request)
        const { rows } = await database.query<{ synthetic: boolean; credits: string[] }>(sql)
        response.json({
          database: database.kind,
          synthetic: rows[0]?.synthetic ?? false,
          map_approval_number: settings.mapApprovalNumber ?? null,
          credits: rows[0]?.credits ?? [],
          version,
        } satisfies z.input<typeof aboutSchema>)
      },
    }),
  ]
}

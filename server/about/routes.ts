import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { sqlFile } from '../../geodata/database/sql.ts'
import { aboutSchema } from '../../geodata/model/answers/about.ts'
import type { ServerContext } from '../context.ts'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { sendJson } from '../http/send-json.ts'
import { components, licenceFolder, licenceTexts } from './components.ts'

const sql = sqlFile(import.meta.url, 'about.sql')

const packageSchema = z.object({ version: z.string() })

/** The version in package.json. */
export const { version } = packageSchema.parse(
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')),
)

/** `/about`: the facts for the page's notices. */
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
      summary: 'Credits, synthetic data, map approval number, database, version and components',
      responses: { 200: { description: 'About', content: { 'application/json': aboutSchema } } },
      async handle(_, response, request) {
        const database = databaseFor(request)
        const { rows } = await database.query<{ synthetic: boolean; credits: string[] }>(sql)
        sendJson(response, aboutSchema, {
          database: database.kind,
          synthetic: rows[0]?.synthetic ?? false,
          map_approval_number: settings.mapApprovalNumber ?? null,
          credits: rows[0]?.credits ?? [],
          version,
          components,
        })
      },
    }),
    noticeEndpoint,
    licenceEndpoint,
  ]
}

const textResponse = (description: string) => ({
  200: { description, content: { 'text/plain': null } },
})
const notice = readFileSync(new URL('../../NOTICE', import.meta.url), 'utf8')

const noticeEndpoint = endpoint({
  operationId: 'getNotice',
  method: 'get',
  path: '/about/notice',
  tag: 'About',
  summary: 'Bundled programs and libraries, with their licences and source code',
  responses: textResponse('Notice'),
  handle(_, response) {
    response.type('text/plain').send(notice)
  },
})

const licenceEndpoint = endpoint({
  operationId: 'getLicence',
  method: 'get',
  path: '/about/licences/{name}',
  tag: 'About',
  summary: 'The text of a licence, such as GPL-2.0',
  params: z.object({ name: z.string() }),
  responses: textResponse('Licence'),
  handle({ params: { name } }, response) {
    if (!licenceTexts.includes(name)) throw notFound({ zh: '许可证', en: 'licence' }, name, licenceTexts)
    response.type('text/plain').send(readFileSync(join(licenceFolder, `${name}.txt`), 'utf8'))
  },
})

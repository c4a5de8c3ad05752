/** `GET /admin/audit` and `GET /admin/audit/verification`: the audit log for administrators. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Database } from '../../geodata/database/database.ts'
import { streamRows } from '../../geodata/database/row-stream.ts'
import type { FormatRow } from '../../geodata/export/format.ts'
import { auditPageSchema } from '../../geodata/model/answers/audit.ts'
import { recordRequest } from '../access/record-request.ts'
import { refusals } from '../access/visibility.ts'
import type { DataContext } from '../context.ts'
import { Downloads } from '../features/download/download.ts'
import { sendFile } from '../features/download/send.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { baseUrl, languageOf } from '../http/negotiation.ts'
import { languageParameter, limitParameter, parameter } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { clientGone } from '../http/send-tile.ts'
import { administration } from './administration.ts'
import { entriesWriter } from './csv.ts'
import { type EntriesFilter, entriesQuery, entriesStatement, readEntries } from './entries.ts'
import { verificationEndpoint } from './verification-route.ts'

const json = 'application/json'
const csv = 'text/csv'

/** Returns the endpoints of the audit log. */
export function auditEndpoints(context: DataContext): readonly Endpoint[] {
  // A file and a verification occupy the database for long, so only one of each runs at a time.
  return [entriesEndpoint(context, new Downloads(1)), verificationEndpoint(context, new Downloads(1))]
}

const query = z.object({
  ...entriesQuery,
  limit: limitParameter(500, 100),
  f: parameter(
    z.enum(['json', 'csv']).optional(),
    { zh: 'json 或 csv', en: 'json or csv' },
    {
      type: 'string',
      enum: ['json', 'csv'],
      description: 'csv: all matching entries as a file, without limit',
    },
  ),
  headings: parameter(
    z.enum(['names', 'titles']).optional(),
    { zh: 'names 或 titles', en: 'names or titles' },
    { type: 'string', enum: ['names', 'titles'], description: 'Column headings of CSV.' },
  ),
  lang: languageParameter,
})

function entriesEndpoint(context: DataContext, downloads: Downloads): Endpoint {
  return endpoint({
    operationId: 'getAuditEntries',
    method: 'get',
    path: '/admin/audit',
    tag: 'Administration',
    summary: '审计日志 · who did what, when and from where: the latest first, by filters',
    secured: true,
    query,
    limit: (request) => (request.query.f === 'csv' ? 'export' : 'read'),
    responses: {
      200: { description: 'Entries', content: { [json]: auditPageSchema, [csv]: null } },
      ...refusals,
      503: { description: 'Another export is running' },
    },
    async handle({ query: { limit, f, headings, lang, ...filter } }, response, request) {
      const database = administration(context, request)
      response.set('Cache-Control', 'no-store')
      if (f === 'csv') {
        const titles = headings === 'titles' ? languageOf(request, lang) : undefined
        await downloads.run(async () => {
          await recordRequest(context, request, {
            action: 'export',
            object: 'audit',
            after: { f, ...filter },
          })
          await sendCsv(database, filter, titles, request, response)
        })
        return
      }
      const { entries, more } = await readEntries(database, filter, limit)
      const last = more ? entries.at(-1) : undefined
      sendJson(response, auditPageSchema, { entries, next: last ? nextPage(request, last.id) : null })
    },
  })
}

function nextPage(request: Request, before: number): string {
  const parameters = new URLSearchParams(request.query as Record<string, string>)
  parameters.set('before', String(before))
  return `${baseUrl(request)}/admin/audit?${parameters}`
}

async function sendCsv(
  database: Database,
  filter: EntriesFilter,
  titles: 'zh' | 'en' | undefined,
  request: Request,
  response: Response,
): Promise<void> {
  const signal = clientGone(response)
  response.set('Content-Type', `${csv}; charset=utf-8; header=present`).attachment('audit.csv')
  const batches = streamRows<FormatRow>(database, entriesStatement(filter), { signal })
  try {
    await sendFile(batches, entriesWriter(titles), request, response)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** `GET /patrol/zone-crossings`. */
import { z } from 'zod'
import { record } from '../../../geodata/audit/record.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import { type ZoneCrossing, zoneCrossingsSchema } from '../../../geodata/model/answers/zone-crossings.ts'
import { requireRole } from '../../access/required-role.ts'
import { viewerOf } from '../../access/viewer.ts'
import type { DataContext } from '../../context.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { limitParameter, parameter, rowIdText } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'
import { periodOf, periodParameters } from '../period.ts'

const crossingsSql = sqlFile(import.meta.url, 'crossings.sql')
const MAX_CROSSINGS = 1_000

export function crossingsEndpoint({ databaseFor }: Pick<DataContext, 'databaseFor'>): Endpoint {
  return endpoint({
    operationId: 'getZoneCrossings',
    method: 'get',
    path: '/patrol/zone-crossings',
    tag: 'Patrol',
    summary:
      'When units entered and left zones, by default in the last 24 hours (lead, admin); each reading is audited',
    secured: true,
    query: z.object({
      ...periodParameters(),
      unit: parameter(
        rowIdText().optional(),
        { zh: '巡查组编号', en: 'the id of a unit' },
        { type: 'string' },
      ),
      zone: parameter(
        z.string().min(1).max(64).optional(),
        { zh: '片区编码', en: 'the code of a zone' },
        { type: 'string' },
      ),
      limit: limitParameter(MAX_CROSSINGS, 100),
    }),
    responses: {
      200: { description: 'Crossings', content: { 'application/json': zoneCrossingsSchema } },
    },
    async handle({ query }, response, request) {
      requireRole(viewerOf(request), 'lead', { zh: '进出片区记录', en: 'The log of zone crossings' })
      const { from, to } = periodOf(query)
      const [unit, zone] = [query.unit ?? null, query.zone ?? null]
      const rows = await databaseFor(request).transaction(async (client) => {
        const found = await client.query<ZoneCrossing>(crossingsSql, [unit, zone, from, to, query.limit + 1])
        const after = { unit, zone, from, to, crossings: Math.min(query.limit, found.rows.length) }
        await record(client, { action: 'read', object: 'zone_crossings', after })
        return found.rows
      })
      response.set('Cache-Control', 'no-store')
      const crossings = rows.slice(0, query.limit)
      sendJson(response, zoneCrossingsSchema, { from, to, crossings, more: rows.length > query.limit })
    },
  })
}

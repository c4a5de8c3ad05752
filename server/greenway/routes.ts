/** Figures of a greenway: length, surfaces, facilities along it, elevation. */
import { z } from 'zod'
import { sqlFile } from '../../geodata/database/sql.ts'
import {
  type GreenwayFacilities,
  greenwayFacilitiesSchema,
  greenwaySchema,
} from '../../geodata/model/answers/greenways.ts'
import { facilityKinds } from '../../geodata/model/codes.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import type { ServerContext } from '../context.ts'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { featureIdParams, parameter } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { pageEndpoints } from './pages/routes.ts'
import { profileEndpoint } from './profile.ts'
import { readGreenway } from './summary.ts'

const facilitiesSql = sqlFile(import.meta.url, 'facilities.sql')

const known = Object.keys(facilityKinds)
const kindParameter = parameter(
  z.string().refine((kind) => known.includes(kind)),
  { zh: `设施类型之一：${known.join('、')}`, en: `a kind of facility: ${known.join(', ')}` },
  { type: 'string', enum: known },
)

/** `GET /greenway/greenways/{fid}`, and its facilities. */
export function greenwayEndpoints({ databaseFor }: Pick<ServerContext, 'databaseFor'>): readonly Endpoint[] {
  return [
    endpoint({
      operationId: 'getGreenway',
      method: 'get',
      path: '/greenway/greenways/{fid}',
      tag: 'Greenway',
      summary: 'A greenway with its surfaces, the facilities within 100 m and its elevations',
      params: featureIdParams,
      responses: { 200: { description: 'Greenway', content: { 'application/json': greenwaySchema } } },
      async handle({ params: { fid } }, response, request) {
        const greenway = await readGreenway(databaseFor(request), fid)
        if (greenway === null) throw notFound({ zh: '绿道', en: 'greenway' }, fid)
        sendJson(response, greenwaySchema, greenway)
      },
    }),
    facilitiesEndpoint(databaseFor),
    profileEndpoint({ databaseFor }),
    ...pageEndpoints({ databaseFor }),
  ]
}

/** `GET /greenway/greenways/{fid}/facilities`. */
function facilitiesEndpoint(databaseFor: ServerContext['databaseFor']): Endpoint {
  return endpoint({
    operationId: 'getGreenwayFacilities',
    method: 'get',
    path: '/greenway/greenways/{fid}/facilities',
    tag: 'Greenway',
    summary: 'The facilities of a kind within 100 m of a greenway, in order along it',
    params: featureIdParams,
    query: z.object({ kind: kindParameter }),
    responses: {
      200: { description: 'Facilities', content: { 'application/json': greenwayFacilitiesSchema } },
    },
    async handle({ params: { fid }, query: { kind } }, response, request) {
      const database = databaseFor(request)
      const { rows: named } = isRowId(fid)
        ? await database.query<GreenwayFacilities['greenway']>(
            'select id::float8 as id, name, name_en from greenways where id = $1::bigint',
            [fid],
          )
        : { rows: [] }
      const greenway = named[0]
      if (greenway === undefined) throw notFound({ zh: '绿道', en: 'greenway' }, fid)
      const { rows } = await database.query<GreenwayFacilities['facilities'][number]>(facilitiesSql, [
        fid,
        kind,
      ])
      sendJson(response, greenwayFacilitiesSchema, { greenway, facilities: rows })
    },
  })
}

/** Control lines of parcels, and sums of land use. */
import { z } from 'zod'
import { controlLinesSchema } from '../../geodata/model/answers/control-lines.ts'
import { landUseSummarySchema } from '../../geodata/model/answers/land-use-summary.ts'
import { planningAreaSchema } from '../../geodata/model/answers/planning-area.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import type { ServerContext } from '../context.ts'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { featureIdParams } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { parcelControlLines } from './control-lines.ts'
import { parcelFilterQuery } from './parcel-conditions.ts'
import { parcelFileEndpoint } from './parcel-file.ts'
import { parcelEndpoints } from './parcel-routes.ts'
import { landUseSummary, planningArea } from './summary.ts'

const tag = 'Planning'
const json = 'application/json'

/** Returns all endpoints below `/planning`. */
export function planningEndpoints(context: PlanningContext): readonly Endpoint[] {
  return [...parcelEndpoints(context), parcelFileEndpoint(context), ...checkEndpoints(context)]
}

type PlanningContext = Pick<ServerContext, 'databaseFor'>

/** `GET /planning/parcels/{fid}/control-lines`, `/planning/summary` and `/planning/area`. */
function checkEndpoints({ databaseFor }: PlanningContext): readonly Endpoint[] {
  return [
    endpoint({
      operationId: 'getParcelControlLines',
      method: 'get',
      path: '/planning/parcels/{fid}/control-lines',
      tag,
      summary: 'For every kind of control line: concerned, not concerned or no data, with plane areas',
      params: featureIdParams,
      responses: { 200: { description: 'Control lines', content: { [json]: controlLinesSchema } } },
      async handle({ params: { fid } }, response, request) {
        const database = databaseFor(request)
        const found = isRowId(fid) ? await parcelControlLines(database, fid) : undefined
        if (found === undefined) throw notFound({ zh: '地块', en: 'parcel' }, fid)
        sendJson(response, controlLinesSchema, found)
      },
    }),
    endpoint({
      operationId: 'getPlanningSummary',
      method: 'get',
      path: '/planning/summary',
      tag,
      summary: 'Count, area and extent of the parcels that match, by land use class and by verdict',
      query: z.object(parcelFilterQuery),
      responses: { 200: { description: 'Land use', content: { [json]: landUseSummarySchema } } },
      async handle({ query }, response, request) {
        sendJson(response, landUseSummarySchema, await landUseSummary(databaseFor(request), query))
      },
    }),
    endpoint({
      operationId: 'getPlanningArea',
      method: 'get',
      path: '/planning/area',
      tag,
      summary: 'Extent of the parcels, where they are densest, and their towns',
      responses: { 200: { description: 'Area', content: { [json]: planningAreaSchema } } },
      async handle(_, response, request) {
        sendJson(response, planningAreaSchema, await planningArea(databaseFor(request)))
      },
    }),
  ]
}

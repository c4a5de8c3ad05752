/** Parcels against the control lines, and the land by its use. */
import { sqlFile } from '../../geodata/database/sql.ts'
import { controlLinesSchema } from '../../geodata/model/answers/control-lines.ts'
import { type LandUseSummary, landUseSummarySchema } from '../../geodata/model/answers/land-use-summary.ts'
import { firstLevelLandUse, landUseClasses } from '../../geodata/model/land-use.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import type { ServerContext } from '../context.ts'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { featureIdParams } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { parcelControlLines } from './control-lines.ts'

const summarySql = sqlFile(import.meta.url, 'summary.sql')

const tag = 'Planning'
const json = 'application/json'

interface SummaryRow {
  readonly code: string
  readonly count: number
  readonly area_m2: number
  readonly synthetic: boolean
}

/** `GET /planning/parcels/{fid}/control-lines` and `/planning/summary`. */
export function planningEndpoints({ databaseFor }: Pick<ServerContext, 'databaseFor'>): readonly Endpoint[] {
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
      summary: 'Area of all parcels by land use class',
      responses: { 200: { description: 'Land use', content: { [json]: landUseSummarySchema } } },
      async handle(_, response, request) {
        const { rows } = await databaseFor(request).query<SummaryRow>(summarySql)
        sendJson(response, landUseSummarySchema, summaryOf(rows))
      },
    }),
  ]
}

function summaryOf(rows: readonly SummaryRow[]): LandUseSummary {
  const total = rows.reduce((sum, row) => sum + row.area_m2, 0)
  return {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    area_m2: total,
    area_crs: 'EPSG:4549',
    synthetic: rows.some((row) => row.synthetic),
    classes: rows.map(({ code, count, area_m2 }) => {
      const known = landUseClasses.get(code)
      return {
        code,
        first_level: firstLevelLandUse(code)?.code ?? null,
        title: known?.title ?? { zh: code, en: code },
        colour: known?.colour ?? '#999999',
        count,
        area_m2,
        percent: total === 0 ? 0 : (100 * area_m2) / total,
      }
    }),
  }
}

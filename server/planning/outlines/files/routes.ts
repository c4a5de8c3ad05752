/** Files of outlines and of their results. */
import { z } from 'zod'
import type { Database } from '../../../../geodata/database/database.ts'
import { titleOfSystem } from '../../../../geodata/model/planning/outline/systems.ts'
import type { Language } from '../../../../geodata/model/text.ts'
import { refusals } from '../../../access/visibility.ts'
import { ProblemError } from '../../../errors.ts'
import { attachment } from '../../../features/download/download.ts'
import { type Endpoint, endpoint } from '../../../http/endpoint.ts'
import { baseUrl } from '../../../http/negotiation.ts'
import { type OutlineContext, outlineDatabase, outlineIdParams, tag, unplaced } from '../request.ts'
import { allResults } from '../results.ts'
import { knownSet, type OutlineSetRow } from '../rows.ts'
import { reportCheckEndpoint } from './check-route.ts'
import { originalTxt } from './original.ts'
import {
  outlinesAsDxf,
  outlinesAsGeojson,
  outlinesAsShapefile,
  outlinesAsTxt,
  type ResultFile,
} from './outline-files.ts'
import { resultAsGpkg } from './report-gpkg.ts'
import { resultCheckAddress, resultHash } from './report-hash.ts'
import { resultAsPdf } from './report-pdf.ts'
import { resultAsXlsx } from './report-xlsx.ts'

const outlineFormats = {
  geojson: outlinesAsGeojson,
  txt: outlinesAsTxt,
  zip: outlinesAsShapefile,
  dxf: outlinesAsDxf,
}
type OutlineFormat = keyof typeof outlineFormats

const resultFormats = ['pdf', 'xlsx', 'gpkg'] as const
type ResultFormat = (typeof resultFormats)[number]

const languageQuery = z.object({ lang: z.enum(['zh', 'en']).default('zh') })

export function outlineFileEndpoints(context: OutlineContext): readonly Endpoint[] {
  return [
    endpoint({
      operationId: 'getOutlineFile',
      method: 'get',
      path: '/planning/outlines/{id}/outlines.{format}',
      tag,
      summary:
        '导出红线 · the (repaired) outlines: GeoJSON, 报部坐标 TXT in GBK (an uploaded one as it was, unless it was repaired or placed otherwise), Shapefile as zip, DXF',
      secured: true,
      params: outlineIdParams.extend({
        format: z.enum(Object.keys(outlineFormats) as [OutlineFormat, ...OutlineFormat[]]),
      }),
      query: languageQuery,
      responses: {
        200: { description: 'The file' },
        409: { description: 'No system is confirmed yet' },
        ...refusals,
      },
      async handle({ params: { id, format } }, response, request) {
        const set = await knownSet(outlineDatabase(context, request), id)
        if (set.outlines === null) throw unplaced
        const original = format === 'txt' ? originalTxt(set) : undefined
        const file = original ?? (await outlineFormats[format](set.outlines))
        response.set(headersOf(file, `outlines.${format}`, `${stem(set)}.${format}`)).send(file.bytes)
      },
    }),
    endpoint({
      operationId: 'getOutlineReport',
      method: 'get',
      path: '/planning/outlines/{id}/report.{format}',
      tag,
      summary: '导出结果 · the result of the check: PDF, Excel, or a GeoPackage with the overlaps',
      secured: true,
      params: outlineIdParams.extend({ format: z.enum(resultFormats) }),
      query: languageQuery,
      responses: {
        200: { description: 'The file' },
        409: { description: 'Nothing is checked yet' },
        ...refusals,
      },
      async handle({ params: { id, format }, query: { lang } }, response, request) {
        const database = outlineDatabase(context, request)
        const set = await knownSet(database, id)
        const checks = await allResults(database, id)
        if (set.outlines === null || checks.length === 0) throw unchecked
        const sha256 = resultHash(set, checks)
        const checkAddress = resultCheckAddress(baseUrl(request), id, sha256)
        const file = await reportOf(database, format, { set, checks, sha256, checkAddress }, lang)
        const title = { zh: '检查结果', en: 'result' }[lang]
        response
          .set(headersOf(file, `outline-check.${format}`, `${stem(set)} ${title}.${format}`))
          .send(file.bytes)
      },
    }),
    reportCheckEndpoint(context),
  ]
}

type Checks = Awaited<ReturnType<typeof allResults>>

interface Reported {
  readonly set: OutlineSetRow
  readonly checks: Checks
  readonly sha256: string
  readonly checkAddress: string
}

function reportOf(
  database: Database,
  format: ResultFormat,
  { set, checks, ...hash }: Reported,
  spoken: Language,
): Promise<ResultFile> {
  const outlines = set.outlines ?? []
  if (format === 'xlsx') return resultAsXlsx(checks, spoken)
  if (format === 'gpkg') return resultAsGpkg(outlines, checks, spoken)
  const system = titleOfSystem(set.system?.crs ?? '')?.[spoken] ?? set.source.declared?.crs ?? ''
  return resultAsPdf(database, { name: set.name, system, outlines, checks, ...hash }, spoken)
}

const stem = ({ name }: OutlineSetRow) => name.replace(/\.\w+$/, '')

const headersOf = ({ mediaType }: ResultFile, plain: string, titled: string) => ({
  'Content-Type': mediaType,
  'Content-Disposition': attachment(plain, titled),
})

const unchecked = new ProblemError(
  409,
  { zh: '尚未检查', en: 'Not checked yet' },
  { zh: '请先检查红线，再导出结果。', en: 'Check the outlines before you export the result.' },
)

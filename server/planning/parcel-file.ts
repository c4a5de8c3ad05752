/** `GET /planning/parcels.csv`: the filtered parcels for a spreadsheet. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import { readsProperty } from '../../geodata/access/visible-layer.ts'
import type { QueryConfig } from '../../geodata/database/database.ts'
import { streamRows } from '../../geodata/database/row-stream.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { FormatRow } from '../../geodata/export/format.ts'
import type { Language } from '../../geodata/model/text.ts'
import { viewerOf } from '../access/viewer.ts'
import type { ServerContext } from '../context.ts'
import { attachment, Downloads } from '../features/download/download.ts'
import { sendFile } from '../features/download/send.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { languageOf } from '../http/negotiation.ts'
import { languageParameter, parameter } from '../http/parameters.ts'
import { clientGone } from '../http/send-tile.ts'
import { ParcelStatement, parcelFilterQuery } from './parcel-conditions.ts'
import { parcelWriter } from './parcel-csv.ts'
import { parcelOrder, sortParameter } from './parcel-routes.ts'

const fileSql = sqlFile(import.meta.url, 'parcel-file.sql')
const syntheticSql = sqlFile(import.meta.url, 'parcel-synthetic.sql')

const query = z.object({
  ...parcelFilterQuery,
  sort: sortParameter,
  lang: languageParameter,
  geometry: parameter(
    z.enum(['wkt']).optional(),
    { zh: 'wkt', en: 'wkt' },
    { type: 'string', enum: ['wkt'], description: 'Adds the outlines as WKT in WGS 84' },
  ),
})

/** Holders are no column of the chosen parcels, because the public may not read it. */
const HOLDER = '(select p.holder from parcels as p where p.id = parcel.id)'

/** Each file occupies a connection while it is read. */
const MAX_FILES = 2

export function parcelFileEndpoint({ databaseFor }: Pick<ServerContext, 'databaseFor'>): Endpoint {
  const downloads = new Downloads(2 * MAX_FILES)
  return endpoint({
    operationId: 'getParcelsAsCsv',
    method: 'get',
    path: '/planning/parcels.csv',
    tag: 'Planning',
    summary:
      'Matching parcels as CSV for spreadsheets: titles beside codes, headings in the reader’s language, holders for planners',
    query,
    responses: {
      200: { description: 'The file', content: { 'text/csv': null } },
      503: { description: 'All download slots are busy' },
    },
    handle: async ({ query }, response, request) =>
      downloads.run(() => sendParcels(databaseFor(request), query, request, response)),
  })
}

async function sendParcels(
  database: ReturnType<ServerContext['databaseFor']>,
  asked: z.output<typeof query>,
  request: Request,
  response: Response,
): Promise<void> {
  const language = languageOf(request, asked.lang)
  const wanted = {
    holders: readsProperty(viewerOf(request), 'parcels', 'holder'),
    geometry: asked.geometry === 'wkt',
  }
  const file = statementOf(asked, fileSql, {
    order: parcelOrder(asked.sort),
    holder: wanted.holders ? HOLDER : 'null::text',
    geometry: wanted.geometry ? 'ST_AsText(geom, 7)' : 'null::text',
  })
  const { rows } = await database.query<{ synthetic: boolean }>(statementOf(asked, syntheticSql, {}))
  const signal = clientGone(response)
  response.set({
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': fileName(language, rows[0]?.synthetic ?? false),
  })
  response.vary('Accept-Language')
  const batches = streamRows<FormatRow>(database, file, { signal })
  try {
    await sendFile(batches, parcelWriter(language, wanted), request, response)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

function statementOf(
  asked: z.output<typeof query>,
  sql: string,
  marks: Readonly<Record<string, string>>,
): QueryConfig {
  const statement = new ParcelStatement(asked)
  return statement.query(sql, { ...marks, judged: statement.judged(), verdict: statement.verdict() })
}

function fileName(language: Language, synthetic: boolean): string {
  const [zh, en] = synthetic ? ['（含合成数据）', ' (with synthetic data)'] : ['', '']
  const titled = { zh: `地块${zh}.csv`, en: `Parcels${en}.csv` }[language]
  return attachment(`parcels${synthetic ? '_synthetic' : ''}.csv`, titled)
}

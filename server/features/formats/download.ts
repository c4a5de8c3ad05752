/** A collection's features as a file: which rows, under which name, and how many files at once. */
import type { Request, Response } from 'express'
import type { Database } from '../../../geodata/database.ts'
import { layerProperties } from '../../../geodata/model/catalogue.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { streamRows } from '../../../geodata/row-stream.ts'
import { ProblemError } from '../../errors.ts'
import { languageOf } from '../../http/negotiation.ts'
import { clientGone } from '../../tiles/send.ts'
import { CRS84 } from '../filters.ts'
import { type ItemsRequest, matchingValues } from '../items.ts'
import { rowsStatement, syntheticStatement } from '../statements.ts'
import type { FeatureFormat, FormatRow } from './format.ts'
import { sendFile } from './send.ts'

/** A slow client keeps a connection for as long as it reads; the others have to be left some. */
export class Downloads {
  readonly #most: number
  #running = 0

  constructor(poolSize: number) {
    this.#most = Math.max(1, Math.floor(poolSize / 2))
  }

  /** Does `work`, or throws a 503 where there are as many at work as there may be. */
  async run(work: () => Promise<void>): Promise<void> {
    if (this.#running >= this.#most) throw tooMany(this.#most)
    this.#running += 1
    try {
      await work()
    } finally {
      this.#running -= 1
    }
  }
}

const tooMany = (most: number) =>
  new ProblemError(
    503,
    { zh: '下载繁忙', en: 'Too many downloads' },
    {
      zh: `同时进行的下载已达上限（${most} 个），请稍后再试。`,
      en: `As many downloads are under way as there may be (${most}): try again in a moment.`,
    },
    { 'Retry-After': '10' },
  )

/** Sends what a request asks for as a file of the format; without `limit` all that matches. */
export async function sendDownload(
  database: Database,
  asked: ItemsRequest,
  format: FeatureFormat,
  request: Request,
  response: Response,
): Promise<void> {
  const { layer, query, filters } = asked
  // The parsed limit has a default, which is that of a page.
  const limit = request.query.limit === undefined ? null : Number(request.query.limit)
  const values = [query.after ?? null, query.before ?? null, limit, ...matchingValues(asked)]
  const language = languageOf(request, query.lang)
  const signal = clientGone(response)
  const { rows } = await database.query<{ synthetic: boolean }>(syntheticStatement(layer, filters), values)
  const properties = layerProperties(layer)
  const set = { layer, properties, epsg: 4326, language, titles: query.headings === 'titles' }
  response.set({
    'Content-Type': format.contentType,
    'Content-Crs': `<${CRS84}>`,
    'Content-Disposition': disposition(layer, language, rows[0]?.synthetic ?? false, format.extension),
  })
  response.vary('Accept').vary('Accept-Language')
  const text = rowsStatement(layer, filters, format.rows)
  const batches = streamRows<FormatRow>(database, { text, values }, { signal })
  try {
    await sendFile(batches, format.writer(set), request, response)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** The file's name, which says where the data is synthetic, in ASCII and in the reader's language (RFC 6266). */
function disposition(layer: Layer, language: Language, synthetic: boolean, extension: string): string {
  const plain = `${layer.id}${synthetic ? '_synthetic' : ''}.${extension}`
  const mark = { zh: '（含合成数据）', en: ' (with synthetic data)' }[language]
  const titled = `${layer.title[language]}${synthetic ? mark : ''}.${extension}`
  const encoded = encodeURIComponent(titled).replaceAll(/['()*]/g, escaped)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

const escaped = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`

/** Sends a collection's features as a file, under its file name, and limits concurrent downloads. */
import type { Request, Response } from 'express'
import type { Database } from '../../../geodata/database/database.ts'
import { streamRows } from '../../../geodata/database/row-stream.ts'
import type { FeatureFormat, FormatRow } from '../../../geodata/export/format.ts'
import { fileFormats } from '../../../geodata/export/formats.ts'
import { CRS84, type Crs, crs84, epsg4549 } from '../../../geodata/model/coordinate-systems.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { badParameter, ProblemError } from '../../errors.ts'
import { languageOf } from '../../http/negotiation.ts'
import { clientGone } from '../../http/send-tile.ts'
import { contentCrs } from '../crs.ts'
import type { CommonItemsQuery } from '../select/filters.ts'
import { type Selection, selectionQuery, syntheticQuery } from '../select/selection.ts'
import { sendFile } from './send.ts'

/** Limits downloads, because each occupies a connection while its client reads. */
export class Downloads {
  readonly #most: number
  #running = 0

  constructor(poolSize: number) {
    this.#most = Math.max(1, Math.floor(poolSize / 2))
  }

  /** Runs `work`, or throws a ProblemError of status 503 if all download slots are busy. */
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
      en: `All ${most} download slots are busy. Try again in a moment.`,
    },
    { 'Retry-After': '10' },
  )

/** Sends the requested features as a file of the format; all that match if the request has no `limit`. */
export async function sendDownload(
  database: Database,
  asked: Selection,
  format: FeatureFormat,
  query: CommonItemsQuery,
  request: Request,
  response: Response,
): Promise<void> {
  const selection = format.areasInEpsg4549 ? inEpsg4549(asked, format) : asked
  const { layer, properties, crs } = selection
  if (format.crs84Only && crs !== crs84) throw nameless(format, crs)
  // The parsed limit has the default of a page, so the query itself decides.
  const limited = request.query.limit === undefined ? {} : { limit: Number(request.query.limit) }
  const language = languageOf(request, query.lang)
  const signal = clientGone(response)
  const { rows } = await database.query<{ synthetic: boolean }>(syntheticQuery(selection))
  const set = {
    layer,
    properties,
    epsg: crs.srid,
    coordRefSys: crs === crs84 ? undefined : crs.uri,
    language,
    titles: query.headings === 'titles',
  }
  response.set({
    'Content-Type': format.contentType,
    'Content-Crs': contentCrs(crs),
    'Content-Disposition': disposition(layer, language, rows[0]?.synthetic ?? false, format.extension),
  })
  response.vary('Accept').vary('Accept-Language')
  const statement = selectionQuery(selection, format.rows, limited)
  const batches = streamRows<FormatRow>(database, statement, { signal })
  try {
    await sendFile(batches, format.writer(set), request, response)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** Returns the selection in EPSG:4549. Throws a ProblemError for layers without areas. */
function inEpsg4549(selection: Selection, { name }: FeatureFormat): Selection {
  const { layer } = selection
  if (!layer.geometry.endsWith('Polygon')) {
    const others = fileFormats.filter(({ areasInEpsg4549 }) => !areasInEpsg4549).map((format) => format.name)
    const expected = {
      zh: `${others.join('、')} 之一（${name} 只用于面图层，${layer.title.zh} 不是）`,
      en: `one of ${others.join(', ')} (${name} is for layers of areas, which ${layer.title.en} is not)`,
    }
    throw badParameter('f', expected, name)
  }
  return { ...selection, crs: epsg4549 }
}

const nameless = ({ name }: FeatureFormat, { uri }: Crs) =>
  badParameter(
    'crs',
    {
      zh: `${CRS84}（f=${name} 无法注明坐标系；需要其他坐标系时请用 f=flatgeobuf，或以 JSON-FG 注明坐标系的 f=geojson）`,
      en: `${CRS84} (f=${name} cannot name a coordinate system; for another one use f=flatgeobuf, or f=geojson, which names it as JSON-FG)`,
    },
    uri,
  )

/**
 * Returns a Content-Disposition with the file name in ASCII and in the reader's language (RFC 6266), marked
 * if the data are synthetic.
 */
function disposition(layer: Layer, language: Language, synthetic: boolean, extension: string): string {
  const plain = `${layer.id}${synthetic ? '_synthetic' : ''}.${extension}`
  const mark = { zh: '（含合成数据）', en: ' (with synthetic data)' }[language]
  const titled = `${layer.title[language]}${synthetic ? mark : ''}.${extension}`
  return attachment(plain, titled)
}

/** Returns a Content-Disposition with a file name in ASCII and in the reader's language (RFC 6266). */
export function attachment(plain: string, titled: string): string {
  const encoded = encodeURIComponent(titled).replaceAll(/['()*]/g, escaped)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

const escaped = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`

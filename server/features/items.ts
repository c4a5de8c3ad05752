/** Pages of a collection's features, streamed from the database in batches. */
import type { Request, Response } from 'express'
import type { Queryable } from '../../geodata/database.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { baseUrl } from '../http/negotiation.ts'
import { boxesOf } from './bbox.ts'
import { type CommonItemsQuery, CRS84, type PropertyFilter } from './filters.ts'
import { itemsStatement, summaryStatement } from './statements.ts'

/** Rows read at once: a batch is in memory, the page is not. */
const BATCH_ROWS = 500
/** Past this many matches `numberMatched` is left out, for it would cost more than the page. */
const COUNT_LIMIT = 50_000

interface ItemRow {
  readonly id: string
  readonly feature: string
}

interface SummaryRow {
  readonly has_previous: boolean
  readonly has_next: boolean
  readonly matched: number
}

export interface ItemsRequest {
  readonly layer: Layer
  readonly query: CommonItemsQuery
  readonly filters: readonly PropertyFilter[]
}

/** $4 and on of every statement: boxes, period, filters. */
export function matchingValues({ query, filters }: ItemsRequest): readonly unknown[] {
  const [first, second] = query.bbox === undefined ? [] : boxesOf(query.bbox)
  const none = [null, null, null, null]
  return [
    ...(first ?? none),
    ...(second ?? none),
    query.datetime?.from ?? null,
    query.datetime?.to ?? null,
    ...filters.map((filter) => filter.value),
  ]
}

/** The batches of one page, in the order of ids. A page before an id is read from that id back. */
async function* batches(database: Queryable, asked: ItemsRequest): AsyncGenerator<readonly ItemRow[]> {
  const { layer, query, filters } = asked
  const values = matchingValues(asked)
  if (query.before !== undefined && query.after === undefined) {
    const statement = itemsStatement(layer, filters, 'desc')
    const { rows } = await database.query<ItemRow>(statement, [null, query.before, query.limit, ...values])
    yield rows.toReversed()
    return
  }
  const statement = itemsStatement(layer, filters, 'asc')
  let after = query.after ?? null
  for (let left = query.limit; left > 0; ) {
    const size = Math.min(left, BATCH_ROWS)
    const { rows } = await database.query<ItemRow>(statement, [after, query.before ?? null, size, ...values])
    yield rows
    after = rows.at(-1)?.id ?? after
    left = rows.length < size ? 0 : left - size
  }
}

/**
 * Writes a page as a GeoJSON feature collection. The first batch is read before anything is sent, so
 * that an error becomes a problem document; one in the middle breaks the connection off, which the
 * client sees as a body that ends too early. Stops reading when the client has gone.
 */
export async function sendItems(
  database: Queryable,
  asked: ItemsRequest,
  request: Request,
  response: Response,
): Promise<void> {
  const pages = batches(database, asked)
  let batch = await pages.next()
  response.set('Content-Crs', `<${CRS84}>`)
  let returned = 0
  let first: string | undefined
  let last: string | undefined
  let text = '{"type":"FeatureCollection","features":['
  while (!batch.done) {
    for (const row of batch.value) {
      text += `${returned === 0 ? '' : ','}\n${row.feature}`
      returned += 1
      first ??= row.id
      last = row.id
    }
    if (!(await written(response, text))) return
    text = ''
    batch = await pages.next()
  }
  const summary = await pageSummary(database, asked, { first, last })
  response.end(`${text}],${pageFoot(asked, request, returned, { first, last }, summary)}`)
}

/** Writes and waits while the client is slower than the database. False when the client has gone. */
async function written(response: Response, text: string): Promise<boolean> {
  if (response.destroyed) return false
  if (response.write(text) || response.req.method === 'HEAD') return true
  await new Promise<void>((resolve) => {
    const goOn = () => {
      response.off('drain', goOn).off('close', goOn)
      resolve()
    }
    response.on('drain', goOn).on('close', goOn)
  })
  return !response.destroyed
}

interface Edges {
  readonly first: string | undefined
  readonly last: string | undefined
}

/** The ids that the page lies between, also where it is empty: what `prev` and `next` start from. */
function pageEdges({ query }: ItemsRequest, { first, last }: Edges) {
  const behindAfter = query.after === undefined ? undefined : String(BigInt(query.after) + 1n)
  const beforeBefore = query.before === undefined ? undefined : String(BigInt(query.before) - 1n)
  return {
    first: first ?? behindAfter ?? query.before ?? '0',
    last: last ?? query.after ?? beforeBefore ?? '0',
  }
}

async function pageSummary(database: Queryable, asked: ItemsRequest, edges: Edges): Promise<SummaryRow> {
  const { first, last } = pageEdges(asked, edges)
  const values = [first, last, COUNT_LIMIT + 1, ...matchingValues(asked)]
  const { rows } = await database.query<SummaryRow>(summaryStatement(asked.layer, asked.filters), values)
  return rows[0] ?? { has_previous: false, has_next: false, matched: 0 }
}

function pageFoot(
  asked: ItemsRequest,
  request: Request,
  returned: number,
  edges: Edges,
  summary: SummaryRow,
): string {
  const { first, last } = pageEdges(asked, edges)
  const base = baseUrl(request)
  const items = `${base}/collections/${asked.layer.id}/items`
  const type = 'application/geo+json'
  const foot = {
    numberReturned: returned,
    ...(summary.matched <= COUNT_LIMIT ? { numberMatched: summary.matched } : {}),
    timeStamp: new Date().toISOString(),
    links: [
      { href: base + request.originalUrl, rel: 'self', type },
      ...(summary.has_previous
        ? [{ href: pageLink(items, request, 'before', first), rel: 'prev', type }]
        : []),
      ...(summary.has_next ? [{ href: pageLink(items, request, 'after', last), rel: 'next', type }] : []),
      { href: `${base}/collections/${asked.layer.id}`, rel: 'collection', type: 'application/json' },
    ],
  }
  return JSON.stringify(foot).slice(1)
}

/** The same request with another cursor. */
function pageLink(items: string, request: Request, cursor: 'after' | 'before', id: string): string {
  const search = new URLSearchParams(request.originalUrl.split('?')[1] ?? '')
  search.delete('after')
  search.delete('before')
  search.set(cursor, id)
  return `${items}?${search}`
}

/** Sends pages of a collection's features, read from the database in batches. */
import type { Request, Response } from 'express'
import type { Database, Queryable } from '../../geodata/database/database.ts'
import { viewerOf } from '../access/viewer.ts'
import { baseUrl } from '../http/negotiation.ts'
import { contentCrs } from './crs.ts'
import { schemaLinks } from './schema-links.ts'
import { type Cursor, cursorText } from './select/cursor.ts'
import type { MatchCounter } from './select/matched.ts'
import { otherSideQuery, type Selection, selectionQuery } from './select/selection.ts'
import { keyName } from './select/sorting.ts'

/** Rows per batch, so that a large page is never in memory at once. */
const BATCH_ROWS = 1_000

type ItemRow = { readonly id: number; readonly feature: string } & Readonly<Record<string, string | null>>

interface Batch {
  readonly rows: readonly ItemRow[]
  /** Whether there are more features in the direction of reading. */
  readonly more: boolean
}

const cursorOf = (row: ItemRow, { order }: Selection): Cursor => ({
  keys: order.map((_, index) => row[keyName(index)] ?? null),
  inclusive: false,
})

/** Reads one row more than requested, to know whether there are more. */
async function readBatch(
  database: Queryable,
  selection: Selection,
  size: number,
  backwards: boolean,
): Promise<Batch> {
  const query = selectionQuery(selection, 'feature', { limit: size + 1, backwards, keys: true })
  const { rows } = await database.query<ItemRow>(query)
  const more = rows.length > size
  if (more) rows.pop()
  return { rows: backwards ? rows.reverse() : rows, more }
}

/** Yields the batches of a page in order. A page before a cursor is read backwards, in one batch. */
async function* batches(database: Queryable, selection: Selection, limit: number): AsyncGenerator<Batch> {
  if (selection.position?.side === 'before') {
    yield await readBatch(database, selection, limit, true)
    return
  }
  let from = selection
  for (let left = limit; left > 0; left -= BATCH_ROWS) {
    const batch = await readBatch(database, from, Math.min(left, BATCH_ROWS), false)
    yield batch
    const last = batch.rows.at(-1)
    if (!batch.more || last === undefined) return
    from = { ...selection, position: { side: 'after', cursor: cursorOf(last, selection) } }
  }
}

/** Contents of a page, known when all of it was written. */
interface Page {
  readonly returned: number
  readonly first: Cursor | undefined
  readonly last: Cursor | undefined
  /** Whether there are more features in the direction of reading. */
  readonly more: boolean
}

/** The database of the features, and the counter of all that match. */
export interface ItemsSource {
  readonly database: Database
  readonly counter: MatchCounter
}

/**
 * Writes a page as a GeoJSON feature collection. The first batch is read before anything is sent, so that an
 * error becomes a problem document; a later error closes the connection, which the client sees as an
 * incomplete body. Stops reading when the client disconnects.
 */
export async function sendItems(
  { database, counter }: ItemsSource,
  selection: Selection,
  limit: number,
  request: Request,
  response: Response,
): Promise<void> {
  const reading = batches(database, selection, limit)
  response.set('Content-Crs', contentCrs(selection.crs))
  let page: Page = { returned: 0, first: undefined, last: undefined, more: false }
  let text = '{"type":"FeatureCollection","features":['
  for (let batch = await reading.next(); !batch.done; ) {
    const { rows, more } = batch.value
    text += joined(rows, page.returned > 0)
    page = extended(page, rows, more, selection)
    batch = await reading.next()
    // A page of one batch is sent at once, together with its trailing members.
    if (batch.done) break
    if (!(await written(response, text))) return
    text = ''
  }
  const members = await trailingMembers({ database, counter }, selection, page, request)
  response.end(`${text}\n],${JSON.stringify(members).slice(1)}`)
}

function joined(rows: readonly ItemRow[], follows: boolean): string {
  let text = ''
  for (const row of rows) text += `${follows || text !== '' ? ',' : ''}\n${row.feature}`
  return text
}

function extended(page: Page, rows: readonly ItemRow[], more: boolean, selection: Selection): Page {
  const [first, last] = [rows[0], rows.at(-1)]
  return {
    returned: page.returned + rows.length,
    first: page.first ?? (first && cursorOf(first, selection)),
    last: (last && cursorOf(last, selection)) ?? page.last,
    more,
  }
}

/** Writes, and waits for a slow client. Returns false if the client has disconnected. */
async function written(response: Response, text: string): Promise<boolean> {
  if (response.destroyed) return false
  if (response.write(text) || response.req.method === 'HEAD') return true
  await new Promise<void>((resolve) => {
    const resume = () => {
      response.off('drain', resume).off('close', resume)
      resolve()
    }
    response.on('drain', resume).on('close', resume)
  })
  return !response.destroyed
}

async function trailingMembers(
  { database, counter }: ItemsSource,
  selection: Selection,
  page: Page,
  request: Request,
) {
  const beyond = await hasOtherSide(database, selection)
  const [hasPrevious, hasNext] =
    selection.position?.side === 'before' ? [page.more, beyond] : [beyond, page.more]
  const isWhole = selection.position === undefined && !page.more
  const matched = isWhole
    ? { numberMatched: page.returned }
    : await counter.matched(database, selection, viewerOf(request))
  const base = baseUrl(request)
  const collection = `${base}/collections/${selection.layer.id}`
  const type = 'application/geo+json'
  const link = (rel: 'prev' | 'next', side: 'before' | 'after', cursor: Cursor | undefined) =>
    cursor === undefined
      ? []
      : [
          {
            href: pageLink(`${collection}/items`, request, side, cursorText(selection.order, cursor)),
            rel,
            type,
          },
        ]
  return {
    numberReturned: page.returned,
    ...matched,
    timeStamp: new Date().toISOString(),
    links: [
      { href: base + request.originalUrl, rel: 'self', type },
      ...(hasPrevious ? link('prev', 'before', page.first ?? oppositeCursor(selection, 'after')) : []),
      ...(hasNext ? link('next', 'after', page.last ?? oppositeCursor(selection, 'before')) : []),
      { href: collection, rel: 'collection', type: 'application/json' },
      ...schemaLinks(collection),
    ],
  }
}

/** Returns the cursor for leaving an empty page in the other direction. */
function oppositeCursor({ position }: Selection, side: 'after' | 'before'): Cursor | undefined {
  if (position?.side !== side) return undefined
  return { ...position.cursor, inclusive: !position.cursor.inclusive }
}

/** Returns whether there are features on the other side of the page's cursor. */
async function hasOtherSide(database: Queryable, selection: Selection): Promise<boolean> {
  const query = otherSideQuery(selection)
  if (query === undefined) return false
  const { rows } = await database.query<{ found: boolean }>(query)
  return rows[0]?.found ?? false
}

/** Returns the URL of the same request with another cursor. */
function pageLink(items: string, request: Request, side: 'after' | 'before', cursor: string): string {
  const search = new URLSearchParams(request.originalUrl.split('?')[1] ?? '')
  search.delete('after')
  search.delete('before')
  search.set(side, cursor)
  return `${items}?${search}`
}

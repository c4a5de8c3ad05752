import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { findLayer } from '../../../geodata/model/catalogue.ts'
import { dataContext } from '../../../server/context.ts'
import { featuresEndpoints } from '../../../server/features/routes.ts'
import { cursorText } from '../../../server/features/select/cursor.ts'
import { sortKeys } from '../../../server/features/select/sorting.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { serve, type TestServer } from '../serve.ts'

const layer = findLayer('entrances')
if (layer === undefined) throw new Error('the catalogue has entrances')
const cursor = (id: string) => cursorText(sortKeys(layer, undefined), { keys: [id], inclusive: false })

/** Changes by others between two pages. */
interface Change {
  readonly insert: number
  /** Ids from 1; some do not exist. */
  readonly remove: readonly number[]
}

const change: fc.Arbitrary<Change> = fc.record({
  insert: fc.integer({ min: 0, max: 3 }),
  remove: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 6 }),
})

describeOnDatabase('paging while rows change', (db) => {
  let server: TestServer
  beforeAll(async () => {
    server = await serve(featuresEndpoints(dataContext(db())))
  })
  beforeEach(() => db().query('truncate entrances'))
  afterAll(() => server.close())

  const insert = (from: number, count: number) =>
    db().query(
      `insert into entrances (id, kind, source, source_id, licence, synthetic, geom)
       select n, 'main', 'fixture', n, 'CC0', true, ST_SetSRID(ST_MakePoint(119.7, 30.2), 4326)
       from generate_series($1::int, $2::int) as n`,
      [from, from + count - 1],
    )

  /** Reads page by page by one link, with a change after each page. */
  async function walk(start: string, rel: 'next' | 'prev', changes: readonly Change[]) {
    const removed = new Set<number>()
    const seen: number[] = []
    let last = 1000
    let pages = 0
    for (let address: string | undefined = start; address !== undefined; pages++) {
      const found = await (await fetch(address)).json()
      const ids: number[] = found.features.map((feature: { id: number }) => feature.id)
      expect(ids.length).toBe(found.numberReturned)
      seen.push(...(rel === 'next' ? ids : ids.toReversed()))
      address = found.links.find((link: { rel: string }) => link.rel === rel)?.href
      const { insert: count, remove } = changes[pages] ?? { insert: 0, remove: [] }
      await insert(last, count)
      last += count
      await db().query('delete from entrances where id = any($1::int[])', [remove])
      for (const id of remove) removed.add(id)
    }
    return { seen, removed }
  }

  it('forward: every remaining row is returned exactly once', async () => {
    const cases = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.array(change, { maxLength: 12 }))
    await fc.assert(
      fc.asyncProperty(cases, async ([limit, changes]) => {
        await db().query('truncate entrances')
        await insert(1, 40)
        const { seen, removed } = await walk(
          `${server.url}/collections/entrances/items?limit=${limit}`,
          'next',
          changes,
        )
        expect(new Set(seen).size).toBe(seen.length)
        const stayed = Array.from({ length: 40 }, (_, index) => index + 1).filter((id) => !removed.has(id))
        expect(seen).toEqual(expect.arrayContaining(stayed))
        expect(seen).toEqual(seen.toSorted((a, b) => a - b))
      }),
      { numRuns: 10 },
    )
  }, 180_000)

  it('backward: the same from the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.array(change, { maxLength: 12 }),
        async (limit, changes) => {
          await db().query('truncate entrances')
          await insert(1, 40)
          const start = `${server.url}/collections/entrances/items?limit=${limit}&before=${cursor('41')}`
          const { seen, removed } = await walk(start, 'prev', changes)
          expect(new Set(seen).size).toBe(seen.length)
          const stayed = Array.from({ length: 40 }, (_, index) => index + 1).filter((id) => !removed.has(id))
          expect(seen).toEqual(expect.arrayContaining(stayed))
        },
      ),
      { numRuns: 10 },
    )
  }, 180_000)

  it('an empty page still links back to the rows before it', async () => {
    await insert(1, 5)
    const address = `${server.url}/collections/entrances/items?after=${cursor('5')}&limit=3`
    const found = await (await fetch(address)).json()
    expect(found.features).toEqual([])
    const prev = found.links.find((link: { rel: string }) => link.rel === 'prev')
    const before = await (await fetch(prev.href)).json()
    expect(before.features.map((feature: { id: number }) => feature.id)).toEqual([3, 4, 5])
  })
})

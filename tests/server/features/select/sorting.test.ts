import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataContext } from '../../../../server/context.ts'
import { featuresEndpoints } from '../../../../server/features/routes.ts'
import { describeOnDatabase } from '../../../environment/databases.ts'
import { serve, type TestServer } from '../../serve.ts'

interface Found {
  readonly id: number
  readonly properties: Readonly<Record<string, unknown>>
}

interface Page {
  readonly features: readonly Found[]
  readonly links: readonly { readonly rel: string; readonly href: string }[]
}

/** Rows of `facilities` with frequent ties: nulls, equal texts and numbers. */
const row = fc.record({
  name: fc.constantFrom(null, '', 'a', 'b', "b'; --", '亭'),
  capacity: fc.constantFrom(null, -1, 0, 7, 100),
  fee: fc.constantFrom(null, true, false),
})
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never

const key = fc.tuple(fc.constantFrom('', '-', '+'), fc.constantFrom('name', 'capacity', 'fee', 'id'))
const order = fc
  .uniqueArray(key, { minLength: 0, maxLength: 3, selector: ([, name]) => name })
  .map((keys) => keys.map(([sign, name]) => sign + name).join(','))

const change = fc.record({
  insert: fc.array(row, { maxLength: 2 }),
  remove: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
})

const keyOf = (found: Found, name: string) => (name === 'id' ? found.id : (found.properties[name] ?? null))

/** Nulls are last in ascending order; the tests' databases compare texts by bytes. */
function compare(left: Found, right: Found, keys: readonly string[]): number {
  for (const one of [...keys, 'id']) {
    const name = one.replace(/^[+-]/, '')
    const [a, b] = [keyOf(left, name), keyOf(right, name)]
    if (a === b) continue
    const ascending = a === null ? 1 : b === null ? -1 : (a as string) < (b as string) ? -1 : 1
    return one.startsWith('-') ? -ascending : ascending
  }
  return 0
}

describeOnDatabase('sorting and paging by any keys', (db) => {
  let server: TestServer
  beforeAll(async () => {
    server = await serve(featuresEndpoints(dataContext(db())))
  })
  afterAll(() => server.close())

  const insert = (from: number, rows: readonly Row[]) =>
    db().query(
      `insert into facilities (id, kind, name, capacity, fee, source, source_id, licence, synthetic, geom)
       select $2 + n - 1, 'toilet', name, capacity, fee, 'test', ($2 + n - 1)::text, 'CC0', true,
         ST_SetSRID(ST_MakePoint(119.7, 30.2), 4326)
       from jsonb_array_elements($1::text::jsonb) with ordinality as one (value, n),
         jsonb_to_record(value) as facility (name text, capacity int, fee boolean)`,
      [JSON.stringify(rows), from],
    )

  async function walk(start: URL, rel: 'next' | 'prev', between: () => Promise<void>) {
    const seen: Found[] = []
    let edge = start.href
    for (let address: string | undefined = start.href; address !== undefined; ) {
      const page: Page = await (await fetch(address)).json()
      expect(page.features, JSON.stringify(page)).toBeDefined()
      seen.push(...(rel === 'next' ? page.features : page.features.toReversed()))
      edge = address
      address = page.links.find((link) => link.rel === rel)?.href
      await between()
    }
    return { seen, edge: new URL(edge) }
  }

  const address = (sortby: string, limit: number) => {
    const url = new URL('/collections/facilities/items', server.url)
    if (sortby !== '') url.searchParams.set('sortby', sortby)
    url.searchParams.set('limit', String(limit))
    return url
  }

  it('returns each remaining row once, in order, while others are added and deleted', async () => {
    const cases = fc.tuple(
      order,
      fc.integer({ min: 1, max: 9 }),
      fc.array(row, { minLength: 1, maxLength: 40 }),
      fc.array(change, { maxLength: 10 }),
    )
    await fc.assert(
      fc.asyncProperty(cases, async ([sortby, limit, rows, changes]) => {
        await db().query('truncate facilities')
        await insert(1, rows)
        const removed = new Set<number>()
        let next = 1000
        const pending = [...changes]
        const { seen } = await walk(address(sortby, limit), 'next', async () => {
          const { insert: added, remove } = pending.shift() ?? { insert: [], remove: [] }
          await insert(next, added)
          next += added.length
          await db().query('delete from facilities where id = any($1::int[])', [remove])
          for (const id of remove) removed.add(id)
        })
        const ids = seen.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        const stayed = rows.map((_, index) => index + 1).filter((id) => !removed.has(id))
        expect(ids).toEqual(expect.arrayContaining(stayed))
        const keys = sortby === '' ? [] : sortby.split(',')
        expect(seen).toEqual(seen.toSorted((a, b) => compare(a, b, keys)))
      }),
      { numRuns: 15 },
    )
  }, 180_000)

  it('returns the same pages backwards', async () => {
    await fc.assert(
      fc.asyncProperty(
        order,
        fc.integer({ min: 1, max: 9 }),
        fc.array(row, { minLength: 1, maxLength: 30 }),
        async (sortby, limit, rows) => {
          await db().query('truncate facilities')
          await insert(1, rows)
          const nothing = async () => undefined
          const { seen, edge } = await walk(address(sortby, limit), 'next', nothing)
          const back = await walk(edge, 'prev', nothing)
          expect(back.seen.map(({ id }) => id).toReversed()).toEqual(seen.map(({ id }) => id))
        },
      ),
      { numRuns: 12 },
    )
  }, 180_000)

  it('counts thousands exactly', async () => {
    await db().query('truncate facilities')
    await insert(1, Array(30).fill({ name: 'a', capacity: 1, fee: null }))
    const few = await (await fetch(address('-name', 7))).json()
    expect(few).toMatchObject({ numberMatched: 30, numberReturned: 7 })
    await db().transaction(async (client) => {
      // As an import does: tiles are not notified of each row.
      await client.query("select set_config('shuangxi.bulk', 'on', true)")
      await client.query(
        `insert into facilities (id, kind, source, source_id, licence, synthetic, geom)
         select 5000 + n, 'bench', 'test', 'x' || n, 'CC0', true, ST_SetSRID(ST_MakePoint(119.7, 30.2), 4326)
         from generate_series(1, 12000) as n`,
      )
    })
    await db().query('analyze facilities')
    const many = await (await fetch(`${server.url}/collections/facilities/items?limit=3`)).json()
    expect(many.numberMatched).toBe(12_030)
    const toilets = await (
      await fetch(`${server.url}/collections/facilities/items?limit=3&kind=toilet`)
    ).json()
    expect(toilets.numberMatched).toBe(30)
  }, 120_000)

  it('sends only the requested properties', async () => {
    const asked = async (query: string) =>
      (await (await fetch(`${server.url}/collections/facilities/items?limit=1&${query}`)).json()).features[0]
    expect(Object.keys((await asked('properties=capacity,kind')).properties)).toEqual(['kind', 'capacity'])
    expect((await asked('properties=geometry')).properties).toEqual({})
    expect((await asked('properties=geometry')).geometry.type).toBe('Point')
  })

  it.each([
    ['sortby=colour', 'sortby'],
    ['sortby=name,name', 'sortby'],
    ['sortby=name;drop', 'sortby'],
    ['sortby=-', 'sortby'],
    ['properties=colour', 'properties'],
    ['after=x', 'after'],
    ['before=W10', 'before'],
    [`after=${Buffer.from('["asc name,asc id",false,["a","1"]]').toString('base64url')}`, 'after'],
    [`after=${Buffer.from('["asc id",false,["1 or true"]]').toString('base64url')}`, 'after'],
    [`after=${Buffer.from('["asc id",false,[null]]').toString('base64url')}`, 'after'],
    [
      `sortby=capacity&after=${Buffer.from('["asc capacity,asc id",false,["x","1"]]').toString('base64url')}`,
      'after',
    ],
  ])('refuses %s', async (query, name) => {
    const response = await fetch(`${server.url}/collections/facilities/items?${query}`)
    expect(response.status).toBe(400)
    expect((await response.json()).details.zh).toContain(`参数 ${name} 应为`)
  })
})

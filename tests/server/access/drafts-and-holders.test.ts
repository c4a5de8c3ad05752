/** Unpublished plans and holders of parcels are visible to planners only; to limited ones, plans of their towns. */
import { expect, it } from 'vitest'
import { tileAt } from '../../../geodata/model/tile.ts'
import type { Actor } from '../../environment/acting.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { decodeTile } from '../../tiles/vector/tile-geometry.ts'
import { guarded, secret } from './world.ts'

const { z, x, y } = tileAt(119.77, 30.24, 10)
/** Ordered by more and less visible plans, so that a wrong tile from memory would be detected. */
const seen: readonly (readonly [Actor | undefined, readonly string[]])[] = [
  ['planner', ['P1', 'SECRET-P2', 'SECRET-P3']],
  [undefined, ['P1']],
  ['plannerOfTown', ['P1', 'SECRET-P2']],
  ['lead', ['P1']],
  ['admin', ['P1', 'SECRET-P2', 'SECRET-P3']],
  ['officerOfZ1', ['P1']],
]

describeOnPostgis('plans and parcels', (db) => {
  const { get, read } = guarded(db)

  it.each(seen)('in tiles, for %s', async (actor, codes) => {
    for (const layers of ['plans', 'parcels,plans']) {
      const answer = await get(`/tiles/${layers}/${z}/${x}/${y}.mvt`, actor)
      const { plans = [] } = decodeTile(new Uint8Array(await answer.arrayBuffer()))
      expect(plans.map(({ attributes }) => attributes.plan_code).toSorted()).toEqual(codes)
      const isPublic = codes.length === 1
      expect(answer.headers.get('cache-control')).toBe(`${isPublic ? 'public' : 'private'}, no-cache`)
    }
  })

  it.each(seen)('as features, counts and files, for %s', async (actor, codes) => {
    const page = await read('/collections/plans/items?sortby=plan_code', actor)
    const listed = page.features.map((one: { properties: { plan_code: string } }) => one.properties.plan_code)
    expect([listed, page.numberMatched]).toEqual([codes, codes.length])
    const hidden = await read("/collections/plans/items?filter=state<>'published'&limit=1", actor)
    expect(hidden.numberMatched ?? hidden.numberReturned).toBe(codes.length - 1)
    const csv = await (await get('/collections/plans/items?f=csv', actor)).text()
    expect(csv.trim().split('\n')).toHaveLength(codes.length + 1)
  })

  it('have, for others, the extent of the published ones', async () => {
    const west = async (actor?: Actor) => [
      (await read('/collections/plans', actor)).extent.spatial.bbox[0][0],
      (await read('/tiles/plans.json', actor)).bounds[0],
      (await read('/collections/plans/tiles/WebMercatorQuad', actor)).boundingBox.lowerLeft[0],
    ]
    for (const bound of await west('planner')) expect(bound).toBeLessThan(119.7)
    for (const actor of [undefined, 'lead', 'plannerOfTown'] as const) {
      for (const bound of await west(actor)) expect(bound).toBeGreaterThan(119.76)
    }
  })

  it('are hidden by id', async () => {
    const { features } = await read('/collections/plans/items?sortby=plan_code', 'planner')
    const [shown, near, far] = features.map(({ id }: { id: number }) => `/collections/plans/items/${id}`)
    const status = async (path: string, actor?: Actor) => (await get(path, actor)).status
    expect(await status(shown)).toBe(200)
    expect([await status(near), await status(near, 'lead'), await status(near, 'plannerOfTown')]).toEqual([
      404, 404, 200,
    ])
    expect([await status(far, 'plannerOfTown'), await status(far, 'planner')]).toEqual([404, 200])
    expect(await (await get(near)).text()).not.toMatch(secret)
  })

  it('have holders for planners: in features, files, versions and schemas', async () => {
    const items = '/collections/parcels/items'
    const paths = [
      items,
      `${items}/1`,
      `${items}?as-of=${new Date().toISOString()}`,
      ...['geojson', 'geojsonseq', 'flatgeobuf', 'csv'].map((format) => `${items}?f=${format}`),
      '/planning/parcels.csv',
      '/planning/extract?parcel=330112008001GB00001',
    ]
    const schemas = ['schema', 'queryables', 'sortables', 'schema/geojson', 'schema?type=create']
    for (const actor of [undefined, 'lead', 'plannerOfTown', 'admin'] as const) {
      const reads = actor === 'plannerOfTown' || actor === 'admin'
      for (const path of paths) {
        const answer = await get(path, actor)
        const text = Buffer.from(await answer.arrayBuffer()).toString('latin1')
        expect([path, actor, answer.status, text.includes('SECRET-H2')]).toEqual([path, actor, 200, reads])
      }
      for (const name of schemas) {
        const text = JSON.stringify(await read(`/collections/parcels/${name}`, actor))
        expect([name, actor, text.includes('"holder"')]).toEqual([name, actor, reads])
      }
    }
  })

  it('have, for others, holders like a property that does not exist', async () => {
    const items = '/collections/parcels/items'
    const questions = (name: string) => [
      `${items}?${name}=SECRET-H2`,
      `${items}?${name}=${'x'.repeat(300)}`,
      `${items}?${name}=a&${name}=b`,
      `${items}?${name}=a&limit=none`,
      `${items}?filter=${name}='SECRET-H2'`,
      `${items}?filter-lang=cql2-json&filter={"op":"like","args":[{"property":"${name}"},"SECRET%"]}`,
      `${items}?filter=casei(${name}) like casei('secret%')`,
      `${items}?sortby=${name}`,
      `${items}?properties=${name}`,
      `${items}?f=csv&${name}=x`,
    ]
    // A name of the same length.
    const unknown = questions('nobody')
    for (const [index, path] of questions('holder').entries()) {
      const answer = await get(path)
      const same = await get(unknown[index] ?? '')
      const text = (await answer.text()).replaceAll('holder', 'nobody')
      expect([path, answer.status, text]).toEqual([path, 400, await same.text()])
    }
    expect((await get(`${items}?holder=a`, 'planner')).status).toBe(200)
    expect((await get(`${items}?nobody=a`, 'planner')).status).toBe(400)
    const found = await read(`${items}?filter=holder like 'SECRET-H2%25'&sortby=-holder`, 'planner')
    expect(found.numberReturned).toBe(3)
  })

  it('keep, for others, the ETag of a feature whose holder changes', async () => {
    const etag = async (actor?: Actor) =>
      (await get('/collections/parcels/items/2', actor)).headers.get('etag')
    const before = [await etag(), await etag('planner')]
    await db().query("update parcels set holder = 'SECRET-H3' where id = 2")
    const after = [await etag(), await etag('planner')]
    expect([after[0] === before[0], after[1] === before[1]]).toEqual([true, false])
  })
})

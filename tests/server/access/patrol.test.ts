/** Positions and actions of patrols are hidden from others in every kind of request. */
import { expect, it } from 'vitest'
import { tileAt } from '../../../geodata/model/tile.ts'
import type { Actor } from '../../environment/acting.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { decodeTile } from '../../tiles/vector/tile-geometry.ts'
import { guarded, outsiders, secret } from './world.ts'

const { z, x, y } = tileAt(119.77, 30.24, 10)

describeOnDatabase('patrol data', (db) => {
  const { get, read } = guarded(db)
  /** Returns the codes of units in a tile with both zones. */
  const unitsIn = async (layers: string, actor: Actor) => {
    const answer = await get(`/tiles/${layers}/${z}/${x}/${y}.mvt`, actor)
    expect(answer.status).toBe(200)
    const { units = [] } = decodeTile(new Uint8Array(await answer.arrayBuffer()))
    return units.map(({ attributes }) => attributes.code).toSorted()
  }

  const closed = [
    `/tiles/units/${z}/${x}/${y}.mvt`,
    `/tiles/roads,incidents/${z}/${x}/${y}.mvt`,
    `/tiles/patrol_zones/${z}/${x}/${y}.mvt`,
    '/tiles/units.json',
    '/tiles/WebMercatorQuad?collections=units',
    `/tiles/WebMercatorQuad/${z}/${y}/${x}?collections=water,units`,
    `/collections/incidents/tiles/WebMercatorQuad/${z}/${y}/${x}`,
    '/collections/units/tiles',
    '/collections/incidents',
    ...['schema', 'queryables', 'sortables', 'items', 'items/1', 'items?f=csv', 'items/999999'].map(
      (path) => `/collections/incidents/${path}`,
    ),
    '/patrol/zones',
    '/patrol/units',
    '/patrol/incidents',
    '/patrol/incidents/points',
  ]

  it('are not available with another spelling of an id', async () => {
    for (const actor of ['officer', undefined] as const) {
      expect((await get(`/tiles/patrol_zones/0${z}/${x}/${y}.mvt`, actor)).status).toBe(400)
    }
  })

  it.each(closed)('are closed to others at %s', async (path) => {
    // An answer given to an officer before must not reach others.
    expect([200, 404]).toContain((await get(path, 'officer')).status)
    for (const [actor, status] of outsiders) {
      const answer = await get(path, actor)
      expect([path, actor, answer.status]).toEqual([path, actor, status])
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(answer.headers.get('cache-control')).toBe('no-store')
      if (status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
      const text = await answer.text()
      expect(text).not.toMatch(secret)
      expect(text).not.toMatch(/policy|relation|permission denied|select /i)
      expect(JSON.parse(text).details.zh).toBeTruthy()
    }
  })

  it('are not named in lists for other viewers', async () => {
    for (const [actor] of outsiders) {
      const texts = await Promise.all(
        ['/collections', '/tiles.json', '/tiles/WebMercatorQuad', '/style.json', '/collections/nothing'].map(
          async (path) => (await get(path, actor)).text(),
        ),
      )
      for (const text of texts)
        expect(text).not.toMatch(/"(units|incidents|patrol_zones)"|\b(units|incidents)\b,/)
    }
    const ids = (await read('/collections', 'officer')).collections.map(({ id }: { id: string }) => id)
    expect(ids).toEqual(expect.arrayContaining(['units', 'incidents', 'patrol_zones', 'roads']))
  })

  it('are limited to the officer’s zones, also in tiles that were cached for others', async () => {
    expect(await unitsIn('units', 'officer')).toEqual(['SECRET-U3', 'U1', 'U2'])
    expect(await unitsIn('units', 'leadOfZ1')).toEqual(['U1', 'U2'])
    expect(await unitsIn('units', 'leadOfZ2')).toEqual(['SECRET-U3'])
    expect(await unitsIn('units', 'officerOfZ1')).toEqual(['U1', 'U2'])
    expect(await unitsIn('units', 'admin')).toEqual(['SECRET-U3', 'U1', 'U2'])
    expect(await unitsIn('water,units', 'leadOfZ2')).toEqual(['SECRET-U3'])
  })

  it('are not revealed by the ETag of an officer’s tile', async () => {
    const path = `/tiles/units/${z}/${x}/${y}.mvt`
    const etag = (await get(path, 'officer')).headers.get('etag') ?? ''
    expect((await get(path, undefined, { 'if-none-match': etag })).status).toBe(401)
    expect((await get(path, 'leadOfZ2', { 'if-none-match': etag })).status).toBe(200)
    expect((await get(path, 'admin', { 'if-none-match': etag })).status).toBe(304)
  })

  it('are counted, placed and listed for limited officers within their zones', async () => {
    const page = await read('/collections/incidents/items', 'leadOfZ2')
    expect([page.numberMatched, page.numberReturned]).toEqual([1, 1])
    expect((await read('/collections/incidents/items', 'lead')).numberMatched).toBe(6)
    expect((await read("/collections/incidents/items?filter=zone_code='Z1'", 'leadOfZ2')).numberMatched).toBe(
      0,
    )
    expect((await read('/patrol/incidents/points', 'officerOfZ1')).count).toBe(5)
    expect((await read('/patrol/incidents', 'lead')).matched).toBe(6)
    const ofZ2 = await read('/patrol/incidents?zone=Z1,Z2', 'leadOfZ2')
    expect([ofZ2.matched, ofZ2.incidents.length, ofZ2.incidents[0].zone_code]).toEqual([1, 1, 'Z2'])
    expect((await read('/patrol/incidents?zone=Z1', 'leadOfZ2')).matched).toBe(0)
    expect((await read('/patrol/zones', 'leadOfZ2')).zones).toHaveLength(1)
    expect((await read('/patrol/units', 'officerOfZ1')).units).toHaveLength(2)
    const west = async (actor: Actor) => [
      (await read('/collections/units', actor)).extent.spatial.bbox[0][0],
      (await read('/tiles/units.json', actor)).bounds[0],
    ]
    for (const bound of await west('officer')) expect(bound).toBeLessThan(119.7)
    for (const bound of await west('officerOfZ1')) expect(bound).toBeGreaterThan(119.76)
    const one = (await read('/collections/units/items?filter=code=%27SECRET-U3%27', 'lead')).features[0].id
    expect((await get(`/collections/units/items/${one}`, 'leadOfZ2')).status).toBe(200)
    expect((await get(`/collections/units/items/${one}`, 'leadOfZ1')).status).toBe(404)
    const csv = await (await get('/collections/units/items?f=csv', 'leadOfZ1')).text()
    expect(csv).toContain('机密一组')
    expect(csv).not.toContain('机密三组')
  })

  it('are found only by viewers who may see them', async () => {
    const found = async (q: string, actor?: Actor) =>
      (await read(`/search?q=${encodeURIComponent(q)}`, actor)).results.map(
        ({ name }: { name: string }) => name,
      )
    for (const q of ['机密', 'jimi', 'jmyq', 'SECRET zone', 'Z2', 'U1', 'SECRET-U3', 'SECRET-I1', '二区']) {
      for (const [actor] of outsiders) expect(JSON.stringify(await found(q, actor))).not.toMatch(secret)
    }
    expect(await found('机密二区', 'officer')).toContain('机密二区')
    expect(await found('jimierqu', 'officer')).toContain('机密二区')
    expect(await found('jmeq', 'lead')).toContain('机密二区')
    expect(await found('机密', 'leadOfZ1')).toEqual(expect.arrayContaining(['机密一区', '机密一组']))
    expect(JSON.stringify(await found('机密', 'leadOfZ1'))).not.toMatch(/机密二区|机密三组/)
    expect(await found('u1', 'officer')).toEqual(['机密一组'])
    expect((await found('青山湖', 'officer'))[0]).toBe('青山湖')
  })

  it('are not revealed by public documents', async () => {
    for (const path of ['/about', '/api', '/ogc', '/legends.json', '/planning/summary'])
      expect(await (await get(path)).text()).not.toMatch(secret)
  })
})

import { get } from 'node:http'
import { expect, it } from 'vitest'
import type { Role } from '../../../../geodata/model/roles.ts'
import { by } from '../../../environment/acting.ts'
import { describeOnDatabase } from '../../../environment/databases.ts'
import { feature, inDegrees, northFirst, parcel, polygon, square, toilet, writing } from './client.ts'

describeOnDatabase('writing features', (db) => {
  const { url, send, create, read, problem } = writing(db)

  it('creates a feature: address, ETag, measured area, source and licence', async () => {
    const response = await send(
      'POST',
      'parcels/items',
      'planner',
      feature(polygon(inDegrees(square(478900, 3347900))), parcel),
    )
    expect(response.status).toBe(201)
    expect(await response.text()).toBe('')
    const location = response.headers.get('location') ?? ''
    expect(location).toMatch(new RegExp(`^${url()}/collections/parcels/items/\\d+$`))
    const { body, etag } = await read(location.slice(`${url()}/collections/`.length))
    expect(etag).toBe(response.headers.get('etag'))
    expect(body.geometry.type).toBe('MultiPolygon')
    expect(body.properties).toMatchObject({ ...parcel, source: 'edit:planner', synthetic: false, far: null })
    expect(body.properties.licence).toContain('平台运营方')
    expect(body.properties.area_m2).toBeCloseTo(10_000, 0)
  })

  it('accepts geometry in any system in its axis order', async () => {
    const ring = square(478800, 3347800)
    const crs = '<http://www.opengis.net/def/crs/EPSG/0/4549>'
    const path = await create('parcels', 'planner', feature(polygon(northFirst(ring)), parcel), {
      'content-crs': crs,
    })
    const { coordinates } = (await read(path)).body.geometry
    const [x = 0, y = 0] = inDegrees(ring)[0] ?? []
    expect(coordinates[0][0][0][0]).toBeCloseTo(x, 7)
    expect(coordinates[0][0][0][1]).toBeCloseTo(y, 7)
    const prefer = { 'content-crs': crs, prefer: 'return=representation' }
    const response = await send(
      'POST',
      'parcels/items',
      'planner',
      feature(polygon(northFirst(ring)), parcel),
      prefer,
    )
    expect(response.headers.get('preference-applied')).toBe('return=representation')
    expect(response.headers.get('content-crs')).toBe(crs)
    const made = (await response.json()).geometry.coordinates[0][0]
    expect(made[0][0]).toBeCloseTo(3347800, 2)
    expect(made[0][1]).toBeCloseTo(478800, 2)
    await problem(
      send('POST', 'parcels/items', 'planner', feature(polygon(ring), parcel), {
        'content-crs': '<EPSG:4528>',
      }),
      400,
    )
    expect(
      await problem(
        send('POST', 'parcels/items', 'planner', feature(polygon(northFirst(ring)), parcel)),
        400,
      ),
    ).toContain('CRS84')
  })

  it('replaces all, changes a part, and deletes, each from the version that was read', async () => {
    const path = await create('facilities', 'planner', toilet('甲'))
    const first = (await read(path)).etag
    await problem(send('PUT', path, 'planner', toilet('乙')), 428)
    await problem(send('PATCH', path, 'planner', { properties: {} }), 428)
    await problem(send('DELETE', path, 'planner'), 428)

    const merge = { 'if-match': first, 'content-type': 'application/merge-patch+json' }
    const patched = await send('PATCH', path, 'planner', { properties: { capacity: 7, fee: true } }, merge)
    expect(patched.status).toBe(204)
    const second = await read(path)
    expect(second.etag).toBe(patched.headers.get('etag'))
    expect(second.etag).not.toBe(first)
    expect(second.body.properties).toMatchObject({ name: '甲', capacity: 7, fee: true, kind: 'toilet' })
    await problem(send('PATCH', path, 'planner', { properties: { capacity: 8 } }, merge), 412)

    // The version belongs to the row: an ETag of another coordinate system is valid too.
    const metres = await read(
      path,
      `?crs=${encodeURIComponent('http://www.opengis.net/def/crs/EPSG/0/4549')}`,
    )
    expect(metres.etag).not.toBe(second.etag)
    const replaced = await send('PUT', path, 'planner', toilet('乙'), {
      'if-match': `"x", ${metres.etag}`,
      prefer: 'return=representation',
    })
    expect(replaced.status).toBe(200)
    expect((await replaced.json()).properties).toMatchObject({ name: '乙', capacity: null, fee: null })

    const taken = await send('PATCH', path, 'planner', { properties: { name: null } }, { 'if-match': '*' })
    expect(taken.status).toBe(204)
    const last = await read(path)
    expect(last.body.properties.name).toBeNull()
    await problem(send('DELETE', path, 'planner', undefined, { 'if-match': second.etag }), 412)
    expect((await send('DELETE', path, 'planner', undefined, { 'if-match': last.etag })).status).toBe(204)
    expect((await read(path)).status).toBe(404)
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      await problem(
        send(method, path, 'planner', method === 'DELETE' ? undefined : toilet('丙'), { 'if-match': '*' }),
        404,
      )
    await problem(send('DELETE', 'facilities/items/x', 'planner', undefined, { 'if-match': '*' }), 404)
  })

  it('keeps in versions who changed a feature, when and why', async () => {
    const ground = polygon(inDegrees(square(478700, 3347700)))
    const reason = (text: string) => ({ 'change-reason': encodeURIComponent(text) })
    const path = await create('parcels', 'planner', feature(ground, parcel), reason('新登记'))
    const patch = { properties: { far: 2 }, why: '  补录容积率  ' }
    expect((await send('PATCH', path, 'planner', patch, { 'if-match': '*' })).status).toBe(204)
    const put = { ...feature(ground, { ...parcel, holder: '某公司' }), why: null }
    const replaced = { 'if-match': '*', ...reason('登记使用权人') }
    expect((await send('PUT', path, 'planner', put, replaced)).status).toBe(204)
    const id = path.split('/').at(-1)
    const { rows } = await db().query<{ id: number }>(
      "insert into accounts (name, title) values ('lin', '林工') returning id",
    )
    const planner = db().as({ role: 'planner', account: rows[0]?.id ?? 0 })
    await planner.query('update parcels set far = 3 where id = $1', [id])
    const removed = { 'if-match': '*', ...reason('重复') }
    expect((await send('DELETE', path, 'planner', undefined, removed)).status).toBe(204)

    const versions = async (role: Role) => {
      const answer = await fetch(`${url()}/collections/${path}/versions`, {
        headers: role === 'public' ? {} : by(role),
      })
      return (await answer.json()).versions as { since: string; until: string }[]
    }
    const last = { begun_by: '林工', begun_for: null, deleted: true, deleted_by: null, deleted_for: '重复' }
    const seen = await versions('planner')
    expect(seen).toMatchObject([
      last,
      { begun_by: null, begun_for: '登记使用权人', deleted: false, deleted_for: null },
      { begun_for: '补录容积率' },
      { begun_for: '新登记' },
    ])
    expect(seen.map(({ since }) => since).slice(0, 3)).toEqual(seen.map(({ until }) => until).slice(1))
    expect((await versions('public'))[0]).toMatchObject({ ...last, begun_by: null })
    expect(await problem(fetch(`${url()}/collections/parcels/items/987654/versions`), 404)).toContain(
      '987654',
    )
  })

  it.each([
    ['a reason that is too long', { ...toilet('甲'), why: 'x'.repeat(501) }, {}, 'why'],
    ['a reason that is no text', { ...toilet('甲'), why: 7 }, {}, 'why'],
    ['a header that is not encoded', toilet('甲'), { 'change-reason': '%E4%' }, 'Change-Reason'],
  ])('refuses %s', async (_, body, headers, name) => {
    expect(await problem(send('POST', 'facilities/items', 'planner', body, headers), 400)).toContain(name)
  })

  it('answers If-None-Match of the current version with 304', async () => {
    const { etag } = await read('parcels/items/1')
    // fetch would add headers that ask for a fresh answer.
    const ask = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        get(`${url()}/collections/parcels/items/1`, { headers: { ...by('admin'), ...headers } }, (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        }).on('error', reject)
      })
    expect(await ask({ 'if-none-match': etag })).toBe(304)
    expect(await ask({ 'if-none-match': '"other"' })).toBe(200)
  })

  it('has one winner of two concurrent changes of a version', async () => {
    const path = await create('facilities', 'planner', toilet('争'))
    const { etag } = await read(path)
    const answers = await Promise.all(
      [1, 2, 3, 4].map((capacity) =>
        send('PATCH', path, 'planner', { properties: { capacity } }, { 'if-match': etag }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 412, 412, 412])
  })

  it('measures again if the geometry changes, and only then', async () => {
    const path = await create(
      'parcels',
      'planner',
      feature(polygon(inDegrees(square(478900, 3347900))), parcel),
    )
    const larger = { geometry: polygon(inDegrees(square(478900, 3347900, 200))) }
    expect((await send('PATCH', path, 'planner', larger, { 'if-match': '*' })).status).toBe(204)
    const use = (land_use: string, land_use_detail: string) =>
      send('PATCH', path, 'planner', { properties: { land_use, land_use_detail } }, { 'if-match': '*' })
    await problem(use('0801', '070102'), 400)
    expect((await use('0701', '070102')).status).toBe(204)
    const { body } = await read(path)
    expect(body.properties.area_m2).toBeCloseTo(40_000, 0)
    // The whole feature as it was read, including read-only properties, is sent back.
    const back = await send(
      'PUT',
      path,
      'planner',
      { ...body, properties: { ...body.properties, area_m2: 1, source: 'x' } },
      { 'if-match': '*' },
    )
    expect(back.status).toBe(204)
    const after = (await read(path)).body
    expect(after.properties).toMatchObject({ source: 'edit:planner', parcel_code: parcel.parcel_code })
    // Its corners were sent to the centimetre.
    expect(Math.abs(after.properties.area_m2 - 40_000)).toBeLessThan(5)
    const strict = { 'if-match': '*', prefer: 'handling=strict' }
    expect(
      await problem(send('PATCH', path, 'planner', { properties: { area_m2: 1 } }, strict), 400),
    ).toContain('area_m2')
  })

  it('keeps source, licence and synthetic mark of a changed feature', async () => {
    const patch = { properties: { far: 2 } }
    expect((await send('PATCH', 'parcels/items/1', 'admin', patch, { 'if-match': '*' })).status).toBe(204)
    expect((await read('parcels/items/1')).body.properties).toMatchObject({
      far: 2,
      source: 'fixture',
      licence: 'CC0',
      synthetic: true,
    })
  })

  it('creates one feature for one idempotency key', async () => {
    const key = { 'idempotency-key': 'k-1' }
    const before = (await read('facilities/items')).body.numberMatched
    const paths = await Promise.all([1, 2, 3].map(() => create('facilities', 'planner', toilet('一次'), key)))
    expect(new Set(paths).size).toBe(1)
    expect((await read('facilities/items')).body.numberMatched).toBe(before + 1)
    await problem(send('POST', 'facilities/items', 'planner', toilet('另一'), key), 422)
    // Keys of roles and layers are separate.
    expect(await create('facilities', 'admin', toilet('另一'), key)).not.toBe(paths[0])
    await problem(send('POST', 'facilities/items', 'planner', toilet('x'), { 'idempotency-key': 'a b' }), 400)
    // A key whose request failed can be used again.
    const failing = { 'idempotency-key': 'k-2' }
    await problem(send('POST', 'facilities/items', 'planner', feature(null, null), failing), 400)
    await create('facilities', 'planner', toilet('好'), failing)
  })

  it('updates the search after writes, renames and deletes', async () => {
    const hits = async (words: string) => {
      const { results } = await (await fetch(`${url()}/search?q=${encodeURIComponent(words)}`)).json()
      return results.map((result: { name: string }) => result.name)
    }
    const path = await create('facilities', 'planner', toilet('云栖驿'))
    expect(await hits('yunqiyi')).toContain('云栖驿')
    await send('PATCH', path, 'planner', { properties: { name: '竹径亭' } }, { 'if-match': '*' })
    expect(await hits('云栖驿')).not.toContain('云栖驿')
    expect(await hits('zhujingting')).toContain('竹径亭')
    await send('DELETE', path, 'planner', undefined, { 'if-match': '*' })
    expect(await hits('竹径亭')).not.toContain('竹径亭')
    // An imported feature: its own place is renamed.
    await send(
      'PATCH',
      'greenways/items/1',
      'planner',
      { properties: { name: '环湖新道' } },
      { 'if-match': '*' },
    )
    expect(await hits('huanhuxindao')).toContain('环湖新道')
    expect(await hits('青山湖环湖绿道')).not.toContain('青山湖环湖绿道')
  })

  it('describes what a client has to send', async () => {
    const schema = async (type: string) => (await read('parcels/schema', `?type=${type}`)).body
    const created = await schema('create')
    expect(created.required).toEqual(expect.arrayContaining(['type', 'geometry', 'properties']))
    expect(JSON.stringify(created)).toContain('"land_use"')
    expect(JSON.stringify(created)).not.toContain('area_m2')
    expect((await schema('update')).required).toBeUndefined()
    expect((await read('parcels/schema', '?type=other')).status).toBe(400)
  })
})

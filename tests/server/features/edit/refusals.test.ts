import { expect, it } from 'vitest'
import { type Actor, by } from '../../../environment/acting.ts'
import { describeOnDatabase } from '../../../environment/databases.ts'
import { feature, point, polygon, square, toilet, writing } from './client.ts'

describeOnDatabase('refusing to write features', (db) => {
  const { url, send, create, read, problem } = writing(db)

  it('depends on the viewer: 401, 403, and the roles of the catalogue', async () => {
    const body = toilet('无权')
    const nobody = await send('POST', 'facilities/items', 'public', body)
    expect(nobody.headers.get('www-authenticate')).toContain('Bearer')
    await problem(nobody, 401)
    await problem(send('POST', 'facilities/items', 'public', body, { authorization: 'Bearer wrong' }), 401)
    expect(await problem(send('POST', 'facilities/items', 'officer', body), 403)).toContain('planner, admin')
    await problem(send('DELETE', 'facilities/items/1', 'officer', undefined, { 'if-match': '*' }), 403)
    // A viewer who may not write learns nothing about the body or existing rows.
    await problem(send('PUT', 'facilities/items/99999', 'public', 'not json'), 401)
    expect((await read('facilities/items')).body.numberMatched).toBe(4)
    await problem(send('POST', 'places/items', 'admin', body), 405)
    expect(await create('facilities', 'admin', toilet(null))).toMatch(/^facilities\/items\/\d+$/)
  })

  it('is visible in OPTIONS, which lists what the viewer may do', async () => {
    const allow = async (path: string, actor?: Actor) => {
      const answer = await fetch(`${url()}/collections/${path}`, { method: 'OPTIONS', headers: by(actor) })
      expect(answer.headers.get('vary')).toMatch(/Cookie.*Authorization/)
      return answer.headers.get('allow')?.split(', ').sort()
    }
    const reading = ['GET', 'HEAD', 'OPTIONS']
    expect(await allow('facilities/items', 'planner')).toEqual([...reading, 'POST'])
    const changing = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'PUT']
    expect(await allow('facilities/items/1', 'planner')).toEqual(changing)
    expect(await allow('facilities/items/1', 'admin')).toEqual(changing)
    expect(await allow('units/items/1', 'lead')).toEqual(changing)
    // Incidents are cancelled, not deleted.
    expect(await allow('incidents/items/1', 'lead')).toEqual(changing.slice(1))
    for (const actor of ['officer', 'lead', undefined] as const) {
      expect(await allow('facilities/items', actor)).toEqual(reading)
      expect(await allow('facilities/items/1', actor)).toEqual(reading)
    }
    expect(await allow('places/items', 'admin')).toEqual(reading)
  })

  it.each([
    ['facilities', 'no json', 'JSON'],
    ['facilities', [], 'Feature'],
    ['facilities', feature(null, { kind: 'toilet' }), 'geometry'],
    ['facilities', feature({ type: 'Point', coordinates: [1] }, { kind: 'toilet' }), 'geometry'],
    ['facilities', feature({ type: 'Point', coordinates: [181, 30] }, { kind: 'toilet' }), 'CRS84'],
    ['facilities', feature(polygon(square(0, 0, 1)), { kind: 'toilet' }), 'Point'],
    ['facilities', feature(point, { kind: 'castle' }), 'properties.kind'],
    ['facilities', feature(point, { name: 'x' }), 'properties.kind'],
    ['facilities', feature(point, { kind: 'toilet', capacity: 1.5 }), 'properties.capacity 应为整数'],
    ['facilities', feature(point, { kind: 'toilet', fee: 'yes' }), 'properties.fee'],
    ['facilities', feature(point, { kind: 'toilet', name: 'a\0b' }), 'properties.name'],
    ['facilities', feature(point, { kind: 'toilet', colour: 'red' }), 'properties.colour'],
    [
      'control_lines',
      feature(
        polygon([
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 1],
          [0, 0],
        ]),
        { kind: 'flood', severity: 'note' },
      ),
      'Self-intersection',
    ],
    [
      'control_lines',
      feature(
        polygon([
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 1],
        ]),
        { kind: 'flood', severity: 'note' },
      ),
      '首尾相同',
    ],
    [
      'control_lines',
      feature(polygon(square(0, 0, 1)), { kind: 'flood', severity: 'note', valid_from: '2020-02-30' }),
      'properties.valid_from',
    ],
  ])('refuses to create in %s: %j', async (layer, body, expected) => {
    const before = (await read(`${layer}/items`)).body.numberMatched
    expect(await problem(send('POST', `${layer}/items`, 'planner', body), 400)).toContain(expected)
    expect((await read(`${layer}/items`)).body.numberMatched).toBe(before)
  })

  it('does not occur for unknown members if the client prefers lenient handling', async () => {
    const body = feature(point, { kind: 'toilet', colour: 'red' })
    await create('facilities', 'planner', body, { prefer: 'handling=lenient' })
  })

  it('explains a violated constraint', async () => {
    const unit = feature(point, {
      code: 'U1',
      name: '三组',
      state: 'available',
      zone_code: 'Z1',
      members: 5,
      skills: ['执法', "it's"],
    })
    expect(await problem(send('POST', 'units/items', 'lead', unit), 409)).toContain('code')
    const path = await create('units', 'lead', { ...unit, properties: { ...unit.properties, code: 'U9' } })
    expect((await read(path)).body.properties.skills).toEqual(['执法', "it's"])
    const entrance = feature(point, { kind: 'main', greenway_id: 99_999 })
    expect(await problem(send('POST', 'entrances/items', 'planner', entrance), 409)).toContain('greenway_id')
    await problem(
      send('POST', 'units/items', 'lead', feature(point, { ...unit.properties, code: 'U8', members: 1e15 })),
      400,
    )
  })

  it('includes other media types and bodies over the limit', async () => {
    const text = await send('POST', 'facilities/items', 'planner', 'a', { 'content-type': 'text/plain' })
    expect(text.headers.get('accept-post')).toContain('application/geo+json')
    await problem(text, 415)
    await problem(send('POST', 'facilities/items', 'planner', `"${'a'.repeat(5_000_000)}"`), 413)
  })
})

/** Writes within one's roles and limits; PostgreSQL refuses others, and the answer explains it. */
import { expect, it } from 'vitest'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import { type Actor, by } from '../../environment/acting.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { guarded } from './world.ts'

const at = (zone_code: string, number: string) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [119.77, 30.24] },
  properties: { number, kind: 'injury', state: 'received', channel: 'call_110', zone_code, received_at: now },
})
const now = '2026-03-01T00:00:00Z'

describeOnPostgis('writing', (db) => {
  const { url, read } = guarded(db)
  const send = async (method: string, path: string, actor: Actor | undefined, body?: unknown) => {
    const answer = await fetch(`${url()}/collections/${path}`, {
      method,
      headers: { ...by(actor), 'if-match': '*', 'content-type': 'application/geo+json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    expect(text).not.toMatch(/policy|relation|row-level|permission denied/i)
    if (answer.status >= 400) expect(JSON.parse(text).details.zh).toBeTruthy()
    return answer.status
  }
  const idOf = async (layer: string, filter: string) =>
    (await read(`/collections/${layer}/items?filter=${encodeURIComponent(filter)}`, 'admin')).features[0]?.id

  it('is allowed to the roles of a layer', async () => {
    const incident = at('Z1', 'NEW-1')
    expect(await send('POST', 'incidents/items', undefined, incident)).toBe(401)
    expect(await send('POST', 'incidents/items', 'planner', incident)).toBe(403)
    expect(await send('POST', 'incidents/items', 'officer', incident)).toBe(201)
    const unit = await idOf('units', "code='U1'")
    expect(await send('PATCH', `units/items/${unit}`, 'officer', { properties: { members: 4 } })).toBe(403)
    expect(await send('PATCH', `units/items/${unit}`, 'leadOfZ1', { properties: { members: 4 } })).toBe(204)
  })

  it('is limited to the zones of an account', async () => {
    expect(await send('POST', 'incidents/items', 'officerOfZ1', at('Z1', 'NEW-2'))).toBe(201)
    expect(await send('POST', 'incidents/items', 'officerOfZ1', at('Z2', 'NEW-3'))).toBe(403)
    expect(await idOf('incidents', "number='NEW-3'")).toBeUndefined()
    const [own, foreign] = [
      await idOf('incidents', "number='NEW-2'"),
      await idOf('incidents', "zone_code='Z2'"),
    ]
    const moved = { properties: { zone_code: 'Z2' } }
    expect(await send('PATCH', `incidents/items/${own}`, 'officerOfZ1', moved)).toBe(403)
    expect(
      await send('PATCH', `incidents/items/${own}`, 'officerOfZ1', { properties: { kind: 'loss' } }),
    ).toBe(400)
    expect(
      await send('PATCH', `incidents/items/${own}`, 'officerOfZ1', { properties: { state: 'closed' } }),
    ).toBe(400)
    expect(
      await send('PATCH', `incidents/items/${own}`, 'officerOfZ1', { properties: { words: 'more' } }),
    ).toBe(204)
    // Hidden rows do not exist for the viewer.
    expect(await send('PATCH', `incidents/items/${foreign}`, 'officerOfZ1', moved)).toBe(404)
    // Incidents are cancelled, not deleted.
    expect(await send('DELETE', `incidents/items/${own}`, 'lead')).toBe(405)
    expect(await idOf('incidents', "zone_code='Z2'")).toBe(foreign)
  })

  it('is limited to the towns of an account', async () => {
    const far = { properties: { far: 2 } }
    // Parcels 1 and 2 are in the town, 3 in the other one.
    await db().query("update parcels set town_code = case when id = 3 then '330112007' else '330112008' end")
    expect(await send('PATCH', 'parcels/items/1', 'plannerOfTown', far)).toBe(204)
    expect(await send('PATCH', 'parcels/items/3', 'plannerOfTown', far)).toBe(403)
    expect(await send('DELETE', 'parcels/items/3', 'plannerOfTown')).toBe(403)
    const moved = { properties: { town_code: '330112007' } }
    expect(await send('PATCH', 'parcels/items/1', 'plannerOfTown', moved)).toBe(403)
    expect(await send('PATCH', 'parcels/items/3', 'planner', far)).toBe(204)
    const [near, away] = [
      await idOf('plans', "plan_code='SECRET-P2'"),
      await idOf('plans', "plan_code='SECRET-P3'"),
    ]
    const renamed = { properties: { name: '甲' } }
    expect(await send('PATCH', `plans/items/${near}`, 'plannerOfTown', renamed)).toBe(204)
    expect(await send('PATCH', `plans/items/${away}`, 'plannerOfTown', renamed)).toBe(404)
    expect(await send('PATCH', `plans/items/${near}`, 'lead', renamed)).toBe(403)
    const published = await idOf('plans', "plan_code='P1'")
    await db().query("update plans set town_code = '330112007' where plan_code = 'P1'")
    expect(await send('PATCH', `plans/items/${published}`, 'plannerOfTown', renamed)).toBe(403)
  })

  it('updates the names of the search, whoever wrote before', async () => {
    const toilet = (name: string) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [119.77, 30.24] },
      properties: { kind: 'toilet', name },
    })
    expect(await send('POST', 'facilities/items', 'admin', toilet('管理员厕所'))).toBe(201)
    expect(await send('POST', 'facilities/items', 'planner', toilet('规划师厕所'))).toBe(201)
    const id = await idOf('facilities', "name='管理员厕所'")
    expect(await send('PATCH', `facilities/items/${id}`, 'planner', { properties: { name: '新厕所' } })).toBe(
      204,
    )
    const { results } = await read(`/search?q=${encodeURIComponent('新厕所')}`)
    expect(results[0].name).toBe('新厕所')
  })

  it('has no conflict with hidden rows', async () => {
    const unit = (zone_code: string, code: string) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [119.77, 30.24] },
      properties: { code, name: '四组', state: 'available', zone_code, members: 5, skills: [] },
    })
    // Both numbers are used in Z2.
    expect(await send('POST', 'incidents/items', 'officerOfZ1', at('Z1', 'SECRET-I6'))).toBe(201)
    expect(await send('POST', 'units/items', 'leadOfZ1', unit('Z1', 'SECRET-U3'))).toBe(201)
    // And now also in Z1, where the viewer sees it.
    expect(await send('POST', 'incidents/items', 'officerOfZ1', at('Z1', 'SECRET-I6'))).toBe(409)
    expect(await send('POST', 'units/items', 'leadOfZ1', unit('Z1', 'SECRET-U3'))).toBe(409)
    const other = await idOf('incidents', "number='NEW-1'")
    const renamed = { properties: { number: 'SECRET-I6' } }
    expect(await send('PATCH', `incidents/items/${other}`, 'officer', renamed)).toBe(409)
    // In other zones it is forbidden, whether the number is used or not.
    for (const number of ['SECRET-I6', 'NEW-9'])
      expect(await send('POST', 'incidents/items', 'officerOfZ1', at('Z2', number))).toBe(403)
  })

  it('assigns ids that do not reveal how much others write', async () => {
    const layers = ['patrol_zones', 'units', 'incidents', 'plans']
    for (const layer of layers) {
      const { rows } = await db().query<{ id: number }>(
        `select unguessable_id($1::regclass) as id from generate_series(1, 200)`,
        [layer],
      )
      const ids = rows.map(({ id }) => id)
      expect(ids.every((id) => Number.isSafeInteger(id) && id >= 2 ** 52)).toBe(true)
      // Both halves of the range are used; the probability that one is not is below 10^-12.
      expect(ids.filter((id) => id < 1.5 * 2 ** 52).length).toBeGreaterThan(50)
      expect(ids.filter((id) => id >= 1.5 * 2 ** 52).length).toBeGreaterThan(50)
      expect(new Set(ids).size).toBe(200)
    }
    const incident = async (number: string) => {
      expect(await send('POST', 'incidents/items', 'officerOfZ1', at('Z1', number))).toBe(201)
      return idOf('incidents', `number='${number}'`)
    }
    const ids = [await incident('NEW-10'), await incident('NEW-11'), await incident('NEW-12')]
    for (const id of ids) expect(id).toBeGreaterThanOrEqual(2 ** 52)
    expect(Math.abs(ids[1] - ids[0])).toBeGreaterThan(1_000_000)
    // The number is exact, here and in a tile.
    const path = `incidents/items/${ids[2]}`
    expect((await read(`/collections/${path}`, 'officerOfZ1')).properties.number).toBe('NEW-12')
    expect(await send('PATCH', path, 'officerOfZ1', { properties: { words: 'x' } })).toBe(204)
    // All layers with limited visibility.
    expect(catalogue.filter(({ restricted }) => restricted).map(({ id }) => id)).toEqual(
      expect.arrayContaining(layers),
    )
    for (const { id, restricted } of catalogue) {
      const { rows } = await db().query<{ fallback: string | null }>(
        "select column_default as fallback from information_schema.columns where table_name = $1 and column_name = 'id'",
        [id],
      )
      if (restricted) expect([id, rows[0]?.fallback]).toEqual([id, expect.stringContaining('unguessable_id')])
    }
  })
})

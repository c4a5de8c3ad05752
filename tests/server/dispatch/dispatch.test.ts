/** Ranking, routes, closures and run cards for officers and leads. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closureSchema } from '../../../geodata/model/answers/closures.ts'
import { networkSchema } from '../../../geodata/model/answers/network.ts'
import {
  matrixSchema,
  nearestUnitsSchema,
  type Ranking,
  rankingSchema,
  unitRouteSchema,
} from '../../../geodata/model/answers/patrol-ranking.ts'
import { type Actor, actingAccess, by } from '../../environment/acting.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { plansRoutes } from './people-routes.ts'
import { followsRoutes } from './route-watch.ts'
import { addIncident, addRoad, addStreets, addUnit, addZone, at } from './town.ts'

describeOnDatabase('dispatch', (db) => {
  let app: ServedApp
  let incident = 0

  const ask = (path: string, actor?: Actor, method = 'GET', body?: unknown) =>
    fetch(app.url + path, {
      method,
      headers: { ...by(actor), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const ranking = async (query = '', actor: Actor = 'lead'): Promise<Ranking> => {
    const answer = await ask(`/patrol/incidents/${incident}/ranking${query}`, actor)
    expect(answer.status).toBe(200)
    return rankingSchema.parse(await answer.json())
  }
  const codes = (list: Ranking, code: string) =>
    list.units.find((unit) => unit.code === code)?.reasons.map((reason) => reason.code)
  const cards = (demand: unknown, level = 1) => ({
    kind: null,
    priority: null,
    alarm_level: level,
    demand,
    profile: 'vehicle',
    note_zh: null,
    note_en: null,
    synthetic: true,
  })

  beforeAll(async () => {
    await addStreets(db())
    await addZone(db(), 'Z1')
    await addUnit(db(), { code: 'near', node: 6, skills: ['公安'] })
    await addUnit(db(), { code: 'middle', node: 5, skills: ['急救'] })
    await addUnit(db(), { code: 'far', node: 1, skills: ['公安', '急救'], zone: 'Z2', age: 200 })
    await addUnit(db(), { code: 'off', node: 9, state: 'off_shift' })
    await addUnit(db(), { code: 'lost', node: 9, age: 900 })
    await addUnit(db(), { code: 'few', node: 9, members: 2 })
    incident = await addIncident(db(), 9)
    app = await serveApp(db(), {}, { access: actingAccess })
  }, 60_000)
  afterAll(() => app.close())

  it('ranks every unit by time, with a reason for choosing it or not', async () => {
    const list = await ranking()
    expect(list.units.map(({ code, rank }) => [code, rank])).toEqual([
      ['near', 1],
      ['middle', 2],
      ['far', 3],
      ...['few', 'lost', 'off'].map((code) => [code, null]),
    ])
    expect(list.units.filter(({ chosen }) => chosen).map(({ code }) => code)).toEqual(['near'])
    expect(codes(list, 'near')).toEqual(['chosen'])
    expect(codes(list, 'middle')).toEqual(['not_needed'])
    expect(codes(list, 'far')).toEqual(['not_needed', 'other_zone', 'position_late'])
    expect(codes(list, 'off')).toEqual(['off_shift'])
    expect(codes(list, 'lost')).toEqual(['position_old'])
    expect(codes(list, 'few')).toEqual(['crew_below_minimum'])
    expect(list.shortfalls).toEqual([])
    const [near, middle] = list.units
    // One block and two blocks at 20 km/h.
    expect(near?.network_s).toBeCloseTo(111.2 / (20 / 3.6), 0)
    expect(near?.seconds).toBeCloseTo((near?.network_s ?? 0) + 60, 5)
    expect(middle?.metres).toBeCloseTo(111.2 + 96.1, -1)
  })

  it('chooses the units and the lead for a run card, and shows shortfalls with reasons', async () => {
    const replaced = await ask('/patrol/run-cards', 'lead', 'PUT', {
      cards: [
        cards([
          { count: 1, skills: ['急救'] },
          { count: 1, skills: ['公安'] },
        ]),
        cards(
          [
            { count: 2, skills: ['公安'] },
            { count: 1, skills: ['消防'] },
          ],
          2,
        ),
      ],
    })
    expect(replaced.status).toBe(200)
    const first = await ranking()
    expect(first.units.filter(({ chosen }) => chosen).map(({ code, lead }) => [code, lead])).toEqual([
      ['near', true],
      ['middle', false],
    ])
    expect(first.shortfalls).toEqual([])
    const second = await ranking('?alarm=2')
    expect(second.alarm_level).toBe(2)
    expect(second.units.filter(({ chosen }) => chosen).map(({ code }) => code)).toEqual(['near', 'far'])
    expect(second.units.find(({ code }) => code === 'middle')?.reasons).toEqual([
      { code: 'skill_lacking', weight: 'passes_over', params: { skills: ['公安', '消防'] } },
    ])
    expect(second.shortfalls).toEqual([{ skills: ['消防'], wanted: 1, found: 0, reasons: [] }])
    const repeated = await ask('/patrol/run-cards', 'lead', 'PUT', {
      cards: [cards([{ count: 1, skills: [] }]), cards([{ count: 2, skills: [] }])],
    })
    expect(repeated.status).toBe(400)
    expect(await repeated.text()).toContain('alarm level')
    await ask('/patrol/run-cards', 'lead', 'PUT', { cards: [] })
  })

  it('recognises busy units and units already assigned', async () => {
    const other = await addIncident(db(), 1, 'littering')
    await db().query(
      "insert into incident_units (incident_id, unit_code, lead, sent_at) values ($1, 'near', true, now())",
      [other],
    )
    const list = await ranking()
    expect(codes(list, 'near')).toEqual(['busy'])
    expect(list.units.filter(({ chosen }) => chosen).map(({ code }) => code)).toEqual(['middle'])
    await db().query('update incident_units set incident_id = $1', [incident])
    const sent = await ranking()
    expect(sent.units[0]).toMatchObject({ code: 'near', rank: null, lead: true, chosen: false })
    expect(codes(sent, 'near')).toEqual(['assigned'])
    expect(sent.units.filter(({ chosen }) => chosen)).toEqual([])
    await db().query('delete from incident_units')
  })

  it('returns the route of a unit as a line, and avoids a new closure at once', async () => {
    const route = async () => {
      const answer = await ask(`/patrol/incidents/${incident}/route?unit=near`, 'officer')
      expect(answer.status).toBe(200)
      return unitRouteSchema.parse(await answer.json())
    }
    const before = await route()
    expect(before.geometry.coordinates[0]).toEqual(at(6))
    expect(before.geometry.coordinates.at(-1)).toEqual(at(9))
    expect(before.properties.metres).toBe(111)
    expect((await ranking()).units[0]?.network_s).toBe(before.properties.network_s)

    const closing = {
      kind: 'flood',
      reason_zh: '积水',
      profiles: ['vehicle'],
      starts_at: null,
      ends_at: null,
    }
    const [lon, lat] = at(9)
    const body = {
      ...closing,
      geometry: {
        type: 'LineString',
        coordinates: [
          [lon - 0.0001, lat - 0.0005],
          [lon + 0.0001, lat - 0.0005],
        ],
      },
    }
    expect((await ask('/network/closures', 'officer', 'POST', body)).status).toBe(403)
    // A line across the street near the junction closes the block that it crosses; a line along the street
    // closes all of it.
    const short = closureSchema.parse(await (await ask('/network/closures', 'lead', 'POST', body)).json())
    expect((await route()).properties.metres).toBeGreaterThan(290)
    await ask(`/network/closures/${short.id}`, 'lead', 'DELETE')
    const whole = { ...closing, geometry: { type: 'LineString', coordinates: [at(6), at(9)] } }
    const closed = closureSchema.parse(await (await ask('/network/closures', 'lead', 'POST', whole)).json())
    expect(closed.in_force).toBe(true)
    const around = await route()
    expect(around.properties.metres).toBeGreaterThan(290)
    expect(around.properties.network.closures).toBe(1)
    expect((await ranking()).units.find(({ code }) => code === 'near')?.network_s).toBe(
      around.properties.network_s,
    )
    // The closure does not affect pedestrians.
    const onFoot = await ask(`/patrol/incidents/${incident}/route?unit=near&profile=foot`, 'officer')
    expect(unitRouteSchema.parse(await onFoot.json()).properties.metres).toBe(111)
    expect((await (await ask('/network/closures')).json()).closures).toHaveLength(1)
    expect((await ask(`/network/closures/${closed.id}`, 'lead', 'DELETE')).status).toBe(204)
    expect((await route()).properties.metres).toBe(111)
  })

  it('refuses closures that close no way, end before they begin, or are in zones of others', async () => {
    const closing = { kind: 'event', reason_zh: '活动', profiles: ['vehicle'] }
    const text = async (body: unknown, actor: Actor = 'lead') => {
      const answer = await ask('/network/closures', actor, 'POST', body)
      return `${answer.status} ${await answer.text()}`
    }
    expect(await text(closing)).toMatch(/^400 .*geometry or road_id/)
    expect(await text({ ...closing, road_id: 12345 })).toMatch(/^404 .*road/)
    const early = {
      ...closing,
      geometry: { type: 'Point', coordinates: at(5) },
      ends_at: '2020-01-01T00:00:00Z',
    }
    expect(await text(early)).toMatch(/^400 .*ends_at/)
    expect(await text({ ...early, ends_at: null }, 'leadOfZ2')).toMatch(/^403/)
    expect(await text({ ...early, ends_at: null }, 'leadOfZ1')).toMatch(/^201/)
    await db().query('delete from closures')
  })

  it('is notified of closures from another server', async () => {
    await db().query(
      `insert into closures (kind, reason_zh, profiles, road_id, geom)
       select 'event', '活动', '{vehicle}', id, geom from roads where source_id = 'way/east'`,
    )
    await expect
      .poll(async () =>
        (await ranking()).units.find(({ code }) => code === 'near')?.reasons.map(({ code }) => code),
      )
      .not.toEqual(['chosen'])
    await db().query('delete from closures')
    await expect.poll(async () => codes(await ranking(), 'near')).toEqual(['chosen'])
  })

  it('returns the nearest units, and travel times between places for programs', async () => {
    const [lon, lat] = at(2)
    const answer = await ask(`/patrol/nearest?lon=${lon}&lat=${lat}&k=2`, 'officer')
    const { units } = nearestUnitsSchema.parse(await answer.json())
    expect(units.map(({ code }) => code)).toEqual(['far', 'middle'])
    expect((await ask('/patrol/nearest?lat=30', 'officer')).status).toBe(400)
    const body = { profile: 'foot', sources: [at(1), at(9), [0, 0]], targets: [at(3), at(7)] }
    const matrix = matrixSchema.parse(await (await ask('/patrol/matrix', 'officer', 'POST', body)).json())
    expect(matrix.metres.map((row) => row.map((cell) => cell && Math.round(cell / 10)))).toEqual([
      [19, 22],
      [22, 19],
      [null, null],
    ])
    expect(matrix.source_gaps_m).toEqual([0, 0, null])
    const many = Array.from({ length: 60 }, () => at(1))
    const tooMany = await ask('/patrol/matrix', 'officer', 'POST', { sources: many, targets: many })
    expect(tooMany.status).toBe(400)
    expect(await tooMany.text()).toContain('50')
  })

  followsRoutes(db, ask, () => incident)
  plansRoutes(ask)

  it('rebuilds the network when a way is added, while the old network answers', async () => {
    const info = async () => networkSchema.parse(await (await ask('/network')).json())
    await expect
      .poll(info, { timeout: 20_000 })
      .toMatchObject({ state: 'ready', outdated: false, edges: 12, nodes: 9 })
    const before = await info()
    await addRoad(db(), 'diagonal', [5, 9])
    expect((await ranking()).units).toHaveLength(6)
    await expect.poll(async () => (await info()).edges, { timeout: 20_000 }).toBe(13)
    const list = await ranking()
    expect(list.network.version).not.toBe(before.version)
    const middle = list.units.find(({ code }) => code === 'middle')
    expect(middle?.metres).toBeLessThan(160)
    const ready = await (await ask('/readyz')).json()
    expect(ready.network).toMatchObject({ state: 'ready', outdated: false, edges: 13 })
    expect(ready.network.bytes).toBeGreaterThan(1000)
  })

  it('shows an officer only units of the own zone, and nothing to the public', async () => {
    const own = await ranking('', 'officerOfZ1')
    expect(own.units.map(({ code }) => code)).not.toContain('far')
    expect((await ask(`/patrol/incidents/${incident}/ranking`, 'leadOfZ2')).status).toBe(404)
    expect((await ask(`/patrol/incidents/${incident}/ranking`)).status).toBe(401)
    expect(
      (await ask('/patrol/matrix', undefined, 'POST', { sources: [at(1)], targets: [at(2)] })).status,
    ).toBe(401)
  })
})

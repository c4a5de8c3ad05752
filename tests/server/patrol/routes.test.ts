import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataContext } from '../../../server/context.ts'
import { patrolEndpoints } from '../../../server/patrol/routes.ts'
import { readSettings } from '../../../server/settings.ts'
import { actors } from '../../environment/acting.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { rewriteIncidents } from '../../environment/rewrite-incidents.ts'
import { loadFixture, serve, type TestServer } from '../serve.ts'

describeOnDatabase('patrol', (db) => {
  let server: TestServer
  beforeAll(async () => {
    server = await serve(
      patrolEndpoints({ ...dataContext(db()), settings: readSettings({}) }),
      actors.officer,
    )
  })
  afterAll(() => server.close())

  const get = (path: string) => fetch(`${server.url}/patrol/${path}`)
  const read = async (path: string) => {
    const response = await get(path)
    expect(response.status).toBe(200)
    return response.json()
  }

  it('answers with empty lists without data', async () => {
    expect(await read('zones')).toEqual({ as_of: null, zones: [] })
    expect(await read('units')).toEqual({ units: [] })
    expect(await read('incidents/points')).toEqual({
      ...{ epoch: null, count: 0, synthetic: false, kinds: [], zones: [] },
      ...{ id: [], lon: [], lat: [], received_s: [], kind: [], zone: [], outcome: [], outcomes: [] },
    })
    const { as_of, ...list } = await read('incidents')
    expect(list).toEqual({
      open: 0,
      overdue: 0,
      matched: 0,
      sla_from: 'receipt',
      incidents: [],
      next: null,
    })
    expect(Math.abs(Date.parse(as_of) - Date.now())).toBeLessThan(60_000)
    await loadFixture(db())
  })

  it('counts incidents of 30 days, units and met clocks', async () => {
    const { zones, as_of } = await read('zones')
    expect(Math.abs(Date.parse(as_of) - Date.now())).toBeLessThan(120_000)
    expect(zones.map((zone: { code: string }) => zone.code)).toEqual(['Z1', 'Z2'])
    expect(zones[0]).toMatchObject({
      incidents_30d: 4,
      incidents_open: 2,
      units: { available: 1, en_route: 0, on_scene: 1, off_shift: 0 },
      // One met, one late, one open and overdue; the incident of a minute ago is not due yet.
      attainment: {
        routed: { limit_s: 300, met: 1, breached: 2 },
        arrived: { limit_s: 600, met: 1, breached: 2 },
        fed_back: { limit_s: 1800, met: 1, breached: 2 },
      },
    })
    expect(zones[0].attainment.routed.rate).toBeCloseTo(1 / 3)
    expect(zones[1]).toMatchObject({
      incidents_30d: 0,
      attainment: { routed: { rate: null, interval: null } },
    })
  })

  it('sends incidents as columns of equal length, in the order of receipt', async () => {
    const all = await read('incidents/points')
    expect(all.count).toBe(5)
    for (const column of ['id', 'lon', 'lat', 'received_s', 'kind', 'zone'])
      expect(all[column]).toHaveLength(5)
    expect(all.kinds).toEqual(['injury', 'littering', 'open_fire'])
    expect(all.kind.map((index: number) => all.kinds[index])).toEqual([
      ...['littering', 'littering', 'injury', 'littering', 'open_fire'],
    ])
    expect(all.lon).toEqual([119.775, 119.771, 119.772, 119.773, 119.774])
    expect(all.received_s[0]).toBe(0)
    expect(all.received_s[1]).toBe(37 * 86400)
    expect(Math.abs(all.epoch - (Date.now() / 1000 - 40 * 86400))).toBeLessThan(120)
    expect(all.zone.map((index: number) => all.zones[index])).toEqual(['Z1', 'Z1', 'Z1', 'Z1', 'Z1'])
    expect(all.synthetic).toBe(true)
    expect(all.outcome.map((index: number) => all.outcomes[index])).toEqual([
      ['met', 'met', 'met'],
      ['met', 'met', 'met'],
      ['breached', 'breached', 'breached'],
      ['breached', 'breached', 'breached'],
      ['running', 'running', 'running'],
    ])
  })

  it('filters incidents by time and kind', async () => {
    const from = new Date(Date.now() - 10 * 86400_000).toISOString()
    expect((await read(`incidents/points?from=${from}`)).count).toBe(4)
    expect((await read(`incidents/points?to=${from}`)).count).toBe(1)
    const some = await read(`incidents/points?from=${from}&kind=littering,injury`)
    expect(some).toMatchObject({ count: 3, kinds: ['injury', 'littering'] })
    expect((await get('incidents/points?kind=murder')).status).toBe(400)
    expect((await get('incidents/points?from=2026-02-02&to=2026-02-01')).status).toBe(400)
    expect((await get("incidents/points?from='; drop table incidents")).status).toBe(400)
  })

  it('shows the last month of old data', async () => {
    await rewriteIncidents(db(), "update incidents set received_at = received_at - interval '2 years'")
    const { zones, as_of } = await read('zones')
    expect(Date.now() - Date.parse(as_of)).toBeGreaterThan(700 * 86400_000)
    expect(zones[0].incidents_30d).toBe(4)
  })

  it('lists units with positions and states', async () => {
    const { units } = await read('units')
    expect(units).toHaveLength(2)
    expect(units[0]).toMatchObject({
      code: 'U1',
      state: 'available',
      zone_code: 'Z1',
      members: 5,
      skills: ['救援', '执法'],
      phone: '0571 0000 1001',
      position_at: '2026-03-01T00:00:00Z',
      lon: 119.77,
      lat: 30.24,
    })
    expect(units[1]).toMatchObject({ vehicle: null, skills: [], position_at: null })
  })
})

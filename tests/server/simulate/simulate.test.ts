/** The simulation moves units along ways by their protocols, and brings incidents to their end. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { metresBetween } from '../../../geodata/model/distance.ts'
import { SimulatedServer } from '../../../server/simulate/server.ts'
import { simulate } from '../../../server/simulate/simulate.ts'
import { Walker, waysOf } from '../../../server/simulate/walk.ts'
import { actingAccess } from '../../environment/acting.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { loadPatrol } from '../privacy/world.ts'

it('a walk stays on its ways, at its pace', () => {
  const ways = waysOf([
    [
      [119.7, 30.2],
      [119.701, 30.2],
    ],
    [
      [119.701, 30.2],
      [119.701, 30.202],
    ],
    [
      [119.701, 30.2],
      [119.703, 30.2],
    ],
  ])
  let seed = 7
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed / 2_147_483_647
  }
  const walker = new Walker(ways, random)
  let before = walker.place
  for (let step = 0; step < 500; step++) {
    const now = walker.advance(9)
    expect(metresBetween(before, now)).toBeLessThanOrEqual(9.01)
    expect(Math.abs(now[1] - 30.2) < 1e-9 || Math.abs(now[0] - 119.701) < 1e-9).toBe(true)
    before = now
  }
  walker.follow([
    [119.7, 30.2],
    [119.69, 30.2],
  ])
  expect(walker.isFollowing).toBe(true)
  walker.advance(5_000)
  expect(walker.isFollowing).toBe(false)
  expect(walker.place[0]).toBeCloseTo(119.69, 6)
})

describeOnPostgis('a simulated day', (db) => {
  let app: ServedApp
  beforeAll(async () => {
    await loadPatrol(db())
    const lines = ['119.705 30.21,119.71 30.21,119.715 30.21', '119.71 30.205,119.71 30.21,119.71 30.215']
    for (const [n, line] of lines.entries()) {
      await db().query(
        `insert into roads (class, surface, name, source, source_id, licence, synthetic, geom)
         values ('secondary', 'asphalt', '路', 'test', $1, 'CC0', true, ST_GeomFromText($2, 4326))`,
        [`r${n}`, `linestring(${line})`],
      )
    }
    app = await serveApp(db(), {}, { access: actingAccess })
  })
  afterAll(() => app.close())

  it('leaves tracks on the ways, and incidents that are closed', async () => {
    const said: string[] = []
    const { signal } = new AbortController()
    const plan = { units: 1, hours: 0.5, speed: 200, incidentsPerHour: 12, seconds: 4 }
    await simulate(new SimulatedServer(app.url, 'lead', signal), plan, signal, (_, en) => said.push(en))
    expect(said.join('\n')).toMatch(/1 units are on shift[\s\S]*Tracks of the last 0\.5 hours/)
    const { rows } = await db().query(`select count(*)::int as n, max(ST_Distance(p.geom::geography, (
      select ST_Collect(geom) from roads)::geography)) as metres from unit_positions as p where unit_id = 1 and at < now() - interval '1 minute'`)
    // On the way to an incident beside the road, it leaves the ways.
    expect(rows[0]?.n).toBeGreaterThan(170)
    expect(rows[0]?.metres).toBeLessThan(2)
    const incidents = await db().query(
      "select state, unit_code from incidents where words like '%simulated%'",
    )
    expect(incidents.rows[0]).toEqual({ state: 'closed', unit_code: 'U1' })
    const quarantined = await db().query('select count(*)::int as n from position_quarantine')
    expect(quarantined.rows).toEqual([{ n: 0 }])
    const left = await db().query('select count(*)::int as n from patrol_devices where revoked_at is null')
    expect(left.rows).toEqual([{ n: 0 }])
  }, 60_000)
})

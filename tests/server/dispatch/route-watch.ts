/** Units that leave the route to their incident: part of the tests of dispatch, which share a database. */
import { expect, it } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { NetworkKeeper } from '../../../geodata/network/keeper.ts'
import { routeFollower } from '../../../server/dispatch/route-watch/follow-routes.ts'
import type { Actor } from '../../environment/acting.ts'
import { at } from './town.ts'

export function followsRoutes(
  db: () => Database,
  ask: (path: string, actor?: Actor) => Promise<Response>,
  incident: () => number,
): void {
  it('tells leads of a unit that leaves its route, and shows it until it is back', async () => {
    const { rows } = await db().query<{ id: number }>(
      "select id::float8 as id from units where code = 'near'",
    )
    const fid = String(rows[0]?.id)
    const keeper = new NetworkKeeper(db(), (error) => {
      throw error
    })
    const follow = routeFollower(db(), keeper, { metres: 50, seconds: 60 })
    const [lon, lat] = at(6)
    const go = async (east: number, ago: number) => {
      await db().query(
        `update units set position_at = now() - make_interval(secs => $2), accuracy_m = 5,
           geom = ST_SetSRID(ST_MakePoint($1, $3), 4326) where id = $4`,
        [lon + east / 96_000, ago, lat + 0.0005, fid],
      )
      return follow()
    }
    const shown = async () => {
      const { units } = await (await ask('/patrol/units', 'officer')).json()
      return units.find(({ code }: { code: string }) => code === 'near').off_route
    }
    await db().query(
      "insert into incident_units (incident_id, unit_code, lead, sent_at) values ($1, 'near', true, now())",
      [incident()],
    )
    expect(await go(0, 300)).toBe(1)
    for (const [east, ago] of [
      [20, 250],
      [200, 200],
      [250, 170],
    ] as const)
      await go(east, ago)
    expect(await shown()).toBe(null)
    await go(300, 130)
    expect(await shown()).toMatchObject({
      incident: incident(),
      number: `I-9-injury`,
      metres: expect.closeTo(295, -1),
    })
    await go(310, 120)
    const alarms = (await (await ask('/patrol/alarms', 'lead')).json()).alarms
    expect(alarms).toMatchObject([
      { kind: 'off_route', unit: 'near', details: { incident: incident(), seconds: 70 } },
    ])
    await go(5, 60)
    expect(await shown()).toBe(null)
    await db().query('delete from incident_units')
    expect(await follow()).toBe(0)
    expect((await db().query('select from unit_routes')).rowCount).toBe(0)
    keeper.stop()
  })
}

import { beforeAll, expect, it } from 'vitest'
import type { Viewer } from '../../../geodata/access/viewer.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { viewers } from './viewers.ts'
import { loadPatrol } from './world.ts'

const refused = { code: '42501' }

describeOnDatabase('policies of positions and contacts', (db) => {
  beforeAll(async () => {
    await loadPatrol(db())
    await db().query(
      `insert into unit_positions (unit_id, at, geom)
       select id, now() - interval '1 hour', geom from units`,
    )
    await db().query(
      `insert into incident_contacts (incident_id, key_id, sealed, person)
       select id, 'k', 'x', repeat('0', 32) from incidents`,
    )
  })

  const count = async (viewer: Viewer, table: string) => {
    const { rows } = await db().as(viewer).query<{ n: number }>(`select count(*)::int as n from ${table}`)
    return rows[0]?.n
  }

  it.each(['unit_positions', 'incident_contacts'])('show %s to leads and administrators', async (table) => {
    expect(await count(viewers.admin, table)).toBe(3)
    expect(await count(viewers.lead, table)).toBe(3)
    expect(await count(viewers.leadOfZ1, table)).toBe(2)
    expect(await count(viewers.leadOfNothing, table)).toBe(0)
    expect(await count(viewers.leadOfZ1AndPlanner, table)).toBe(2)
  })

  it.each(['unit_positions', 'incident_contacts'])('show nobody else %s', async (table) => {
    for (const viewer of [viewers.public, viewers.officer, viewers.officerOfZ1, viewers.planner])
      await expect(count(viewer, table)).rejects.toMatchObject(refused)
  })

  const position = (viewer: Viewer, unit: number) =>
    db()
      .as(viewer)
      .query("insert into unit_positions (unit_id, at, geom) values ($1, now(), 'srid=4326;point(120 30)')", [
        unit,
      ])

  it('allow positions of visible units, on shift only', async () => {
    await position(viewers.officer, 2)
    await position(viewers.officerOfZ1, 1)
    await expect(position(viewers.officerOfZ1, 2)).rejects.toMatchObject(refused)
    await expect(position(viewers.officer, 3)).rejects.toMatchObject(refused)
    await expect(position(viewers.admin, 3)).rejects.toMatchObject(refused)
    await expect(position(viewers.planner, 1)).rejects.toMatchObject(refused)
    await expect(position(viewers.public, 1)).rejects.toMatchObject(refused)
  })

  it('allow an officer to move a unit, and to change nothing else of it', async () => {
    const as = (viewer: Viewer, sql: string) => db().as(viewer).query(sql)
    const move = 'update units set heading = 7 where id = '
    expect((await as(viewers.officer, `${move} 1`)).rowCount).toBe(1)
    expect((await as(viewers.officerOfZ1, `${move} 2`)).rowCount).toBe(0)
    expect((await as(viewers.officer, `${move} 3`)).rowCount).toBe(0)
    await expect(as(viewers.officer, "update units set state = 'off_shift'")).rejects.toMatchObject(refused)
    await expect(as(viewers.planner, `${move} 1`)).rejects.toMatchObject(refused)
  })

  it('prevent a limited lead from writing contacts of other zones, and from deleting any', async () => {
    const as = (viewer: Viewer, sql: string) => db().as(viewer).query(sql)
    const write = (incident: number) =>
      `insert into incident_contacts (incident_id, key_id, sealed, person)
       values (${incident}, 'k', 'x', repeat('1', 32))`
    await expect(as(viewers.leadOfZ1, write(2))).rejects.toMatchObject(refused)
    const change = "update incident_contacts set key_id = 'j' where incident_id ="
    expect((await as(viewers.leadOfZ1, `${change} 2`)).rowCount).toBe(0)
    expect((await as(viewers.leadOfZ1, `${change} 1`)).rowCount).toBe(1)
    await expect(as(viewers.leadOfZ1, 'delete from incident_contacts')).rejects.toMatchObject(refused)
    await expect(as(viewers.lead, 'delete from incident_contacts')).rejects.toMatchObject(refused)
  })
})

/** Rosters decide which units are on shift, and clients receive permitted changes at once. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { actingAccess, by } from '../../environment/acting.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { loadPatrol } from '../privacy/world.ts'
import { follow } from '../tiles/follow.ts'

describeOnDatabase('units on duty', (db) => {
  let app: ServedApp
  beforeAll(async () => {
    await loadPatrol(db())
    app = await serveApp(db(), {}, { access: actingAccess })
  })
  afterAll(() => app.close())

  const readiness = async (code: string) =>
    (await db().query('select * from unit_readiness where unit_code = $1', [code])).rows[0]
  const stateOf = async (id: number) =>
    (await db().query<{ state: string }>('select state from units where id = $1', [id])).rows[0]?.state
  const checkIn = (unit: number, kind: string, ago = '0 min') =>
    db().query('insert into unit_check_ins (unit_id, kind, at) values ($1, $2, now() - $3::interval)', [
      unit,
      kind,
      ago,
    ])

  it('keep their stored state without a roster', async () => {
    expect(await readiness('U1')).toMatchObject({
      rostered: false,
      on_shift: true,
      crew_present: 5,
      crew_minimum: 3,
      turn_out_s: 60,
      skills: [],
    })
    expect(await readiness('U3')).toMatchObject({ on_shift: false })
  })

  it('are on shift by shifts and check-ins, even if the state is edited by hand', async () => {
    await db().query(`insert into unit_shifts (unit_id, uid, starts_at, ends_at)
      values (1, 'a', now() - interval '1 hour', now() + interval '7 hours'),
        (3, 'b', now() - interval '9 hours', now() - interval '1 hour')`)
    expect(await readiness('U1')).toMatchObject({ rostered: true, on_shift: true })
    expect(await stateOf(1)).toBe('available')
    await db().query("update units set state = 'off_shift' where id = 1")
    expect(await stateOf(1)).toBe('available')
    await checkIn(1, 'end')
    expect(await stateOf(1)).toBe('off_shift')
    await checkIn(1, 'begin')
    expect(await stateOf(1)).toBe('available')

    await db().query("update units set state = 'available' where id = 3")
    expect(await stateOf(3)).toBe('off_shift')
    await checkIn(3, 'begin')
    expect(await readiness('U3')).toMatchObject({ on_shift: true })
    expect(await stateOf(3)).toBe('available')
    await checkIn(3, 'end')
  })

  it('go on and off shift as time passes', async () => {
    await db().query("update unit_shifts set ends_at = now() - interval '1 second' where uid = 'a'")
    await checkIn(1, 'end')
    expect(await stateOf(1)).toBe('off_shift')
    await db().query(
      "update unit_shifts set ends_at = now() + interval '7 hours', starts_at = clock_timestamp() + interval '1 second' where uid = 'a'",
    )
    expect(await stateOf(1)).toBe('off_shift')
    await soon(async () => {
      await db().query('select refresh_unit_states()')
      expect(await stateOf(1)).toBe('available')
    })
  })

  it('show present members, skills and the time of the next rest', async () => {
    const { rows } = await db().query<{ id: number }>(`insert into unit_members (unit_id, force, skills, name)
      values (1, '公安', '{first_aid}', '甲'), (1, '交警', '{}', '乙') returning id`)
    await db().query(`insert into unit_check_ins (unit_id, member_id, kind) values (1, $1, 'absent')`, [
      rows[0]?.id,
    ])
    await db().query(
      'insert into unit_duty_rules (unit_id, crew_minimum, turn_out_s, rest_after_min) values (1, 2, 45, 60)',
    )
    const ready = await readiness('U1')
    expect(ready).toMatchObject({ crew_present: 1, crew_minimum: 2, turn_out_s: 45, resting: false })
    expect(ready?.skills).toEqual(['first_aid', '交警', '公安'].sort())
    expect(ready?.rest_due_at.getTime()).toBe(ready?.shift_starts_at.getTime() + 3_600_000)
    await checkIn(1, 'rest_begin')
    expect(await readiness('U1')).toMatchObject({ resting: true })
    await checkIn(1, 'rest_end')
    expect((await readiness('U1'))?.rest_due_at.getTime()).toBeGreaterThan(ready?.rest_due_at.getTime())
    await db().query("update units set code = 'U1b' where id = 1")
    expect((await db().query('select distinct unit_code from unit_members')).rows).toEqual([
      { unit_code: 'U1b' },
    ])
    await db().query("update units set code = 'U1' where id = 1")
  })

  it('hide names from officers', async () => {
    const officer = db().as({ role: 'officer' })
    await expect(officer.query('select name from unit_members')).rejects.toMatchObject({ code: '42501' })
    expect((await officer.query('select force from unit_members')).rows).toHaveLength(2)
    const ofZ2 = db().as({ role: 'officer_limited', zones: ['Z2'] })
    expect((await ofZ2.query('select force from unit_members')).rows).toHaveLength(0)
    expect((await ofZ2.query('select unit_code from unit_readiness')).rows).toEqual([{ unit_code: 'U2' }])
  })

  it('send their positions at once, only to accounts of their zone', async () => {
    const [lead, z1, z2] = await Promise.all([
      follow(`${app.url}/patrol/live`, by('lead')),
      follow(`${app.url}/patrol/live`, by('officerOfZ1')),
      follow(`${app.url}/patrol/live`, by('leadOfZ2')),
    ])
    // Events of the previous test, with positions of 2020, may still arrive.
    const events = (one: typeof lead) =>
      one.heard.filter(({ event, data }) => event === 'units' && !JSON.stringify(data).includes('"2020-'))
    await soon(() => expect(lead.heard.length * z1.heard.length * z2.heard.length).toBeGreaterThan(0))
    await db().query(
      'update units set geom = ST_SetSRID(ST_MakePoint(119.7155, 30.21), 4326), position_at = now() where id = 1',
    )
    await soon(() => expect(events(lead)).toHaveLength(1))
    await soon(() =>
      expect(events(z1)[0]?.data).toMatchObject({ units: [{ id: 1, code: 'U1', lon: 119.7155 }], gone: [] }),
    )
    await db().query("update units set zone_code = 'Z2' where id = 1")
    await soon(() => expect(events(z1)[1]?.data).toEqual({ units: [], gone: [1] }))
    await soon(() => expect(events(z2)[0]?.data).toMatchObject({ units: [{ id: 1, zone: 'Z2' }], gone: [] }))
    // Leads of another zone receive no event at all.
    expect(events(z2)).toHaveLength(1)
    await db().query("update units set zone_code = 'Z1' where id = 1")
    await soon(() => expect(events(lead)).toHaveLength(3))

    const last = events(lead)[0]?.id ?? ''
    const again = await follow(`${app.url}/patrol/live`, { ...by('lead'), 'Last-Event-ID': last })
    expect(again.answer.headers.get('x-accel-buffering')).toBe('no')
    await soon(() =>
      expect(again.heard.map(({ id }) => id)).toEqual(
        events(lead)
          .slice(1)
          .map(({ id }) => id),
      ),
    )
    for (const one of [lead, z1, z2, again]) one.close()
    expect((await fetch(`${app.url}/patrol/live`)).status).toBe(401)
    expect((await fetch(`${app.url}/patrol/live`, { headers: by('planner') })).status).toBe(403)
  })
})

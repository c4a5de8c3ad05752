/** Alarms reach leads, are acknowledged with a name, and are raised if a unit does not report. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Viewer, viewerFor } from '../../../geodata/access/viewer.ts'
import type { ZoneCrossing } from '../../../geodata/model/answers/zone-crossings.ts'
import { dataContext } from '../../../server/context.ts'
import { alarmEndpoints } from '../../../server/patrol/alarms/routes.ts'
import { crossingsEndpoint } from '../../../server/patrol/movements/crossings-route.ts'
import { unitFollower } from '../../../server/patrol/movements/follow-units.ts'
import { storeBatches } from '../../../server/patrol/positions.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { loadPatrol } from '../privacy/world.ts'
import { serve, type TestServer } from '../serve.ts'

describeOnDatabase('alarms', (db) => {
  const servers = new Map<string, TestServer>()
  const heard: string[] = []
  beforeAll(async () => {
    await loadPatrol(db())
    const account = async (name: string) =>
      (
        await db().query<{ id: number }>('insert into accounts (name, title) values ($1, $2) returning id', [
          name,
          `${name}长`,
        ])
      ).rows[0]?.id ?? 0
    const officer = await account('o')
    const viewers: Record<string, Viewer> = {
      officer: viewerFor({ id: officer, roles: ['officer'], zones: ['Z1'], towns: null }),
      lead: viewerFor({ id: await account('指挥'), roles: ['lead'], zones: null, towns: null }),
      other: viewerFor({ id: await account('二'), roles: ['lead'], zones: ['Z2'], towns: null }),
    }
    await db().query("insert into unit_members (unit_id, account_id, force) values (1, $1, '公安')", [
      officer,
    ])
    await db().listen('patrol', (payload) => heard.push(payload))
    const context = dataContext(db())
    const endpoints = [...alarmEndpoints(context), crossingsEndpoint(context)]
    for (const [name, viewer] of Object.entries(viewers)) servers.set(name, await serve(endpoints, viewer))
  })
  afterAll(async () => {
    for (const server of servers.values()) await server.close()
  })

  const ask = async (who: string, path: string, body?: object) => {
    const answer = await fetch(`${servers.get(who)?.url}${path}`, {
      ...(body && {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json' },
      }),
    })
    return { status: answer.status, body: await answer.json() }
  }
  const open = async (who = 'lead') => (await ask(who, '/patrol/alarms')).body.alarms
  const tick = () => db().query('select raise_due_alarms()')

  it('are raised once for each SOS key, reach their zone, and are acknowledged by one person', async () => {
    const call = { key: randomUUID(), lon: 119.7123, lat: 30.2101 }
    const raised = await ask('officer', '/patrol/units/1/sos', call)
    expect(raised.status).toBe(201)
    expect((await ask('officer', '/patrol/units/1/sos', call)).body).toEqual(raised.body)
    await soon(() =>
      expect(heard.map((one) => JSON.parse(one))).toContainEqual({
        k: 'alarm',
        id: raised.body.id,
        zones: ['Z1'],
      }),
    )
    expect((await ask('officer', '/patrol/units/3/sos', { key: randomUUID() })).body.titles.en).toBe(
      'Not of this unit',
    )
    expect((await ask('officer', '/patrol/units/2/sos', { key: randomUUID() })).status).toBe(404)
    expect(await open()).toMatchObject([
      { kind: 'sos', unit: 'U1', by: 'account', lon: 119.7123, acknowledged_by: null },
    ])
    expect(await open('other')).toEqual([])

    const path = `/patrol/alarms/${raised.body.id}/acknowledgement`
    expect((await ask('officer', path, {})).status).toBe(403)
    expect((await ask('other', path, {})).status).toBe(404)
    expect((await ask('lead', path, { note: '已联系' })).body).toMatchObject({
      acknowledged_by: '指挥长',
      note: '已联系',
    })
    const twice = await ask('lead', path, {})
    expect(twice).toMatchObject({ status: 409, body: { details: { zh: '指挥长已确认这一告警。' } } })
    expect(await open()).toEqual([])
    const { rows } = await db().query('select action from audit.entries where object = $1 order by id', [
      `patrol_alarms/${raised.body.id}`,
    ])
    expect(rows.map(({ action }) => action)).toEqual(['insert', 'update'])
  })

  it('are raised when a unit on duty does not check in, once until acknowledged', async () => {
    await db().query('insert into unit_duty_rules (unit_id, check_in_min) values (1, 30), (2, 30), (3, 30)')
    await db().query(`insert into unit_check_ins (unit_id, kind, at) values
      (1, 'begin', now() - interval '2 hours'), (1, 'here', now() - interval '31 minutes'),
      (2, 'begin', now() - interval '2 hours'), (2, 'here', now() - interval '29 minutes'),
      (3, 'begin', now() - interval '3 hours'), (3, 'end', now() - interval '2 hours')`)
    await tick()
    await tick()
    expect(await open()).toMatchObject([{ kind: 'check_in', unit: 'U1', by: 'platform' }])
    const [alarm] = await open()
    await ask('lead', `/patrol/alarms/${alarm.id}/acknowledgement`, {})
    await tick()
    expect(await open()).toEqual([])
  })

  it('are raised when a unit does not answer a roll call', async () => {
    const heard: string[] = []
    const stop = await db().listen('patrol', (payload) => heard.push(payload))
    const told = () => heard.map((one) => JSON.parse(one)).filter(({ k }) => k === 'roll_call')
    const call = await ask('lead', '/patrol/roll-calls', { minutes: 3 })
    expect(call.body.units).toEqual([
      { unit: 'U1', answered_at: null },
      { unit: 'U2', answered_at: null },
    ])
    await db().query("insert into unit_check_ins (unit_id, kind) values (2, 'here')")
    expect((await ask('other', '/patrol/roll-calls')).body.roll_calls[0].units).toEqual([
      { unit: 'U2', answered_at: expect.any(String) },
    ])
    // Open pages of both zones are told of the call, those of one of its answer.
    await soon(() => expect(told()).toHaveLength(2))
    expect(told().map(({ zones }) => zones)).toEqual([['Z1', 'Z2'], ['Z2']])
    await stop()
    await tick()
    expect(await open()).toEqual([])
    await db().query(
      "update roll_calls set started_at = now() - interval '4 minutes', due_at = now() - interval '1 minute'",
    )
    await tick()
    await tick()
    expect(await open()).toMatchObject([{ kind: 'roll_call', unit: 'U1' }])
    expect((await ask('officer', '/patrol/roll-calls', { minutes: 3 })).status).toBe(403)
  })

  describe('of zones', () => {
    let began = 0
    let follow = async () => 0
    /** Sends a position of unit 1, `seconds` after the first one, ten minutes ago. */
    const go = async (lon: number, seconds: number) => {
      const at = new Date(began + 1000 * seconds).toISOString()
      const [outcome] = await storeBatches(db(), [{ fid: '1', positions: [{ at, lon, lat: 30.21 }] }])
      expect(outcome).toMatchObject({ value: { stored: 1 } })
      await follow()
    }
    const left = async () => {
      await db().query('select raise_zone_alarms()')
      return (await open()).filter(({ kind }: { kind: string }) => kind === 'zone_left').length
    }
    const log = async (who = 'lead') => {
      const { crossings } = (await ask(who, '/patrol/zone-crossings?unit=1')).body
      return crossings.map((one: ZoneCrossing) => [
        ...[one.kind, one.zone, one.basis, (Date.parse(one.at) - began) / 1000],
      ])
    }
    beforeAll(async () => {
      await db().query("update patrol_alarms set note = 'x' where acknowledged_at is null")
      began = Date.now() - 600_000
      follow = unitFollower(db())
    })

    it('log when a unit crosses the border, not when it only touches it', async () => {
      await go(119.715, 0)
      await go(119.7203, 100)
      await go(119.7203, 200)
      expect(await log()).toEqual([])
      await go(119.715, 210)
      // 1,150 m in 90 seconds, of which 480 m to the border.
      await go(119.727, 300)
      expect(await log()).toEqual([])
      await go(119.727, 340)
      expect(await log()).toEqual([['left', 'Z1', 'line', 247.5]])
      expect(await log('other')).toEqual([])
      expect((await ask('officer', '/patrol/zone-crossings')).status).toBe(403)
      await soon(() => expect(heard).toContain('{"k" : "crossing", "id" : 1, "zones" : ["Z1"]}'))
    })

    it('raise one alarm for each time that a waiting unit leaves its zone', async () => {
      expect([await left(), await left()]).toEqual([1, 1])
      const [alarm] = await open()
      expect(alarm).toMatchObject({ kind: 'zone_left', details: { zone: 'Z1', basis: 'line' } })
      await ask('lead', `/patrol/alarms/${alarm.id}/acknowledgement`, {})
      expect(await left()).toBe(0)
    })

    it('are derived again from positions that arrive late', async () => {
      await go(119.716, 260)
      expect(await log()).toEqual([['left', 'Z1', 'fixes', expect.closeTo(260 + (40 * 4) / 11, 1)]])
      expect(await left()).toBe(0)
      await go(119.71, 470)
      expect((await log()).map(([kind]: string[]) => kind)).toEqual(['entered', 'left'])
      // A zone that moves away is not left.
      await db().query("update patrol_zones set geom = ST_Translate(geom, 0.5, 0) where code = 'Z1'")
      await go(119.7101, 480)
      await go(119.7102, 570)
      expect((await log()).length).toBe(2)
    })
  })
})

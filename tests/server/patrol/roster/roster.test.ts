/** Leads edit rosters, officers check in, and a calendar program reads and writes shifts. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { viewerFor } from '../../../../geodata/access/viewer.ts'
import { dataContext } from '../../../../server/context.ts'
import { extendShifts } from '../../../../server/patrol/roster/roster.ts'
import { rosterEndpoints } from '../../../../server/patrol/roster/routes.ts'
import { describeOnDatabase } from '../../../environment/databases.ts'
import { viewers } from '../../privacy/viewers.ts'
import { loadPatrol } from '../../privacy/world.ts'
import { serve, type TestServer } from '../../serve.ts'

const HOUR = 3_600_000
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString()

describeOnDatabase('rosters', (db) => {
  const servers = new Map<string, TestServer>()
  let account = 0
  beforeAll(async () => {
    await loadPatrol(db())
    const { rows } = await db().query<{ id: number }>(
      "insert into accounts (name) values ('o1') returning id",
    )
    account = rows[0]?.id ?? 0
    await db().query("insert into account_roles (account, role) values ($1, 'officer')", [account])
    const endpoints = rosterEndpoints(dataContext(db()))
    const own = viewerFor({ id: account, roles: ['officer'], zones: ['Z1'], towns: null })
    for (const [name, viewer] of Object.entries({ ...viewers, own }))
      servers.set(name, await serve(endpoints, viewer))
  })
  afterAll(async () => {
    for (const server of servers.values()) await server.close()
  })

  const ask = async (
    who: string,
    method: string,
    path: string,
    body?: unknown,
    type = 'application/json',
  ) => {
    const answer = await fetch(`${servers.get(who)?.url}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : {
            body: typeof body === 'string' ? body : JSON.stringify(body),
            headers: { 'Content-Type': type },
          }),
    })
    const text = await answer.text()
    return { status: answer.status, text, body: text.startsWith('{') ? JSON.parse(text) : undefined }
  }
  const roster = async (who: string, code: string) => {
    const { body } = await ask(who, 'GET', '/patrol/rosters')
    return body.units.find((unit: { code: string }) => unit.code === code)
  }
  const checkIn = (who: string, unit: number, kind: string, more: object = {}) =>
    ask(who, 'POST', `/patrol/units/${unit}/check-ins`, { kind, key: randomUUID(), ...more })

  it('show names to leads only, and an account belongs to one unit', async () => {
    const members = [
      { force: '公安', skills: ['first_aid'], name: '张三', account_id: account },
      { force: '交警', name: '李四' },
    ]
    expect((await ask('leadOfZ1', 'PUT', '/patrol/units/1/members', { members })).status).toBe(204)
    expect((await ask('leadOfZ1', 'PUT', '/patrol/units/2/members', { members: [] })).status).toBe(404)
    expect((await ask('lead', 'PUT', '/patrol/units/2/members', { members })).body.titles.en).toBe(
      'Bad account of a member',
    )
    const nobody = [{ force: '公安', account_id: 999_999 }]
    expect((await ask('lead', 'PUT', '/patrol/units/2/members', { members: nobody })).status).toBe(400)
    const stranger = [{ force: '公安', account: 'nobody' }]
    expect((await ask('lead', 'PUT', '/patrol/units/2/members', { members: stranger })).status).toBe(400)
    const seen = (await roster('lead', 'U1')).members
    expect(seen.map((one: { account: string | null }) => one.account)).toContain('o1')
    expect(seen.map(({ name }: { name: string }) => name).sort()).toEqual(['张三', '李四'].sort())
    const answer = await ask('own', 'GET', '/patrol/rosters')
    expect(answer.text).not.toMatch(/张三|"o1"/)
    expect(answer.body).toMatchObject({ own: 'U1' })
    expect(answer.body.units.map(({ code }: { code: string }) => code)).toEqual(['U1', 'U3'])

    const kept = seen
      .filter(({ name }: { name: string }) => name === '张三')
      .map(({ present: _, ...one }: { present: boolean }) => one)
    expect(
      (
        await ask('lead', 'PUT', '/patrol/units/1/members', {
          members: [...kept, { force: '消防', name: '王五' }],
        })
      ).status,
    ).toBe(204)
    const after = (await roster('lead', 'U1')).members
    expect(after.map(({ name }: { name: string }) => name).sort()).toEqual(['张三', '王五'].sort())
    expect(after.map(({ id }: { id: number }) => id)).toContain(kept[0].id)
  })

  it('have rules that determine readiness', async () => {
    const rules = { crew_minimum: 2, turn_out_s: 90, rest_after_min: null, check_in_min: 30 }
    expect((await ask('lead', 'PUT', '/patrol/units/1/duty-rules', rules)).status).toBe(204)
    expect((await roster('officer', 'U1')).rules).toEqual({ ...rules, rest_after_min: 240 })
    expect(
      (await ask('lead', 'PUT', '/patrol/units/1/duty-rules', { ...rules, crew_minimum: 0 })).status,
    ).toBe(400)
    expect((await ask('officer', 'PUT', '/patrol/units/1/duty-rules', rules)).status).toBe(403)
  })

  it('put a unit on shift from the beginning of a shift to its end', async () => {
    const shift = { starts_at: inHours(-1), ends_at: inHours(7), summary: '早班' }
    const added = await ask('lead', 'POST', '/patrol/units/3/shifts', shift)
    expect(added.status).toBe(201)
    expect(await roster('officer', 'U3')).toMatchObject({
      state: 'available',
      readiness: { on_shift: true, rostered: true },
      shifts: [{ summary: '早班' }],
    })
    expect((await ask('lead', 'DELETE', `/patrol/units/3/shifts/${added.body.id}`)).status).toBe(204)
    expect((await ask('lead', 'DELETE', `/patrol/units/3/shifts/${added.body.id}`)).status).toBe(404)
    const turned = { ...shift, ends_at: inHours(-2) }
    expect((await ask('lead', 'POST', '/patrol/units/3/shifts', turned)).status).toBe(400)
  })

  it('accept check-ins of the own unit, once for each key', async () => {
    expect((await checkIn('own', 1, 'end')).status).toBe(204)
    expect((await roster('own', 'U1')).state).toBe('off_shift')
    const key = randomUUID()
    const begin = { kind: 'begin', key }
    expect((await ask('own', 'POST', '/patrol/units/1/check-ins', begin)).status).toBe(204)
    expect((await roster('own', 'U1')).state).toBe('available')
    await checkIn('own', 1, 'end')
    // A repeated check-in has no effect.
    expect((await ask('own', 'POST', '/patrol/units/1/check-ins', begin)).status).toBe(204)
    expect((await roster('own', 'U1')).state).toBe('off_shift')
    expect((await checkIn('own', 3, 'begin')).body.titles.en).toBe('Not of this unit')
    expect((await checkIn('own', 2, 'begin')).status).toBe(404)
    expect((await checkIn('own', 1, 'begin', { at: inHours(1) })).status).toBe(400)
    const [first] = (await roster('lead', 'U1')).members
    expect((await checkIn('own', 1, 'absent', { member_id: first.id })).status).toBe(204)
    expect((await roster('lead', 'U1')).readiness.crew_present).toBe(1)
    expect((await checkIn('own', 1, 'absent')).status).toBe(400)
  })

  it('are exchanged with calendar programs', async () => {
    const day = new Date(Date.now() + 24 * HOUR).toISOString().slice(0, 10).replaceAll('-', '')
    const text = [
      'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x',
      `BEGIN:VEVENT\r\nUID:r\r\nDTSTAMP:${day}T000000Z\r\nDTSTART:${day}T080000\r\nDURATION:PT8H\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT`,
      `BEGIN:VEVENT\r\nUID:s\r\nDTSTAMP:${day}T000000Z\r\nDTSTART:${day}T180000\r\nDURATION:PT4H\r\nSUMMARY:夜班\r\nEND:VEVENT`,
      'END:VCALENDAR\r\n',
    ].join('\r\n')
    const put = await ask('lead', 'PUT', '/patrol/units/3/shifts.ics', text, 'text/calendar')
    expect(put).toMatchObject({ status: 200, body: { rules: 1 } })
    expect(put.body.shifts).toBeGreaterThan(100)
    expect((await roster('officer', 'U3')).shifts.length).toBeGreaterThan(10)
    const got = await ask('officer', 'GET', '/patrol/units/3/shifts.ics')
    expect(got.text).toContain('RRULE:FREQ=DAILY')
    expect(got.text).toContain('SUMMARY:夜班')
    expect(await ask('lead', 'PUT', '/patrol/units/3/shifts.ics', got.text, 'text/calendar')).toMatchObject({
      body: put.body,
    })
    expect(
      (await ask('lead', 'PUT', '/patrol/units/3/shifts.ics', 'nothing', 'text/calendar')).body.titles.zh,
    ).toBe('排班日历有误')
    expect((await roster('officer', 'U3')).shifts.length).toBeGreaterThan(10)

    const later = Date.now() + 40 * 24 * HOUR
    expect((await extendShifts(db(), later)).shifts).toBe(40)
    expect((await extendShifts(db(), later)).shifts).toBe(0)
  })
})

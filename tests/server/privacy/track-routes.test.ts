import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeOnPostgis } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { type Asking, asking, type ViewerName } from './ask.ts'
import { loadPatrol } from './world.ts'

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
const track = (unit: number, query = '') => `/patrol/units/${unit}/track${query}`
const positions = (unit: number) => `/patrol/units/${unit}/positions`

const never = new Promise<never>(() => undefined)

describeOnPostgis('tracks of units', (db) => {
  let server: Asking
  beforeAll(async () => {
    await loadPatrol(db())
    server = asking(db(), { contactsKey: undefined })
  })
  afterAll(() => server.close())

  const send = (viewer: ViewerName, unit: number, ...list: object[]) =>
    server.ask(viewer, 'POST', positions(unit), { positions: list })
  const unit = async (id: number) => {
    const { rows } = await db().query(
      `select position_at as at, heading, accuracy_m, round(ST_X(geom)::numeric, 4)::float8 as lon
       from units where id = $1`,
      [id],
    )
    return rows[0]
  }
  const times = { old: ago(30), older: ago(60), late: ago(5) }

  it('accept positions, and move the unit to the newest', async () => {
    const list = [
      { at: times.old, lon: 119.72, lat: 30.21, accuracy_m: 5, heading: 90 },
      { at: times.older, lon: 119.73, lat: 30.21 },
    ]
    expect(await send('officer', 1, ...list)).toMatchObject({
      status: 200,
      body: { stored: 2, known: 0, current: true },
    })
    expect(await unit(1)).toEqual({ at: new Date(times.old), heading: 90, accuracy_m: 5, lon: 119.72 })
  })

  it('ignore repeated positions, and move nothing back', async () => {
    expect(await send('officerOfZ1', 1, { at: times.old, lon: 119.72, lat: 30.21 })).toMatchObject({
      body: { stored: 0, known: 1, current: false },
    })
    expect(await send('officerOfZ1', 1, { at: ago(45), lon: 119.75, lat: 30.21 })).toMatchObject({
      body: { stored: 1, known: 0, current: false },
    })
    expect(await unit(1)).toMatchObject({ lon: 119.72 })
  })

  it('store the position and move the unit together or not at all', async () => {
    await db().query('alter table units add constraint nowhere check (heading is distinct from 13)')
    const answer = await send('officer', 1, { at: times.late, lon: 119.7, lat: 30.2, heading: 13 })
    expect(answer.status).toBe(500)
    expect(answer.text).not.toMatch(/constraint|nowhere/)
    await db().query('alter table units drop constraint nowhere')
    const { rows } = await db().query('select count(*)::int as n from unit_positions where at = $1', [
      times.late,
    ])
    expect(rows).toEqual([{ n: 0 }])
  })

  it('are not recorded off shift, whoever sends them', async () => {
    for (const viewer of ['officer', 'lead', 'admin'] as const) {
      const answer = await send(viewer, 3, { at: times.late, lon: 119.7, lat: 30.2 })
      expect(answer).toMatchObject({ status: 409, body: { titles: { zh: '单元休息中', en: 'Off shift' } } })
    }
    const { rows } = await db().query('select count(*)::int as n from unit_positions where unit_id = 3')
    expect(rows).toEqual([{ n: 0 }])
  })

  it('are accepted from patrol roles only, for units that they see', async () => {
    const one = { at: times.late, lon: 119.7, lat: 30.2 }
    expect((await send('public', 1, one)).status).toBe(401)
    expect((await send('planner', 1, one)).status).toBe(403)
    expect((await send('officerOfZ1', 2, one)).status).toBe(404)
    expect((await send('officer', 99, one)).status).toBe(404)
  })

  it.each([
    [{ at: 'yesterday', lon: 1, lat: 1 }],
    [{ at: new Date(Date.now() + 3_600_000).toISOString(), lon: 1, lat: 1 }],
    [{ at: '2026-01-01T00:00:00Z', lon: 181, lat: 1 }],
    [{ at: '2026-01-01T00:00:00Z', lon: 1, lat: 1, heading: 360 }],
    [{ at: '2026-01-01T00:00:00Z', lon: 1, lat: 1, speed: 3 }],
    [{ at: '2026-01-01T00:00:00Z', lon: '1', lat: 1 }],
  ])('refuse %j', async (position) => {
    expect((await send('officer', 1, position)).status).toBe(400)
  })

  it('refuse empty and too large batches', async () => {
    expect((await send('officer', 1)).status).toBe(400)
    const list = Array.from({ length: 1001 }, (_, n) => ({ at: ago(n + 100), lon: 1, lat: 1 }))
    expect((await send('officer', 1, ...list)).status).toBe(400)
  })

  const fleet = async (first: number, count: number) => {
    await db().query(
      `insert into units (id, code, name, state, zone_code, members, source, source_id, licence, synthetic, geom)
       select n, 'F' || n, 'F' || n, 'available', 'Z1', 2, 'test', 'f' || n, 'CC0', true,
         ST_SetSRID(ST_MakePoint(119.71, 30.21), 4326)
       from generate_series($1::int, $2::int) as n`,
      [first, first + count - 1],
    )
    return Array.from({ length: count }, (_, n) => first + n)
  }

  it('of many concurrent units are written together, each with its own result', async () => {
    const units = await fleet(100, 40)
    const at = ago(3)
    await send('officer', 101, { at, lon: 119.72, lat: 30.21 })
    let words = 0
    const stop = await db().listen('tiles', (payload) => {
      if (payload.includes('"units"')) words += 1
    })
    const sent = [...units, 3, 99].map((id) => send('officer', id, { at, lon: 119.72, lat: 30.21 }))
    const answers = await Promise.all(sent)
    expect(answers.map(({ status }) => status)).toEqual([...units.map(() => 200), 409, 404])
    const bodies = answers.slice(0, 40).map(({ body }) => body)
    expect(bodies[1]).toMatchObject({ stored: 0, known: 1, current: false })
    for (const body of bodies.toSpliced(1, 1))
      expect(body).toMatchObject({ stored: 1, known: 0, current: true })
    expect(await unit(139)).toMatchObject({ lon: 119.72 })

    words = 0
    const later = ago(2)
    const again = await Promise.all(
      units.map((id) => send('officer', id, { at: later, lon: 119.73, lat: 30.21 })),
    )
    for (const { body } of again) expect(body).toMatchObject({ stored: 1, known: 0, current: true })
    await db().query("select pg_notify('tiles', 'the end')")
    await soon(() => expect(words).toBeGreaterThan(0))
    // Each statement sends one notification; forty would delay visitors.
    expect(words).toBeLessThan(20)
    await stop()
  })

  it('are read by leads, in order of time, and each read is recorded', async () => {
    const { body, headers } = await server.ask('lead', 'GET', track(1))
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).toMatchObject({ unit: 'U1', more: false })
    expect(body.positions.map(({ lon }: { lon: number }) => lon)).toEqual([119.73, 119.75, 119.72])
    expect(body.positions[2]).toEqual({ at: times.old, lon: 119.72, lat: 30.21, accuracy_m: 5, heading: 90 })
    const { rows } = await db().query(
      "select account::int as account, address, object, after from audit.entries where action = 'read'",
    )
    expect(rows).toEqual([
      {
        ...{ account: 13, address: '192.0.2.13', object: 'unit_positions/1' },
        after: { unit: 'U1', from: body.from, to: body.to, positions: 3 },
      },
    ])
  })

  it('are read of several units on one time line, and each is recorded', async () => {
    await send('officer', 2, { at: times.late, lon: 119.81, lat: 30.21 })
    const { body } = await server.ask('lead', 'GET', '/patrol/tracks?units=1,2&step=600')
    const seconds = Math.round(Date.parse(times.late) / 100) / 10
    expect(body).toMatchObject({
      ...{ step_s: 600, more: false },
      units: [{ code: 'U1' }, { code: 'U2', positions: [[seconds, 119.81, 30.21]] }],
    })
    expect(body.units[0].positions.map(([, lon]: number[]) => lon)).toEqual([119.73, 119.75, 119.72])
    const { rows } = await db().query(
      "select object from audit.entries where action = 'read' order by id desc limit 2",
    )
    expect(rows.map(({ object }) => object).sort()).toEqual(['unit_positions/1', 'unit_positions/2'])
    const ofZ1 = await server.ask('leadOfZ1', 'GET', '/patrol/tracks')
    expect(ofZ1.body.units.map(({ code }: { code: string }) => code)).not.toContain('U2')
    expect((await server.ask('officer', 'GET', '/patrol/tracks')).status).toBe(403)
    expect((await server.ask('lead', 'GET', '/patrol/tracks?step=0')).status).toBe(400)
  })

  it('are read for a period', async () => {
    const of = async (query: string) => (await server.ask('lead', 'GET', track(1, query))).body
    expect((await of(`?from=${ago(50)}&to=${ago(40)}`)).positions).toHaveLength(1)
    expect((await of(`?to=${ago(120)}`)).positions).toEqual([])
    const turned = await server.ask('lead', 'GET', track(1, `?from=${ago(1)}&to=${ago(2)}`))
    expect(turned.status).toBe(400)
    expect((await server.ask('lead', 'GET', track(1, '?from=x'))).status).toBe(400)
  })

  it.each<[ViewerName, number, number]>([
    ['public', 1, 401],
    ['officer', 1, 403],
    ['officerOfZ1', 1, 403],
    ['planner', 1, 403],
    ['leadOfZ1', 1, 200],
    ['leadOfZ1', 2, 404],
    ['leadOfNothing', 1, 404],
    ['leadOfZ1AndPlanner', 1, 200],
    ['leadOfZ1AndPlanner', 2, 404],
    ['admin', 2, 200],
  ])('answer %s about unit %i with %i', async (viewer, id, status) => {
    expect((await server.ask(viewer, 'GET', track(id))).status).toBe(status)
  })

  it('are refused if too many wait, without delaying visitors', async () => {
    const [id = 0] = await fleet(200, 1)
    const holder = await db().connect()
    await holder.query('begin; lock table units in share row exclusive mode')
    const sent = Array.from({ length: 230 }, (_, n) =>
      send('officer', id, { at: new Date(Date.now() - 500 - n).toISOString(), lon: 119.72, lat: 30.21 }),
    )
    const refused = await Promise.race(
      sent.map((one) => one.then((answer) => (answer.status === 503 ? answer : never))),
    )
    expect(refused).toMatchObject({ headers: expect.anything(), body: { titles: { zh: '位置上报繁忙' } } })
    expect(refused.headers.get('retry-after')).toBe('5')
    expect((await server.ask('lead', 'GET', track(1))).status).toBe(200)
    holder.release(true)
    const statuses = (await Promise.all(sent)).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([200, 503]))
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(200)
  }, 60_000)
})

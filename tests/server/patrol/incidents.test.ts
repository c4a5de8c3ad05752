/** The list of incidents has the order of the model, and its pages neither repeat nor omit a row. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { IncidentList } from '../../../geodata/model/answers/incidents.ts'
import { type Course, compareUrgency, isOpen, isOverdue } from '../../../geodata/model/patrol/clocks.ts'
import { dataContext } from '../../../server/context.ts'
import { patrolEndpoints } from '../../../server/patrol/routes.ts'
import { readSettings } from '../../../server/settings.ts'
import { actors } from '../../environment/acting.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { courses } from '../../geodata/model/patrol/courses.ts'
import { loadFixture, serve, type TestServer } from '../serve.ts'

describeOnDatabase('list of incidents', (db) => {
  let server: TestServer
  beforeAll(async () => {
    await loadFixture(db())
    server = await serve(
      patrolEndpoints({ ...dataContext(db()), settings: readSettings({}) }),
      actors.officer,
    )
  })
  afterAll(() => server.close())

  const get = (query: string) => fetch(`${server.url}/patrol/incidents${query}`)
  const read = async (query = ''): Promise<IncidentList> => {
    const response = await get(query)
    expect(response.status).toBe(200)
    return (await response.json()) as IncidentList
  }
  const numbers = ({ incidents }: IncidentList) => incidents.map(({ number }) => number)

  it('lists open incidents first by time left, then closed ones, newest first', async () => {
    const list = await read()
    expect(numbers(list)).toEqual(['I3', 'I4', 'I2', 'I1', 'I5'])
    expect(list).toMatchObject({ open: 2, overdue: 1, matched: 5, next: null })
    const [overdue, running, closed] = list.incidents
    expect(overdue).toMatchObject({ clock: 'routed', lon: 119.773, zone_code: 'Z1', unit_code: null })
    const received = Date.parse(running?.received_at ?? '')
    expect(Date.parse(running?.due_at ?? '') - received).toBe(300_000)
    expect(Date.parse(list.as_of) - received).toBeGreaterThan(59_000)
    expect(closed).toMatchObject({ clock: null, due_at: null, state: 'closed' })
  })

  it('filters by status, kind, zone, unit and time', async () => {
    expect(numbers(await read('?status=open'))).toEqual(['I3', 'I4'])
    expect(numbers(await read('?status=overdue'))).toEqual(['I3'])
    expect(numbers(await read('?status=overdue&sort=newest'))).toEqual(['I3'])
    expect(numbers(await read('?status=open&sort=newest'))).toEqual(['I4', 'I3'])
    const closed = await read('?status=closed')
    expect([numbers(closed), closed.open, closed.matched]).toEqual([['I2', 'I1', 'I5'], 2, 3])
    expect(numbers(await read('?kind=injury,open_fire'))).toEqual(['I4', 'I2'])
    expect((await read('?zone=Z2')).matched).toBe(0)
    expect((await read('?zone=Z1,Z2')).matched).toBe(5)
    expect((await read('?unit=U1')).matched).toBe(0)
    const from = new Date(Date.now() - 10 * 86_400_000).toISOString()
    expect(numbers(await read(`?from=${from}&status=closed`))).toEqual(['I2', 'I1'])
    expect(numbers(await read(`?to=${from}`))).toEqual(['I5'])
    const hour =
      (new Date((await read('?kind=injury')).incidents[0]?.received_at ?? '').getUTCHours() + 8) % 24
    expect(numbers(await read(`?kind=injury&hour=0,${hour}`))).toEqual(['I2'])
    expect((await read(`?kind=injury&hour=${(hour + 1) % 24}`)).matched).toBe(0)
    expect((await read('?weekday=1,2,3')).matched + (await read('?weekday=4,5,6,7')).matched).toBe(5)
    expect(numbers(await read('?sort=newest'))).toEqual(['I4', 'I3', 'I2', 'I1', 'I5'])
  })

  it('refuses invalid parameters and names the expected values', async () => {
    const cursor = (await read('?limit=2')).next
    for (const query of [
      '?status=late',
      '?kind=murder',
      '?limit=0',
      '?after=x',
      `?sort=newest&after=${cursor}`,
    ]) {
      const answer = await get(query)
      expect([query, answer.status]).toEqual([query, 400])
      expect(((await answer.json()) as { details: { zh: string } }).details.zh).toBeTruthy()
    }
    expect((await get('?from=2026-02-02&to=2026-02-01')).status).toBe(400)
  })

  it('sorts like the model, with pages of any length', async () => {
    const many =
      fc.sample(fc.array(courses, { minLength: 150, maxLength: 150 }), { numRuns: 1, seed: 51030 })[0] ?? []
    await insert(many)
    const whole = await read('?limit=500')
    expect(whole.incidents).toHaveLength(155)
    expect(whole.incidents).toEqual(whole.incidents.toSorted(compareUrgency))
    const now = Date.parse(whole.as_of)
    expect(whole.open).toBe(whole.incidents.filter(isOpen).length)
    expect(whole.overdue).toBe(whole.incidents.filter((one) => isOverdue(one, now)).length)
    for (const sort of ['urgency', 'newest']) {
      const expected = (await read(`?limit=500&sort=${sort}`)).incidents.map(({ id }) => id)
      const ids: number[] = []
      for (let after = ''; ; ) {
        const { incidents, next } = await read(`?limit=37&sort=${sort}${after}`)
        ids.push(...incidents.map(({ id }) => id))
        if (next === null) break
        after = `&after=${next}`
      }
      expect(ids).toEqual(expected)
    }
  })

  it('runs each clock from the previous stage if a setting says so', async () => {
    const settings = readSettings({ SLA_FROM: 'previous' })
    const other = await serve(patrolEndpoints({ ...dataContext(db()), settings }), actors.officer)
    const list = (await (await fetch(`${other.url}/patrol/incidents?limit=500`)).json()) as IncidentList
    await other.close()
    expect(list.sla_from).toBe('previous')
    const now = Date.parse(list.as_of)
    expect(list.incidents).toEqual(list.incidents.toSorted((a, b) => compareUrgency(a, b, 'previous')))
    expect(list.overdue).toBe(list.incidents.filter((one) => isOverdue(one, now, 'previous')).length)
  })

  it('finds open incidents among many closed ones with an index', async () => {
    await db().query(`insert into incidents (number, kind, state, channel, zone_code, received_at, closed_at,
        source, source_id, licence, synthetic, geom)
      select 'C' || n, 'littering', 'closed', 'patrol', 'Z1', now() - n * interval '1 hour', now(),
        'bulk', n::text, 'CC0', true, ST_SetSRID(ST_MakePoint(119.77, 30.24), 4326)
      from generate_series(1, 5000) as n`)
    await db().query('analyze incidents')
    const { rows } = await db().query<{ 'QUERY PLAN': string }>(
      "explain select id from incidents where closed_at is null and state <> 'closed'",
    )
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('incidents_open')
    expect((await read('?status=open')).matched).toBe((await read()).open)
  })

  async function insert(rows: readonly Course[]): Promise<void> {
    await db().query(
      `insert into incidents (number, kind, state, channel, zone_code, received_at, routed_at, arrived_at,
          fed_back_at, closed_at, source, source_id, licence, synthetic, geom)
        select 'M' || n, 'littering', state, 'patrol', 'Z1', received_at, routed_at, arrived_at, fed_back_at,
          closed_at, 'many', n::text, 'CC0', true, ST_SetSRID(ST_MakePoint(119.77, 30.24), 4326)
        from rows from (json_to_recordset($1::text::json) as (state text, received_at timestamptz,
          routed_at timestamptz, arrived_at timestamptz, fed_back_at timestamptz, closed_at timestamptz))
          with ordinality as r (state, received_at, routed_at, arrived_at, fed_back_at, closed_at, n)`,
      [JSON.stringify(rows)],
    )
  }
})

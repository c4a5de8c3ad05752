/** Logs of incidents: receipt, order of steps, conflicts, refused events, and protected values. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type {
  appendedEventSchema,
  impossibleStepSchema,
  incidentStorySchema,
} from '../../../geodata/model/answers/patrol-incident.ts'
import { courseOf, type LoggedEvent } from '../../../geodata/model/patrol/incident-log.ts'
import { incidentStates, incidentSteps, stepRules } from '../../../geodata/model/patrol/incident-machine.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { addAccount, Browser } from '../accounts/browser.ts'
import { loadFixture } from '../serve.ts'
import { declareOfficerTests } from './officers.ts'
import { declarePublicReportTests } from './public-reports.ts'
import { declareReporterTests } from './reporters.ts'

type Appended = z.infer<typeof appendedEventSchema>
type Story = z.infer<typeof incidentStorySchema>
type Impossible = z.infer<typeof impossibleStepSchema> & { details: { zh: string; en: string } }

describeOnDatabase('the log of incidents', (db) => {
  let app: ServedApp
  let lead: Browser
  let other: Browser
  let officer: Browser

  beforeAll(async () => {
    await loadFixture(db())
    app = await serveApp(db(), { CONTACTS_KEY: 'ab'.repeat(32) })
    const enter = async (name: string, roles: string[], zones?: string[]) => {
      await addAccount(db(), { name, roles, ...(zones ? { zones } : {}) } as never)
      const browser = new Browser(app.url)
      expect((await browser.signIn(name)).status).toBe(204)
      return browser
    }
    lead = await enter('指挥员甲', ['lead'])
    other = await enter('指挥员乙', ['lead'])
    officer = await enter('队员', ['officer'], ['Z1'])
  })
  afterAll(() => app.close())

  const report = (extra: object = {}) => ({
    key: randomUUID(),
    at: new Date().toISOString(),
    kind: 'littering',
    channel: 'call_110',
    words: '游客中心门口有垃圾',
    lon: 119.77,
    lat: 30.2415,
    ...extra,
  })

  async function takeIn(extra: object = {}): Promise<Appended> {
    const answer = await lead.send('POST', '/patrol/incidents', report(extra))
    expect(answer.status).toBe(201)
    return (await answer.json()) as Appended
  }
  const event = (type: string, extra: object = {}) => ({
    key: randomUUID(),
    at: new Date().toISOString(),
    type,
    ...extra,
  })
  const post = (id: number, body: object, by = lead) =>
    by.send('POST', `/patrol/incidents/${id}/events`, body)
  async function step(
    id: number,
    type: string,
    extra: object = {},
    by = lead,
  ): Promise<Appended['incident']> {
    const answer = await post(id, event(type, extra), by)
    const body = (await answer.json()) as Appended
    expect(answer.status, JSON.stringify(body)).toBe(201)
    return body.incident
  }
  async function story(id: number): Promise<Story> {
    return (await (await lead.send('GET', `/patrol/incidents/${id}/events`)).json()) as Story
  }
  const toU1 = { units: [{ code: 'U1', lead: true }] }

  test('an incident runs from receipt to closing, and its log contains every step', async () => {
    const { incident } = await takeIn()
    expect(incident).toMatchObject({ state: 'received', zone_code: 'Z1', clock: 'routed', priority: 3 })
    expect(Date.parse(incident.due_at ?? '') - Date.parse(incident.received_at)).toBe(300_000)
    await step(incident.id, 'routed', toU1)
    await step(incident.id, 'accepted', {}, officer)
    await step(incident.id, 'arrived', {}, officer)
    await step(incident.id, 'resolved', { note: '已清理' }, officer)
    await step(incident.id, 'fed_back', {}, officer)
    const closed = await step(incident.id, 'closed')
    expect(closed).toMatchObject({ state: 'closed', unit_code: 'U1', clock: null })
    const { events } = await story(incident.id)
    expect(events.map(({ type, account }) => [type, account?.name])).toEqual([
      ['received', '指挥员甲'],
      ['routed', '指挥员甲'],
      ['accepted', '队员'],
      ['arrived', '队员'],
      ['resolved', '队员'],
      ['fed_back', '队员'],
      ['closed', '指挥员甲'],
    ])
    expect(events[4]?.details.note).toBe('已清理')
    expect(closed.units[0]?.released_at).toBe(events[5]?.counted_at)
  })

  test('an impossible step is refused with the last step, its author and the possible steps', async () => {
    const { incident } = await takeIn()
    const send = (by: Browser, code: string) => post(incident.id, event('routed', { units: [{ code }] }), by)
    const answers = await Promise.all([send(lead, 'U1'), send(other, 'U2')])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const loser = answers.find(({ status }) => status === 409)
    const problem = (await loser?.json()) as Impossible
    const winner = answers[0]?.status === 201 ? '指挥员甲' : '指挥员乙'
    expect(problem.last?.account?.name).toBe(winner)
    expect(problem.state).toBe('routed')
    expect(problem.possible).toContain('rerouted')
    expect(problem.details.zh).toContain(winner)
    expect(problem.details.zh).toContain('改派')
    expect(problem.details.en).toContain('rerouted')
  })

  test('a repeated event is stored once, and its key is refused for another event', async () => {
    const body = report()
    const send = () => lead.send('POST', '/patrol/incidents', body)
    const [first, second] = await Promise.all([send(), send()])
    expect([first.status, second.status].sort()).toEqual([200, 201])
    const { incident } = (await first.json()) as Appended
    expect(((await second.json()) as Appended).incident.id).toBe(incident.id)
    const note = event('noted', { note: '再看一次' })
    const retries = await Promise.all([1, 2, 3, 4].map(() => post(incident.id, note)))
    expect(retries.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201])
    expect((await story(incident.id)).events.map(({ type }) => type)).toEqual(['received', 'noted'])
    expect((await post(incident.id, { ...note, type: 'cancelled' })).status).toBe(422)
    // The same key of another account is another event.
    expect((await post(incident.id, note, other)).status).toBe(201)
  })

  test('late events count by the clock of the device, within limits', async () => {
    const { incident } = await takeIn({ at: new Date(Date.now() - 600_000).toISOString() })
    expect(Date.parse(incident.received_at)).toBeLessThan(Date.now() - 590_000)
    const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()
    const routed = await step(incident.id, 'routed', { ...toU1, at: ago(500) })
    expect(Date.now() - Date.parse(routed.routed_at ?? '')).toBeGreaterThan(499_000)
    // The clock is an hour ahead, which `sent_at` shows.
    const accepted = await step(incident.id, 'accepted', { at: ago(-3_600 + 400), sent_at: ago(-3_600) })
    expect(Math.abs(Date.now() - Date.parse(accepted.accepted_at ?? '') - 400_000)).toBeLessThan(30_000)
    // A time before the previous step or in the future does not count.
    const arrived = await step(incident.id, 'arrived', { at: ago(590) })
    expect(arrived.arrived_at).toBe(accepted.accepted_at)
    const fedBack = await step(incident.id, 'fed_back', { at: ago(-7_200) })
    expect(Date.parse(fedBack.fed_back_at ?? '')).toBeLessThanOrEqual(Date.now() + 1_000)
  })

  test('several units have one lead, and each takes its own steps', async () => {
    const { incident } = await takeIn()
    await step(incident.id, 'routed', { units: [{ code: 'U1' }, { code: 'U2', lead: true }] })
    await step(incident.id, 'arrived', { unit: 'U2' })
    const after = await step(incident.id, 'arrived', { unit: 'U1' })
    expect(after).toMatchObject({ state: 'arrived', unit_code: 'U2' })
    expect(after.units.every(({ arrived_at }) => arrived_at !== null)).toBe(true)
    expect((await post(incident.id, event('arrived', { unit: 'U1' }))).status).toBe(409)
    // The list of a unit contains all its incidents, whether it is the lead or not.
    const isListed = async (unit: string) => {
      const { incidents } = await lead.get(`/patrol/incidents?unit=${unit}&limit=500`)
      return incidents.some(({ id }: { id: number }) => id === incident.id)
    }
    expect([await isListed('U1'), await isListed('U2'), await isListed('U9')]).toEqual([true, true, false])
    const left = await step(incident.id, 'unit_released', { unit: 'U2' })
    expect(left.unit_code).toBe('U1')
    expect([await isListed('U1'), await isListed('U2')]).toEqual([true, false])
    expect((await post(incident.id, event('accepted', { unit: 'U9' }))).status).toBe(422)
    expect((await post(incident.id, event('units_added', { units: [{ code: 'U9' }] }))).status).toBe(422)
  })

  test('a merged incident is kept, is closed with the other one, and the merge can be undone', async () => {
    const { incident: kept } = await takeIn()
    const { incident: twin } = await takeIn()
    await step(twin.id, 'routed', toU1)
    const merged = await step(twin.id, 'merged', { into: kept.id })
    expect(merged).toMatchObject({ state: 'merged', merged_into: kept.id, clock: null })
    expect((await story(kept.id)).incident.merged).toEqual([{ id: twin.id, number: twin.number }])
    expect((await post(kept.id, event('merged', { into: twin.id }))).status).toBe(422)
    expect((await post(kept.id, event('merged', { into: kept.id }))).status).toBe(422)
    const undone = await step(twin.id, 'unmerged')
    expect(undone).toMatchObject({ state: 'routed', merged_into: null, closed_at: null })
    expect(undone.units[0]?.released_at).toBeNull()
  })

  test('likely duplicates are listed with reasons, within the zones of the viewer', async () => {
    const near = await takeIn({ words: '东门停车场有人打架', kind: 'dispute', lon: 119.7801, lat: 30.2501 })
    await takeIn({ words: '路灯不亮', kind: 'facility_damage', lon: 119.7802, lat: 30.2501 })
    await takeIn({ words: '东门停车场有人打架', kind: 'dispute', lon: 119.79, lat: 30.2501 })
    const words = encodeURIComponent('停车场有人打架，快来')
    const path = `/patrol/incidents/duplicates?lon=119.78&lat=30.25&kind=dispute&words=${words}`
    const { duplicates } = await lead.get(path)
    expect(duplicates.map(({ id }: { id: number }) => id)).toEqual([near.incident.id])
    expect(duplicates[0].reasons.map(({ code }: { code: string }) => code)).toEqual([
      'place',
      'time',
      'kind',
      'words',
    ])
    expect((await lead.get(`${path}&except=${near.incident.id}`)).duplicates).toEqual([])
  })

  test('a reopened incident and its clocks start again', async () => {
    const { incident } = await takeIn({ at: new Date(Date.now() - 3_000_000).toISOString() })
    await step(incident.id, 'cancelled', { note: '误报' })
    const again = await step(incident.id, 'reopened')
    expect(again).toMatchObject({ state: 'received', closed_at: null, clock: 'routed' })
    expect(Date.parse(again.due_at ?? '')).toBeGreaterThan(Date.now())
    expect(again.received_at).toBe(incident.received_at)
    await step(incident.id, 'priority_changed', { priority: 1 })
    const raised = await step(incident.id, 'alarm_raised', { level: 2 })
    expect(raised).toMatchObject({ priority: 1, alarm_level: 2 })
    expect((await post(incident.id, event('alarm_raised', { level: 2 }))).status).toBe(422)
  })

  test('the database and the model have the same rules', async () => {
    const { rows } = await db().query<{
      type: string
      from_state: string
      to_state: string | null
      by_unit: boolean
    }>('select type, from_state, to_state, by_unit from incident_steps')
    const stored = rows.map((row) => `${row.type} ${row.from_state} ${row.to_state} ${row.by_unit}`).sort()
    const wanted = incidentSteps.flatMap((type) => {
      const { from, to, alsoByUnit = [] } = stepRules[type]
      const target = (incidentStates as readonly string[]).includes(to) ? to : null
      return [
        ...from.map((state) => `${type} ${state} ${target} false`),
        ...alsoByUnit.map((state) => `${type} ${state} null true`),
      ]
    })
    expect(stored).toEqual(wanted.sort())
  })

  test('older incidents have logs that match their state', async () => {
    const { rows } = await db().query<{ id: number }>(
      "select id from incidents where source = 'fixture' order by id",
    )
    for (const { id } of rows) {
      const { incident, events } = await story(id)
      const { units: _units, ...course } = courseOf(events as unknown as LoggedEvent[])
      expect(incident).toMatchObject(course)
    }
    expect((await story(1)).events.map(({ type }) => type)).toEqual([
      'received',
      'routed',
      'arrived',
      'fed_back',
      'closed',
    ])
  })

  test('nobody can change the log, or write values that follow from it', async () => {
    const asLead = db().as({ role: 'lead' })
    const refused = (sql: string, database = db()) =>
      expect(database.query(sql), sql).rejects.toMatchObject({ code: '42501' })
    await refused("update incidents set state = 'closed' where id = 3")
    await refused('update incidents set arrived_at = now() where id = 3')
    await refused("update incidents set unit_code = 'U1' where id = 3", asLead)
    await refused('delete from incidents where id = 3', asLead)
    await refused('update incident_units set lead = false', asLead)
    await refused(
      "insert into incident_units (incident_id, unit_code, lead, sent_at) values (3, 'U1', true, now())",
      asLead,
    )
    for (const database of [db(), asLead, db().as({ role: 'admin' })]) {
      await refused("update incident_events set type = 'noted'", database)
      await refused('delete from incident_events', database)
    }
    await refused('truncate incident_events')
    const item = '/collections/incidents/items/3'
    const etag = (await lead.send('GET', item)).headers.get('etag') ?? ''
    const patch = (properties: object) =>
      lead.send(
        'PATCH',
        item,
        { properties },
        { 'content-type': 'application/merge-patch+json', 'if-match': etag },
      )
    expect((await patch({ state: 'closed' })).status).toBe(400)
    expect((await patch({ words: '改过的描述', kind: 'dispute' })).status).toBe(204)
    expect((await story(3)).incident).toMatchObject({
      state: 'received',
      words: '改过的描述',
      kind: 'dispute',
    })
  })

  describe('officers', () => declareOfficerTests(db, () => app))
  describe('reports of the public', () => declarePublicReportTests(db, () => app))
  describe('reporters', () => declareReporterTests(db, () => app))
})

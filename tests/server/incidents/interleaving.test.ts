/** Several clients send events in any order, also repeatedly: the log stays consistent and loses no event. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Viewer } from '../../../geodata/access/viewer.ts'
import type { NewEvent } from '../../../geodata/model/answers/patrol-incident.ts'
import { countedTime } from '../../../geodata/model/patrol/event-time.ts'
import { courseOf, type LoggedEvent } from '../../../geodata/model/patrol/incident-log.ts'
import {
  type IncidentEventType,
  type IncidentStep,
  incidentSteps,
  possibleSteps,
} from '../../../geodata/model/patrol/incident-machine.ts'
import { toMercator } from '../../../geodata/model/tile.ts'
import { appendEvent } from '../../../server/incidents/append-event.ts'
import { readEvents, readStand } from '../../../server/incidents/stand.ts'
import { takeIn } from '../../../server/incidents/take-in.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { loadFixture } from '../serve.ts'

const RUNS = 12
const units = ['U1', 'U2'] as const

/** Steps that are often possible, so that courses become long. */
const usual: readonly IncidentStep[] = ['routed', 'accepted', 'arrived', 'resolved', 'fed_back', 'closed']

const sentEvent = fc.record({
  type: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...usual) },
    { weight: 2, arbitrary: fc.constantFrom(...incidentSteps.filter((step) => step !== 'merged')) },
  ),
  unit: fc.option(fc.constantFrom(...units), { nil: undefined }),
  both: fc.boolean(),
  lead: fc.boolean(),
  /** Age of the event in seconds, by the clock of the device. */
  ago: fc.integer({ min: -100, max: 4_000 }),
  skew: fc.option(fc.integer({ min: -100_000, max: 100_000 }), { nil: undefined }),
  times: fc.integer({ min: 1, max: 3 }),
  client: fc.integer({ min: 0, max: 2 }),
})
type Sent = ReturnType<typeof sentEvent.generate>['value']

function bodyOf({ type, unit, both, lead, ago, skew }: Sent): NewEvent {
  const time = (offset: number) => new Date(Date.now() + offset * 1000).toISOString()
  const named = both ? units : units.slice(0, 1)
  return {
    key: randomUUID(),
    type,
    at: time((skew ?? 0) - ago),
    ...(skew === undefined ? {} : { sent_at: time(skew) }),
    ...(unit && ['accepted', 'arrived', 'unit_released'].includes(type) ? { unit } : {}),
    ...(['routed', 'rerouted', 'units_added'].includes(type)
      ? { units: named.map((code, n) => ({ code, lead: lead && n === 0 })) }
      : {}),
    ...(type === 'alarm_raised' ? { level: 2 } : {}),
    ...(type === 'priority_changed' ? { priority: 1 } : {}),
  }
}

describeOnDatabase('several clients at one incident', (db) => {
  beforeAll(() => loadFixture(db()))
  const viewer = (client: number): Viewer => ({ role: 'lead', account: 1000 + client })

  test('produce one log that has every acknowledged event once and agrees with the model', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sentEvent, { minLength: 4, maxLength: 24 }), async (script) => {
        const report = {
          key: randomUUID(),
          at: new Date(Date.now() - 3_600_000).toISOString(),
          kind: 'littering',
          channel: 'patrol',
          priority: 3,
          lon: 119.77,
          lat: 30.24,
        } as const
        const { id } = await takeIn(db().as(viewer(0)), report, 'test')
        const acknowledged = new Set<string>()
        const refused = new Set<string>()
        const send = async (client: number, body: NewEvent) => {
          try {
            await appendEvent(db().as(viewer(client)), String(id), body, 'receipt')
            acknowledged.add(body.key)
          } catch (error) {
            expect([409, 422]).toContain((error as { status?: number }).status)
            refused.add(body.key)
          }
        }
        // Each client sends one request at a time, and repeats some events immediately or later.
        const later: (() => Promise<void>)[] = []
        await Promise.all(
          [0, 1, 2].map(async (client) => {
            for (const sent of script.filter((one) => one.client === client)) {
              const body = bodyOf(sent)
              await Promise.all(Array.from({ length: Math.min(sent.times, 2) }, () => send(client, body)))
              if (sent.times === 3 && acknowledged.has(body.key)) later.push(() => send(client, body))
            }
          }),
        )
        for (const again of later) await again()

        const events = await readEvents(db(), id)
        expect(events.map(({ ordinal }) => ordinal)).toEqual(events.map((_, n) => n + 1))
        const keys = events.slice(1).map(({ key }) => key)
        expect(new Set(keys).size).toBe(keys.length)
        expect(new Set(keys)).toEqual(acknowledged)
        const log = events as unknown as (LoggedEvent & { type: IncidentEventType })[]
        for (const [n, event] of log.entries()) {
          if (n === 0) continue
          const before = courseOf(log.slice(0, n))
          expect(possibleSteps(before, event.unit_code), `${before.state} → ${event.type}`).toContain(
            event.type,
          )
          expect(courseOf(log.slice(0, n + 1)).state).toBe(event.to_state)
        }
        const stand = await readStand(db(), id, 'receipt')
        const { units: sentUnits, ...course } = courseOf(log)
        expect(stand).toMatchObject(course)
        const byCode = (list: readonly { code: string }[]) =>
          list.toSorted((a, b) => (a.code < b.code ? -1 : 1))
        expect(byCode(stand.units)).toEqual(byCode(sentUnits))
        expect(
          stand.units.filter((unit) => unit.lead && unit.released_at === null).length,
        ).toBeLessThanOrEqual(1)
      }),
      { numRuns: RUNS },
    )
  })

  test('notify pages, and update the tiles at the incident but not the counts of low zooms', async () => {
    const place = { lon: 119.77, lat: 30.2415 }
    const report = {
      ...place,
      key: randomUUID(),
      at: new Date().toISOString(),
      kind: 'littering',
      priority: 3,
    }
    const { id } = await takeIn(db().as(viewer(0)), { ...report, channel: 'patrol' }, 'test')
    const heard: string[] = []
    const stops = [
      await db().listen('tiles', (payload) => heard.push(payload)),
      await db().listen('patrol', (payload) => heard.push(payload)),
    ]
    await db().query('delete from overview_queue')
    const now = () => ({ key: randomUUID(), at: new Date().toISOString() })
    const append = (event: NewEvent) => appendEvent(db().as(viewer(0)), String(id), event, 'receipt')
    await append({ ...now(), type: 'priority_changed', priority: 2 })
    await append({ ...now(), type: 'routed', units: [{ code: 'U1', lead: true }] })
    const ofTiles = () => heard.filter((one) => one.includes('"incidents"'))
    await soon(() => expect(ofTiles()).toHaveLength(1))
    for (const stop of stops) await stop()
    const [x, y] = toMercator(place.lon, place.lat)
    expect(JSON.parse(ofTiles()[0] ?? '')).toMatchObject({
      boxes: [[Math.floor(x), Math.floor(y), Math.ceil(x), Math.ceil(y)]],
      limits: ['Z1'],
    })
    expect(heard.filter((one) => one.includes(`"id": ${id}`))).toHaveLength(2)
    const { rows } = await db().query<{ z: number }>('select distinct z from overview_queue')
    expect(rows.every(({ z }) => z > 12)).toBe(true)
  })

  test('get the same counted time from the database and the model', async () => {
    const time = fc.integer({ min: 0, max: 200_000_000 })
    const cases = fc.sample(
      fc.record({ at: time, sentAt: fc.option(time), serverAt: time, notBefore: time }),
      { numRuns: 300, seed: 7 },
    )
    const { rows } = await db().query<{ counted: number }>(
      `select (extract(epoch from counted_time(to_timestamp(at / 1000.0), to_timestamp("sentAt" / 1000.0),
         to_timestamp("serverAt" / 1000.0), to_timestamp("notBefore" / 1000.0))) * 1000)::float8 as counted
       from json_to_recordset($1::json)
         as c (n int, at float8, "sentAt" float8, "serverAt" float8, "notBefore" float8)
       order by n`,
      [JSON.stringify(cases.map((one, n) => ({ n, ...one })))],
    )
    expect(rows.map(({ counted }) => Math.round(counted))).toEqual(cases.map(countedTime))
  })
})

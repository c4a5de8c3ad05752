import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createOutbox, type Outcome, type Store, type Waiting } from '../../../client/offline/outbox.ts'
import { sendReport } from '../../../client/patrol/intake/send-report.ts'
import { projected } from '../../../client/patrol/officer/projected.ts'
import { isOffline } from '../../../client/source/connection.ts'
import type { IncidentStand } from '../../../geodata/model/answers/patrol-incident.ts'

/** A store in memory with the behaviour of the store in the browser: in order of insertion, by account. */
function memoryStore(): Store & { readonly items: Waiting[] } {
  const items: Waiting[] = []
  let next = 1
  return {
    items,
    async add(item) {
      items.push({ ...item, id: next++ })
    },
    async list(account) {
      return items.filter((item) => item.account === account)
    },
    async remove(id) {
      items.splice(
        items.findIndex((item) => item.id === id),
        1,
      )
    },
  }
}

const step = (key: string) => ({ incident: 7, path: '/x', body: { type: 'accepted', key }, photo: null, key })

/** A log that stores each key once, and loses requests or answers as listed in `losses`. */
function logThatLoses(losses: readonly ('request' | 'answer' | 'nothing')[]) {
  const log: string[] = []
  let turn = 0
  const post = async ({ key }: Waiting): Promise<Outcome> => {
    const loss = losses[turn++] ?? 'nothing'
    if (loss === 'request') return 'later'
    if (!log.includes(key)) log.push(key)
    return loss === 'answer' ? 'later' : 'sent'
  }
  return { log, post }
}

describe('the outbox', () => {
  test('every request arrives once and in order, even if requests or answers are lost', async () => {
    const losses = fc.array(fc.constantFrom('request' as const, 'answer' as const, 'nothing' as const))
    await fc.assert(
      fc.asyncProperty(losses, fc.integer({ min: 1, max: 8 }), async (lost, count) => {
        const { log, post } = logThatLoses(lost)
        const outbox = createOutbox(memoryStore(), 1, post)
        const keys = Array.from({ length: count }, (_, index) => `k${index}`)
        for (const key of keys) {
          await outbox.add(step(key))
          await outbox.flush()
        }
        for (let tries = 0; outbox.waiting.value.length > 0 && tries <= lost.length; tries++)
          await outbox.flush()
        expect(log).toEqual(keys)
        expect(outbox.waiting.value).toEqual([])
      }),
    )
  })

  test('waiting requests of one account are not sent by another, and remain until the first signs in again', async () => {
    const store = memoryStore()
    const offline = createOutbox(store, 1, async () => 'later')
    await offline.add(step('mine'))
    await offline.flush()
    const { log, post } = logThatLoses([])
    const other = createOutbox(store, 2, post)
    await other.add(step('theirs'))
    await other.flush()
    expect(log).toEqual(['theirs'])
    const again = createOutbox(store, 1, post)
    await again.read()
    expect(again.waiting.value.map(({ key }) => key)).toEqual(['mine'])
    await again.flush()
    expect(log).toEqual(['theirs', 'mine'])
  })

  test('a refused request is shown and not sent again, and the requests after it are sent', async () => {
    const reason = { zh: '已办结', en: 'closed already' }
    const posted: string[] = []
    const outbox = createOutbox(memoryStore(), 1, async ({ key }) => {
      posted.push(key)
      return key === 'late' ? { refused: reason } : 'sent'
    })
    await outbox.add(step('late'))
    await outbox.add(step('next'))
    await Promise.all([outbox.flush(), outbox.flush()])
    expect(posted).toEqual(['late', 'next'])
    expect(outbox.refused.value).toEqual([{ incident: 7, key: 'late', reason }])
    outbox.dismiss()
    expect(outbox.refused.value).toEqual([])
  })
})

const received = '2026-12-01T10:00:00Z'
const incident = {
  ...{ id: 7, number: 'E7', kind: 'open_fire', words: null, channel: 'call_110', zone_code: 'Z01' },
  ...{
    lon: 120,
    lat: 30,
    state: 'routed',
    possible: ['accepted'],
    priority: 3,
    alarm_level: 1,
    unit_code: 'U01',
  },
  units: ['U01', 'U02'].map((code) => ({
    ...{ code, lead: code === 'U01', sent_at: received },
    ...{ accepted_at: null, arrived_at: null, released_at: null },
  })),
  ...{ received_at: received, routed_at: received, accepted_at: null, arrived_at: null, resolved_at: null },
  ...{ fed_back_at: null, closed_at: null, reopened_at: null, merged_into: null, merged: [] },
  ...{ clock: 'arrived', due_at: null, synthetic: true },
} as unknown as IncidentStand

test('an officer continues offline from the state after the waiting steps', () => {
  const at = (minute: number) => `2026-12-01T10:0${minute}:00Z`
  const accepted = projected(incident, [{ type: 'accepted', at: at(1) }], 'U01', 'receipt')
  expect(accepted).toMatchObject({ state: 'accepted', accepted_at: at(1), clock: 'arrived' })
  const steps = [
    { type: 'accepted' as const, at: at(1) },
    { type: 'arrived' as const, at: at(4) },
  ]
  const arrived = projected(incident, steps, 'U01', 'receipt')
  expect(arrived).toMatchObject({ state: 'arrived', arrived_at: at(4), clock: 'fed_back' })
  expect(arrived.due_at).toBe('2026-12-01T10:30:00.000Z')
  expect(arrived.possible).toContain('fed_back')
  expect(arrived.units[0]?.arrived_at).toBe(at(4))
  // An impossible step changes nothing here; the server will refuse it.
  expect(projected({ ...incident, state: 'closed' }, steps, 'U01', 'receipt').state).toBe('closed')
})

describe('a new report with photos', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    vi.stubGlobal('window', { location: { pathname: '/' } })
  })
  // The page looks for the server every four seconds until it answers.
  afterEach(async () => {
    vi.stubGlobal('navigator', { onLine: true })
    vi.stubGlobal('fetch', async () => new Response())
    await vi.advanceTimersByTimeAsync(4_000)
    expect(isOffline.value).toBe(false)
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
  const photo = (id: string) => ({ id, blob: new Blob(['x'], { type: 'image/jpeg' }), url: '', place: null })
  const report = {
    ...{ key: 'k', at: '2026-11-30T08:00:00Z', kind: 'littering', priority: 3 },
    ...{ lon: 119.7, lat: 30.2, photos: ['a', 'b'] },
  }

  test('waits behind its photos if the connection is lost between them, and arrives in order', async () => {
    let isUp = 1
    vi.stubGlobal('navigator', { onLine: false })
    vi.stubGlobal('fetch', async () => {
      if (isUp-- <= 0) throw new TypeError('no connection')
      return new Response('{}', { status: 200 })
    })
    const log: string[] = []
    const store = memoryStore()
    const outbox = createOutbox(store, 1, async ({ path }) => {
      if (isUp <= 0) return 'later'
      log.push(path)
      return 'sent'
    })
    const asked = {
      report: { ...report, channel: 'patrol' as const },
      photos: [photo('a'), photo('b')],
      outbox,
    }
    expect(await sendReport({ ...asked, signal: new AbortController().signal })).toBeNull()
    expect(store.items.map(({ key, photo: blob }) => [key, blob !== null])).toEqual([
      ['a', true],
      ['b', true],
      ['k', false],
    ])
    isUp = 1
    await outbox.flush()
    expect(log).toEqual(['/patrol/photos/a', '/patrol/photos/b', '/patrol/incidents'])
  })
})

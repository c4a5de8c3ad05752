/** The page's event stream, with a server controlled by the test. */
import { expect, test } from 'vitest'
import { EventStream, isOfKind, type ServerEvent } from '../../../client/source/event-stream.ts'

class FakeSource extends EventTarget {
  static readonly opened: FakeSource[] = []
  readonly CLOSED = 2
  readyState = 0
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  readonly lastId: string

  constructor(lastId: string) {
    super()
    this.lastId = lastId
    FakeSource.opened.push(this)
  }

  close(): void {
    this.readyState = 2
  }

  say(name: string, id: string, data = '{}'): void {
    this.dispatchEvent(Object.assign(new Event(name), { lastEventId: id, data }))
  }
}

function newStream() {
  FakeSource.opened.length = 0
  const stream = new EventStream((lastId) => new FakeSource(lastId) as unknown as EventSource)
  return { stream, opened: FakeSource.opened }
}

const change = (layer: string) => JSON.stringify({ layer, boxes: null })

test('all listeners share one connection, which closes with the last of them', () => {
  const { stream, opened } = newStream()
  const heard: [string, ServerEvent][] = []
  const stops = ['map', 'desk'].map((name) => stream.listen((event) => heard.push([name, event])))
  expect(opened).toHaveLength(1)
  opened[0]?.say('change', 'a.1', change('units'))
  expect(heard).toEqual([
    ['map', { layer: 'units', boxes: null }],
    ['desk', { layer: 'units', boxes: null }],
  ])
  stops[0]?.()
  expect(opened[0]?.readyState).toBe(0)
  stops[1]?.()
  expect(opened[0]?.readyState).toBe(2)
})

test('a hidden page has no connection, and receives afterwards what it missed', () => {
  const { stream, opened } = newStream()
  stream.listen(() => {})
  opened[0]?.say('here', 'a.4')
  stream.pause()
  expect(opened[0]?.readyState).toBe(2)
  stream.listen(() => {})
  expect(opened).toHaveLength(1)
  stream.resume()
  expect(opened.map(({ lastId }) => lastId)).toEqual(['', 'a.4'])
})

test('the stream restarts for another viewer, without earlier events', () => {
  const { stream, opened } = newStream()
  stream.listen(() => {})
  opened[0]?.say('here', 'a.4')
  stream.restart()
  expect(opened[0]?.readyState).toBe(2)
  expect(opened[1]?.lastId).toBe('')
})

test('a refused connection is retried, but not for ever on a host without such a stream', async () => {
  const { stream, opened } = newStream()
  stream.listen(() => {})
  const refuse = () => {
    const source = opened.at(-1)
    source?.close()
    source?.onerror?.()
  }
  refuse()
  await expect.poll(() => opened.length, { timeout: 10_000 }).toBe(2)
  refuse()
  await expect.poll(() => opened.length, { timeout: 10_000 }).toBe(3)
  refuse()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(opened).toHaveLength(3)
  stream.pause()
})

test('each listener gets events of its kind, and all are told if something may have been missed', () => {
  const units: ServerEvent = { layer: 'units', boxes: null }
  expect(isOfKind(units, 'units')).toBe(true)
  expect(isOfKind(units, 'incidents')).toBe(false)
  expect(isOfKind(units, 'tiles')).toBe(true)
  for (const kind of ['tiles', 'units', 'incidents'] as const) expect(isOfKind('everything', kind)).toBe(true)
})

test('listeners to jobs get job events', () => {
  const { stream, opened } = newStream()
  const heard: ServerEvent[] = []
  stream.listen((event) => heard.push(event))
  const job = { kind: 'import', state: 'running', step: null, share: 0.5, cancel_requested: false }
  const told = { ...job, id: '6f1c1a4e-5b0e-4c8c-9d5e-000000000001' }
  opened[0]?.say('job', 'a.1', JSON.stringify(told))
  opened[0]?.say('job', 'a.2', '{"id":"7"}')
  expect(heard).toEqual([told, 'everything'])
  expect(
    (['tiles', 'units', 'jobs'] as const).map((kind) => isOfKind(heard[0] ?? 'everything', kind)),
  ).toEqual([false, false, true])
})

test('the state of the connection is reported', () => {
  FakeSource.opened.length = 0
  const states: boolean[] = []
  const stream = new EventStream(
    (lastId) => new FakeSource(lastId) as unknown as EventSource,
    (isOpen) => states.push(isOpen),
  )
  stream.listen(() => {})
  const [first] = FakeSource.opened
  first?.onopen?.()
  first?.onerror?.()
  first?.onopen?.()
  stream.pause()
  expect(states).toEqual([true, false, true, false])
})

test('an unreadable event counts as `everything`', () => {
  const { stream, opened } = newStream()
  const heard: ServerEvent[] = []
  stream.listen((event) => heard.push(event))
  opened[0]?.say('change', 'a.1', '{"layer":7}')
  opened[0]?.say('everything', 'a.2')
  expect(heard).toEqual(['everything', 'everything'])
})

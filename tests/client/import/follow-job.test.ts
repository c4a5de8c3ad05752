/** A job is followed by server events, and by polling while the event stream is interrupted. */
import { signal } from '@preact/signals'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followUntilEnd } from '../../../client/import/follow-job.ts'
import type { ServerEvent } from '../../../client/source/event-stream.ts'
import { RequestError } from '../../../client/source/request.ts'
import type { JobAnswer } from '../../../geodata/model/answers/job.ts'

const ID = '6f1c1a4e-5b0e-4c8c-9d5e-000000000001'

/** A server whose job is set by the test. */
function server(isConnectedAtFirst: boolean) {
  const job: JobAnswer = {
    ...{ id: ID, kind: 'import', state: 'queued', step: null, share: null, cancel_requested: false },
    ...{ result: null, problem: null, created_at: '', started_at: null, finished_at: null },
  }
  const listeners = new Set<(event: ServerEvent<'jobs'>) => void>()
  const isConnected = signal(isConnectedAtFirst)
  const state = { asked: 0, isAway: false }
  const shares: (number | null)[] = []
  const abort = new AbortController()
  const ended = followUntilEnd(ID, ({ share }) => shares.push(share), abort.signal, {
    async ask() {
      state.asked++
      if (state.isAway) throw new RequestError({ zh: '', en: '' }, 503)
      return { ...job }
    },
    listen(onEvent) {
      listeners.add(onEvent)
      return () => listeners.delete(onEvent)
    },
    isConnected,
  })
  ended.catch(() => undefined)
  const tell = (event: ServerEvent<'jobs'>) => {
    for (const listener of listeners) listener(event)
  }
  return { job, isConnected, state, shares, abort, ended, listeners, tell }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('with the event stream, the job is requested at its start and end only', async () => {
  const { job, state, shares, ended, listeners, tell } = server(true)
  await vi.advanceTimersByTimeAsync(100)
  const before = state.asked
  for (const share of [0.25, 0.5]) tell({ ...job, state: 'running', share })
  tell({ ...job, id: '6f1c1a4e-5b0e-4c8c-9d5e-000000000002', state: 'done' })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(state.asked).toBe(before)
  expect(shares.slice(-2)).toEqual([0.25, 0.5])
  Object.assign(job, { state: 'done', result: { rows: 3 } })
  tell({ ...job, state: 'done' })
  await vi.advanceTimersByTimeAsync(1)
  expect(await ended).toMatchObject({ state: 'done', result: { rows: 3 } })
  expect(listeners.size).toBe(0)
})

test('without the event stream, the job is polled', async () => {
  const { job, shares, ended } = server(false)
  await vi.advanceTimersByTimeAsync(100)
  Object.assign(job, { state: 'running', share: 0.5 })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(shares.at(-1)).toBe(0.5)
  job.state = 'failed'
  await vi.advanceTimersByTimeAsync(1_000)
  expect((await ended).state).toBe('failed')
})

test('when the stream is interrupted, polling begins at once', async () => {
  const { job, isConnected, shares, ended } = server(true)
  await vi.advanceTimersByTimeAsync(100)
  isConnected.value = false
  Object.assign(job, { state: 'running', share: 0.1 })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(shares.at(-1)).toBe(0.1)
  job.state = 'done'
  await vi.advanceTimersByTimeAsync(1_000)
  expect((await ended).state).toBe('done')
})

test('the state is correct after a reconnect', async () => {
  const { job, isConnected, state, ended } = server(true)
  await vi.advanceTimersByTimeAsync(100)
  isConnected.value = false
  state.isAway = true
  await vi.advanceTimersByTimeAsync(5_000)
  Object.assign(job, { state: 'done' })
  state.isAway = false
  isConnected.value = true
  await vi.advanceTimersByTimeAsync(1_000)
  expect((await ended).state).toBe('done')
})

test('the job is requested after lost events', async () => {
  const { job, ended, tell } = server(true)
  await vi.advanceTimersByTimeAsync(100)
  job.state = 'cancelled'
  tell('everything')
  await vi.advanceTimersByTimeAsync(1)
  expect((await ended).state).toBe('cancelled')
})

test('an abort stops it at once', async () => {
  const { abort, ended, listeners } = server(true)
  await vi.advanceTimersByTimeAsync(100)
  abort.abort(new Error('given up'))
  await vi.advanceTimersByTimeAsync(1)
  await expect(ended).rejects.toThrow('given up')
  expect(listeners.size).toBe(0)
})

/** How often the desk sends requests if many events arrive quickly. */
import { afterEach, expect, test, vi } from 'vitest'
import { gathered } from '../../../client/patrol/gathered.ts'

afterEach(() => {
  vi.useRealTimers()
})

test('the first event causes a request at once, all further events within the pause cause one more', () => {
  vi.useFakeTimers()
  let looks = 0
  const { call } = gathered(() => {
    looks += 1
  }, 2000)
  for (let events = 0; events < 100; events++) call()
  expect(looks).toBe(1)
  vi.advanceTimersByTime(1999)
  expect(looks).toBe(1)
  vi.advanceTimersByTime(1)
  expect(looks).toBe(2)
  vi.advanceTimersByTime(60_000)
  expect(looks).toBe(2)
  call()
  expect(looks).toBe(3)
})

test('a closed desk sends no requests', () => {
  vi.useFakeTimers()
  let looks = 0
  const { call, stop } = gathered(() => {
    looks += 1
  }, 2000)
  call()
  call()
  stop()
  vi.advanceTimersByTime(60_000)
  expect(looks).toBe(1)
})

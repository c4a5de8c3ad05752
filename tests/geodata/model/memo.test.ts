import { expect, test, vi } from 'vitest'
import { FirstKeys, lazy, memo, memoIn } from '../../../geodata/model/memo.ts'

test('each key is computed once, for any value', () => {
  const compute = vi.fn((key: string) => key.length)
  const lengthOf = memo(compute)
  expect(['', 'ab', '', 'ab', 'c'].map((key) => lengthOf(key))).toEqual([0, 2, 0, 2, 1])
  expect(compute).toHaveBeenCalledTimes(3)
})

test('concurrent callers share a running promise; a failure is not cached', async () => {
  let fail = true
  const compute = vi.fn(async () => {
    await Promise.resolve()
    if (fail) throw new Error('away')
    return 'there'
  })
  const value = lazy(compute)
  const results = await Promise.allSettled([value(), value()])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(compute).toHaveBeenCalledTimes(1)
  fail = false
  expect([await value(), await value()]).toEqual(['there', 'there'])
  expect(compute).toHaveBeenCalledTimes(2)
})

test('a newer cached value survives an older failure', async () => {
  const kept = new Map<string, Promise<number>>()
  const failing = memoIn(kept, 'a', () => Promise.reject(new Error('old')))
  kept.set('a', Promise.resolve(2))
  await expect(failing).rejects.toThrow('old')
  expect(await memoIn(kept, 'a', async () => 3)).toBe(2)
})

test('beyond the limit nothing more is cached, and everything is still computed', () => {
  const compute = vi.fn((key: number) => key * 2)
  const twice = memo(compute, new FirstKeys(2))
  expect([1, 2, 3, 3, 1, 2].map((key) => twice(key))).toEqual([2, 4, 6, 6, 2, 4])
  expect(compute.mock.calls.flat()).toEqual([1, 2, 3, 3])
})

test('the value disappears with its key object', () => {
  const name = memo<object, string>(() => 'name', new WeakMap())
  const one = {}
  expect([name(one), name({})]).toEqual(['name', 'name'])
})

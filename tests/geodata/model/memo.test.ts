import { expect, test, vi } from 'vitest'
import { FirstKeys, lazy, memo, memoIn } from '../../../geodata/model/memo.ts'

test('each key is computed once, whatever value it has', () => {
  const compute = vi.fn((key: string) => key.length)
  const lengthOf = memo(compute)
  expect(['', 'ab', '', 'ab', 'c'].map((key) => lengthOf(key))).toEqual([0, 2, 0, 2, 1])
  expect(compute).toHaveBeenCalledTimes(3)
})

test('those who ask while a promise runs share it; a failure is not kept', async () => {
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

test('what was kept again meanwhile outlives an older failure', async () => {
  const kept = new Map<string, Promise<number>>()
  const failing = memoIn(kept, 'a', () => Promise.reject(new Error('old')))
  kept.set('a', Promise.resolve(2))
  await expect(failing).rejects.toThrow('old')
  expect(await memoIn(kept, 'a', async () => 3)).toBe(2)
})

test('past its limit nothing more is kept, and all is still computed', () => {
  const compute = vi.fn((key: number) => key * 2)
  const twice = memo(compute, new FirstKeys(2))
  expect([1, 2, 3, 3, 1, 2].map((key) => twice(key))).toEqual([2, 4, 6, 6, 2, 4])
  expect(compute.mock.calls.flat()).toEqual([1, 2, 3, 3])
})

test('an object that is gone takes its value with it', () => {
  const name = memo<object, string>(() => 'name', new WeakMap())
  const one = {}
  expect([name(one), name({})]).toEqual(['name', 'name'])
})

import { createHash } from 'node:crypto'
import { sha256 } from '@noble/hashes/sha2'
import { expect, test } from 'vitest'
import { findWork, isWorkDone } from '../../../../geodata/model/patrol/report-work.ts'

test('work that was found is accepted for its key only, as SHA-256 of Node says', async () => {
  const key = '7d1f8c54-2f0e-4a53-9d1b-3f0f6c1f9f11'
  const work = await findWork(sha256, key, new AbortController().signal)
  for (const [n, part] of work.split('.').entries()) {
    const digest = createHash('sha256').update(`${key}:${n}:${part}`).digest()
    expect(digest.readUInt16BE() >> 2).toBe(0)
  }
  expect(isWorkDone(sha256, key, work)).toBe(true)
  expect(isWorkDone(sha256, key.replace('7', '8'), work)).toBe(false)
  expect(isWorkDone(sha256, key, work.split('.').slice(1).join('.'))).toBe(false)
  expect(isWorkDone(sha256, key, '')).toBe(false)
})

test('a search ends when nobody waits for it any more', async () => {
  const stop = new AbortController()
  stop.abort(new Error('closed'))
  await expect(findWork(sha256, '7d1f8c54-2f0e-4a53-9d1b-3f0f6c1f9f11', stop.signal)).rejects.toThrow(
    'closed',
  )
})

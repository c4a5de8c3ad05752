import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { detours, ways } from './one-way.ts'
import { projectRoot, sourceFiles } from './source-files.ts'

test('what has one way is done in no other', () => {
  expect(detours(projectRoot)).toEqual([])
})

test('each way has its home, where the rule would find it', () => {
  for (const { does, byHand, home } of ways) {
    const files = sourceFiles(projectRoot, ['.ts']).filter((file) => file.startsWith(home))
    expect(
      files.some((file) => byHand.test(readFileSync(join(projectRoot, file), 'utf8'))),
      does,
    ).toBe(true)
  }
})

test('each planted detour is found', () => {
  expect(detours(join(projectRoot, 'tests/house/fixtures/planted'))).toEqual([
    'tiles/own-arguments.ts: reads the command line',
  ])
})

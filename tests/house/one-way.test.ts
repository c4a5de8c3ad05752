import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { detours, ways } from './one-way.ts'
import { projectRoot, sourceFiles } from './source-files.ts'

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8')

test('what has one implementation is not implemented elsewhere', () => {
  expect(detours(projectRoot)).toEqual([])
})

test.each(ways)('$does has its home, and the listed exceptions still exist', ({ byHand, home, apart }) => {
  expect(sourceFiles(projectRoot, ['.ts']).some((file) => file.startsWith(home))).toBe(true)
  for (const file of Object.keys(apart ?? {})) expect(read(file), file).toMatch(byHand)
})

test('each planted duplicate is found', () => {
  expect(detours(join(projectRoot, 'tests/house/fixtures/planted'))).toEqual([
    'server/own-id.ts: checks the id of a row',
    'server/own-memo.ts: computes once',
    'server/own-problem.ts: writes problem documents',
    'server/own-tile.ts: spells the address of a tile',
    'tiles/own-arguments.ts: reads the command line',
    'tiles/own-key.ts: spells the address of a tile',
    'tiles/own-lazy.ts: computes once',
  ])
})

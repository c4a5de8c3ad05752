import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importCircles } from './import-circles.ts'
import { importViolations } from './import-directions.ts'
import { projectRoot } from './source-files.ts'

test('imports follow the allowed directions', () => {
  expect(importViolations(projectRoot)).toEqual([])
})

test('the rule detects every kind of planted import', () => {
  const planted = importViolations(join(projectRoot, 'tests/house/fixtures/planted'))
  expect(planted.map(({ file, rule }) => `${file}: ${rule}`)).toEqual([
    'client/greenway/lends.ts: desks must not import one another',
    'client/greenway/lends.ts: client must not import server',
    'client/greenway/reads.ts: the client reads by schemas of geodata/model/answers',
    'geodata/import/read/stores.ts: readers of files must not import what stores',
    'geodata/model/reaches-up.ts: geodata/model imports nothing but zod',
    'geodata/model/reaches-up.ts: geodata/model must not import server',
    'server/greenway/borrows.ts: capabilities must not import one another',
    'tiles/serves.ts: tiles must not import server',
  ])
})

test('no files import one another in a circle', () => {
  expect(importCircles(projectRoot)).toEqual([])
})

test('a planted circle is found', () => {
  expect(importCircles(join(projectRoot, 'tests/house/fixtures/planted'))).toEqual([
    ['geodata/first.ts', 'geodata/second.ts', 'geodata/third.ts'],
  ])
})

import { expect, test } from 'vitest'
import { movedIndex } from '../../../client/parts/roving-focus.ts'

test.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 4, 4],
  ['ArrowRight', 1, 2],
  ['ArrowUp', 2, 1],
  ['ArrowUp', 0, 0],
  ['ArrowLeft', 3, 2],
  ['Home', 3, 0],
  ['End', 1, 4],
  ['Tab', 2, null],
  ['Enter', 2, null],
] as const)('%s moves from item %i of five to %s', (key, from, to) => {
  expect(movedIndex(key, from, 5)).toBe(to)
})

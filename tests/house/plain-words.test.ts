import { join } from 'node:path'
import { expect, test } from 'vitest'
import { unplainWords } from './plain-words.ts'
import { projectRoot } from './source-files.ts'

test('texts, comments and messages use plain words', () => {
  expect(unplainWords(projectRoot)).toEqual([])
})

test('each planted phrase is found', () => {
  expect(unplainWords(join(projectRoot, 'tests/house/fixtures/planted'))).toEqual([
    'server/own-words.ts:1: "as many as may" (too many, or all N are busy)',
    'server/own-words.ts:2: "gives back its" (returns …)',
    'server/own-words.ts:3: "anew" (again, or re-: rebuild, restart, re-encrypt)',
    'server/own-words.ts:3: "over its time" (expired)',
    'server/own-words.ts:4: "that there are not" (unknown, missing, does not exist)',
    'server/own-words.ts:4: "Null for all else" (Returns null for any other …)',
  ])
})

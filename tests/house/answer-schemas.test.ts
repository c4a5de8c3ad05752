import { join } from 'node:path'
import { expect, test } from 'vitest'
import { answerViolations } from './answer-schemas.ts'
import { projectRoot } from './source-files.ts'

test('the server’s answers are described in geodata/model/answers', () => {
  expect(answerViolations(projectRoot)).toEqual([])
})

test('the rule detects each kind of planted schema', () => {
  const planted = answerViolations(join(projectRoot, 'tests/house/fixtures/planted'))
  expect(planted.map(({ file, imports }) => `${file}: ${imports}`)).toEqual([
    'server/greenway/answers.ts: ownSchema',
    'server/greenway/answers.ts: CallExpression',
    'server/greenway/answers.ts: ownSchema',
    'server/greenway/answers.ts: response.json',
  ])
})

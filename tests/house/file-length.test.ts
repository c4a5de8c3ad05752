import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot, sourceFiles } from './source-files.ts'

/** Files past 300 lines, each with the reason why splitting would make it harder to read. */
const reasons: Readonly<Record<string, string>> = {}

test('no file is past 300 lines without a reason', () => {
  const long = sourceFiles(projectRoot, ['.ts', '.tsx', '.sql', '.css'])
    .map((file) => ({ file, lines: readFileSync(join(projectRoot, file), 'utf8').split('\n').length - 1 }))
    .filter(({ file, lines }) => lines > 300 && !reasons[file])
  expect(long).toEqual([])
})

test('every reason still has its long file', () => {
  for (const [file, reason] of Object.entries(reasons)) {
    expect(reason.length).toBeGreaterThan(20)
    expect(readFileSync(join(projectRoot, file), 'utf8').split('\n').length).toBeGreaterThan(300)
  }
})

test('no file or folder hides behind a name that says nothing', () => {
  const vague = sourceFiles(projectRoot, ['.ts', '.tsx', '.sql', '.css']).filter((file) =>
    /(^|\/)(utils?|helpers?|common|misc|types)(\/|\.)/.test(file),
  )
  expect(vague).toEqual([])
})

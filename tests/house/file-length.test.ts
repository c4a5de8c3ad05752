import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot, sourceFiles } from './source-files.ts'

/** Files with more than 300 lines, each with the reason why splitting would make it harder to read. */
const reasons: Readonly<Record<string, string>> = {}

interface File {
  readonly file: string
  readonly lines: number
}

/** Returns long files without a reason, and reasons that are unused or too short. */
function breaches(files: readonly File[], excused: Readonly<Record<string, string>>): string[] {
  const long = files.filter(({ lines }) => lines > 300).map(({ file }) => file)
  return [
    ...long.filter((file) => excused[file] === undefined),
    ...Object.keys(excused).filter((file) => !long.includes(file) || (excused[file] ?? '').length <= 20),
  ]
}

test('no file has more than 300 lines without a reason, and every reason is needed', () => {
  const files = sourceFiles(projectRoot, ['.ts', '.tsx', '.sql', '.css']).map((file) => ({
    file,
    lines: readFileSync(join(projectRoot, file), 'utf8').split('\n').length - 1,
  }))
  expect(files.length).toBeGreaterThan(500)
  expect(breaches(files, reasons)).toEqual([])
})

test('a violation is found', () => {
  const files = [
    { file: 'long.ts', lines: 301 },
    { file: 'whole.ts', lines: 300 },
  ]
  const reason = 'One table that is read from the top down.'
  expect(breaches(files, {})).toEqual(['long.ts'])
  expect(breaches(files, { 'long.ts': reason })).toEqual([])
  expect(breaches(files, { 'long.ts': 'It is long.' })).toEqual(['long.ts'])
  expect(breaches(files, { 'long.ts': reason, 'whole.ts': reason })).toEqual(['whole.ts'])
})

test('no file or folder has a name without meaning', () => {
  const vague = sourceFiles(projectRoot, ['.ts', '.tsx', '.sql', '.css']).filter((file) =>
    /(^|\/)(utils?|helpers?|common|misc|types)(\/|\.)/.test(file),
  )
  expect(vague).toEqual([])
})

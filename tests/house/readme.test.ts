import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { settingsTable } from '../../server/settings.ts'
import { projectRoot } from './source-files.ts'

const read = (name: string) => readFileSync(join(projectRoot, name), 'utf8')

test('the README lists every setting with the server’s values', () => {
  const rows = settingsTable.map(({ name, fallback, description }) =>
    ['', `\`${name}\``, !fallback ? '' : `\`${fallback}\``, description, '']
      .join(' | ')
      .trim()
      .replace('|  |', '| |'),
  )
  for (const row of rows) expect(read('README.md')).toContain(row)
})

test('the Chinese README lists the same settings with the same defaults, each described', () => {
  const rows = read('README.zh-CN.md').matchAll(
    /^\| `([A-Z_]+)` \| (?:`(.+?)` )?\| .*\p{Script=Han}.* \|$/gmu,
  )
  expect([...rows].map(([, name, fallback]) => [name, fallback ?? ''])).toEqual(
    settingsTable.map(({ name, fallback }) => [name, fallback || '']),
  )
})

describe.each(['README.md', 'README.zh-CN.md'])('%s', (name) => {
  test('names every command of package.json', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    for (const script of Object.keys(scripts)) {
      const command = script === 'start' || script === 'test' ? `npm ${script}` : `npm run ${script}`
      expect(read(name)).toContain(command)
    }
  })
})

test.each(['README.md', 'README.zh-CN.md', 'docs/import.md', 'docs/import.zh-CN.md'])(
  '%s links to existing files',
  (name) => {
    const links = [...read(name).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) => path)
    expect(links).not.toEqual([])
    for (const path of links) expect(existsSync(join(projectRoot, name, '..', path)), path).toBe(true)
  },
)

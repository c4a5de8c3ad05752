import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingsTable } from '../../server/settings.ts'
import { projectRoot } from './source-files.ts'

const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8')

test('the README lists every setting as the server has it', () => {
  const rows = settingsTable.map(({ name, fallback, description }) =>
    ['', `\`${name}\``, !fallback ? '' : `\`${fallback}\``, description, '']
      .join(' | ')
      .trim()
      .replace('|  |', '| |'),
  )
  for (const row of rows) expect(readme).toContain(row)
})

test('the README names every command of package.json', () => {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  for (const name of Object.keys(scripts)) {
    const command = name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`
    expect(readme).toContain(command)
  }
})

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { builtClient } from '../../server/client-build.ts'

const log = pino({ level: 'silent' })
let root: string
const write = (file: string, text: string) => writeFileSync(join(root, file), text)
const builtPage = async () => readFileSync(join(await builtClient(log, root), 'index.html'), 'utf8')

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shuangxi-client-'))
  for (const folder of ['client', 'geodata/model']) mkdirSync(join(root, folder), { recursive: true })
  write(
    'client/index.html',
    '<!doctype html><title>one</title><script type="module" src="/main.ts"></script>',
  )
  write('client/main.ts', "import { name } from '../geodata/model/name.ts'\ndocument.title = name")
  write('geodata/model/name.ts', "export const name = 'first'")
  write('vite.config.ts', 'export default {}')
  write('package-lock.json', '{}')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('the built page', () => {
  it('is built once, and again only after a change of its sources', async () => {
    const first = await builtPage()
    expect(first).toContain('<title>one</title>')
    const asset = /src="\/(assets\/[^"]+)"/.exec(first)?.[1] ?? ''
    write('dist/client/index.html', 'a mark')
    expect(await builtPage()).toBe('a mark')
    write('geodata/model/name.ts', "export const name = 'second'")
    const second = await builtPage()
    expect(second).not.toContain(asset)
    write('dist/client/index.html', 'a mark')
    write('package-lock.json', '{"lockfileVersion": 3}')
    expect(await builtPage()).toBe(second)
  })

  it('is unchanged after a failed build, and built at the next start', async () => {
    const first = await builtPage()
    write('client/main.ts', "import './missing.ts'")
    await expect(builtClient(log, root)).rejects.toThrow('missing.ts')
    expect(readFileSync(join(root, 'dist/client/index.html'), 'utf8')).toBe(first)
    write('client/main.ts', "document.title = 'repaired'")
    expect(await builtPage()).not.toBe(first)
  })
})

/** Checks the licences of all packages and the content of NOTICE. */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { components, licenceTexts } from '../../server/about/components.ts'
import { projectRoot } from './source-files.ts'

interface Locked {
  readonly version: string
  readonly dev?: boolean
  readonly devOptional?: boolean
}

const read = (name: string) => readFileSync(join(projectRoot, name), 'utf8')
const notice = read('NOTICE').replaceAll(/\s+/g, ' ')
const locked: Readonly<Record<string, Locked>> = JSON.parse(read('package-lock.json')).packages
const production = Object.entries(locked).filter(
  ([path, { dev, devOptional }]) => path && !dev && !devOptional,
)

describe('a package of a licence that is not listed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-licences-'))
  const plant = (licence: string) => {
    const planted = join(folder, 'node_modules/planted')
    mkdirSync(planted, { recursive: true })
    writeFileSync(
      join(planted, 'package.json'),
      JSON.stringify({ name: 'planted', version: '1.0.0', license: licence }),
    )
    const { check } = JSON.parse(read('package.json')).scripts as { check: string }
    const [program = '', ...options] = check.split(' && ').at(-1)?.split(' ') ?? []
    return spawnSync(join(projectRoot, 'node_modules/.bin', program), options, {
      cwd: folder,
      encoding: 'utf8',
    })
  }
  beforeAll(() => {
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'breach', version: '1.0.0', dependencies: { planted: '1.0.0' } }),
    )
    cpSync(join(projectRoot, '.licensee.json'), join(folder, '.licensee.json'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each(['AGPL-3.0-only', 'SEE LICENSE IN terms.txt', 'LGPL-2.1-or-later'])(
    'fails the check: %s',
    (licence) => {
      const { status, stdout } = plant(licence)
      expect(stdout).toContain('planted@1.0.0')
      expect(status).toBe(1)
    },
  )

  test.each(['MIT', 'ISC OR GPL-2.0-only'])('passes the check: %s', (licence) => {
    expect(plant(licence).status).toBe(0)
  })
})

describe('NOTICE', () => {
  test.each(components)('names $name $version of $package', ({ name, version, licence, source }) => {
    for (const part of [`${name} ${version}`, licence, source]) {
      expect(notice).toContain(part)
    }
    expect(licenceTexts).toContain(licence.replace(/-(or-later|only)$/, ''))
  })

  test('has the installed versions', () => {
    for (const [, name = '', version] of notice.matchAll(/(@?[\w./-]+) (\d+\.\d+\.\d+)\b/g)) {
      const known = locked[`node_modules/${name}`]
      if (known) expect(`${name} ${version}`).toBe(`${name} ${known.version}`)
    }
    expect(notice).toContain(`libvips ${sharp.versions.vips}`)
    for (const name of new Set(components.map((component) => component.package))) {
      const version = locked[`node_modules/${name}`]?.version
      expect(
        [`${name} ${version}`, `Lightning CSS ${version}`].some((text) => notice.includes(text)),
        name,
      ).toBe(true)
    }
  })

  test('names every production package with binaries, whose licences package.json does not list', () => {
    const families = [...notice.matchAll(/(@?[\w./-]+[-/])\*/g)].map(([, prefix = '']) => prefix)
    const holding = production.flatMap(([path]) => (holdsBinaries(join(projectRoot, path)) ? [path] : []))
    expect(holding.length).toBeGreaterThan(5)
    const unnamed = holding
      .map((path) => path.replace(/^.*node_modules\//, ''))
      .filter((name) => !notice.includes(name) && !families.some((prefix) => name.startsWith(prefix)))
    expect(unnamed).toEqual([])
  })
})

function holdsBinaries(folder: string): boolean {
  if (!existsSync(folder)) return false
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    if (entry.isDirectory()) return entry.name !== 'node_modules' && holdsBinaries(join(folder, entry.name))
    return /\.(wasm|node|so|so\.[\d.]+|dylib|dll|exe|tar\.gz)$/.test(entry.name)
  })
}

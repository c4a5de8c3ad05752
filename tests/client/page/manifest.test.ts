import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { tokens } from '../../../geodata/model/tokens.ts'

const folder = join(import.meta.dirname, '../../../client/public')

interface Manifest {
  readonly scope: string
  readonly start_url: string
  readonly background_color: string
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose?: string }[]
}

test('the installed page has icons of the sizes that its manifest names, and stays below its own path', async () => {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.webmanifest'), 'utf8')) as Manifest
  expect(manifest).toMatchObject({ scope: './', start_url: './', background_color: tokens.map.day.land })
  for (const { src, sizes } of manifest.icons) {
    expect(existsSync(join(folder, src))).toBe(true)
    if (sizes === 'any') continue
    const { width, height } = await sharp(join(folder, src)).metadata()
    expect(`${width}x${height}`).toBe(sizes)
  }
  expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true)
  const page = readFileSync(join(folder, '../index.html'), 'utf8')
  expect(page).toContain('href="/manifest.webmanifest"')
})

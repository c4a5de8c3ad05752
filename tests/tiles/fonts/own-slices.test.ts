import { readFileSync, statSync } from 'node:fs'
import { create } from 'fontkitten'
import { describe, expect, test } from 'vitest'
import { ownFile, ownRanges, ownSlices } from '../../../tiles/fonts/own-slices.ts'
import { sliceCharacters } from '../../../tiles/fonts/slice-characters.ts'
import { outlineOf } from '../../../tiles/glyphs/outline.ts'
import { fontFaces, fontSlices } from '../../../tiles/style/fonts.ts'

/** Characters that may be missing before the files must be rebuilt; each may load another slice. */
const MAX_MISSING = 40
/** Bytes of the fonts of a first visit, and of what any desk adds. */
const MAX_BYTES = { first: 150_000, desks: 220_000 }
const cases = ownSlices.flatMap((slice) => [400, 600].map((weight) => [slice, weight] as const))

const codesOf = (range: string) => range.split(',').map((code) => Number.parseInt(code.slice(2), 16))

describe.each(cases)('the slice %s of weight %i', (slice, weight) => {
  const codes = codesOf(ownRanges[slice][weight] ?? '')
  const font = create(readFileSync(ownFile(slice, weight)))
  if (font.isCollection) throw new Error('several fonts')

  test('has all drawn characters (if not: npm run fonts)', () => {
    const known = ownSlices.flatMap((one) => codesOf(ownRanges[one][weight] ?? ''))
    const has = new Set(slice === 'first' ? codes : known)
    const wanted = sliceCharacters()[slice].get(weight) ?? []
    const missing = wanted.filter((character) => !has.has(character.codePointAt(0) ?? 0))
    expect(wanted.length).toBeGreaterThan(200)
    expect(missing.length, missing.join('')).toBeLessThanOrEqual(MAX_MISSING)
  })

  test('draws them as the slices of the package do', () => {
    expect(font.unitsPerEm).toBe(1000)
    for (const code of codes) {
      const theirSlice = fontSlices.find(({ covers }) => covers(code))
      const whole = create(readFileSync(theirSlice?.path(weight) ?? ''))
      if (whole.isCollection) throw new Error('several fonts')
      const [own, theirs] = [font.glyphForCodePoint(code), whole.glyphForCodePoint(code)]
      const name = String.fromCodePoint(code)
      expect(own.advanceWidth, name).toBe(theirs.advanceWidth)
      const bounds = outlineOf(theirs, 1)?.bounds
      for (const [side, value] of Object.entries(outlineOf(own, 1)?.bounds ?? {}))
        expect(Math.abs(value - Number(bounds?.[side as 'left'])), name).toBeLessThanOrEqual(2)
      expect(outlineOf(own, 1) === undefined, name).toBe(bounds === undefined)
    }
  })

  test('comes before the package’s slices with the same characters', () => {
    const faces = fontFaces('')[weight === 400 ? 'Noto Sans SC Regular' : 'Noto Sans SC SemiBold'] ?? []
    expect(faces[0]?.url).toContain('latin')
    const own = faces[1 + ownSlices.indexOf(slice)]
    expect(own?.url).toMatch(new RegExp(`-${slice}-${weight}-normal-[0-9a-f]{8}\\.woff2$`))
    expect(own?.['unicode-range']).toHaveLength(codes.length)
  })
})

test('a first visit loads at most 150 kB of fonts, and desks at most 220 kB more', () => {
  const latin = fontSlices.find(({ name }) => name === 'latin')
  const sizes = (paths: readonly string[]) => paths.reduce((sum, path) => sum + statSync(path).size, 0)
  const first = [400, 600].flatMap((weight) => [ownFile('first', weight), latin?.path(weight) ?? ''])
  expect(sizes(first)).toBeLessThanOrEqual(MAX_BYTES.first)
  expect(sizes([400, 600].map((weight) => ownFile('desks', weight)))).toBeLessThanOrEqual(MAX_BYTES.desks)
})

import { readFileSync, statSync } from 'node:fs'
import { create } from 'fontkitten'
import { describe, expect, test } from 'vitest'
import { firstCharacters } from '../../../tiles/fonts/first-characters.ts'
import { firstFile, firstRanges } from '../../../tiles/fonts/first-slice.ts'
import { outlineOf } from '../../../tiles/glyphs/outline.ts'
import { fontFaces, fontSlices } from '../../../tiles/style/fonts.ts'

/** Characters that may be added before the files have to be rebuilt: each may cost a visit a slice more. */
const MAX_MISSING = 40
/** Bytes of the fonts of a first visit. */
const MAX_BYTES = 150_000

const codesOf = (range: string) => range.split(',').map((code) => Number.parseInt(code.slice(2), 16))

describe.each([400, 600])('the first slice of weight %i', (weight) => {
  const codes = codesOf(firstRanges[weight] ?? '')
  const font = create(readFileSync(firstFile(weight)))
  if (font.isCollection) throw new Error('several fonts')

  test('has the characters of a first visit (if not: npm run fonts)', () => {
    const has = new Set(codes)
    const wanted = firstCharacters().get(weight) ?? []
    const missing = wanted.filter((character) => !has.has(character.codePointAt(0) ?? 0))
    expect(wanted.length).toBeGreaterThan(200)
    expect(missing.length, missing.join('')).toBeLessThanOrEqual(MAX_MISSING)
  })

  test('draws them as the slices of the package do', () => {
    expect(font.unitsPerEm).toBe(1000)
    for (const code of codes) {
      const slice = fontSlices.find(({ covers }) => covers(code))
      const whole = create(readFileSync(slice?.path(weight) ?? ''))
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

  test('comes before the slices that have the same characters', () => {
    const [latin, first] =
      fontFaces('')[weight === 400 ? 'Noto Sans SC Regular' : 'Noto Sans SC SemiBold'] ?? []
    expect(latin?.url).toContain('latin')
    expect(first?.url).toMatch(/-first-\d+-normal-[0-9a-f]{8}\.woff2$/)
    expect(first?.['unicode-range']).toHaveLength(codes.length)
  })
})

test('a first visit takes at most 150 kB of fonts', () => {
  const latin = fontSlices.find(({ name }) => name === 'latin')
  const files = [400, 600].flatMap((weight) => [firstFile(weight), latin?.path(weight) ?? ''])
  expect(files.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThanOrEqual(MAX_BYTES)
})

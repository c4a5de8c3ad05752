import { readFileSync } from 'node:fs'
import { create } from 'fontkitten'
import { PbfReader } from 'pbf'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { glyphRange } from '../../../tiles/glyphs/glyph-range.ts'
import { fontSlices, fontStacks } from '../../../tiles/style/fonts.ts'

interface Glyph {
  id: number
  bitmap: Uint8Array
  width: number
  height: number
  left: number
  top: number
  advance: number
}

/** Reads glyphs as clients do, by the fields of glyphs.proto. */
function read(bytes: Uint8Array): { name: string; range: string; glyphs: Map<number, Glyph> } {
  const stack = { name: '', range: '', glyphs: new Map<number, Glyph>() }
  const readGlyph = (tag: number, glyph: Glyph, pbf: PbfReader) => {
    if (tag === 1) glyph.id = pbf.readVarint()
    else if (tag === 2) glyph.bitmap = pbf.readBytes()
    else if (tag === 3) glyph.width = pbf.readVarint()
    else if (tag === 4) glyph.height = pbf.readVarint()
    else if (tag === 5) glyph.left = pbf.readSVarint()
    else if (tag === 6) glyph.top = pbf.readSVarint()
    else if (tag === 7) glyph.advance = pbf.readVarint()
  }
  const readStack = (tag: number, _: unknown, pbf: PbfReader) => {
    if (tag === 1) stack.name = pbf.readString()
    else if (tag === 2) stack.range = pbf.readString()
    else if (tag === 3) {
      const blank = { id: 0, bitmap: new Uint8Array(), width: 0, height: 0, left: 0, top: 0, advance: 0 }
      const glyph = pbf.readMessage(readGlyph, blank)
      stack.glyphs.set(glyph.id, glyph)
    }
  }
  new PbfReader(bytes).readFields((tag, result, pbf) => {
    if (tag === 1) pbf.readMessage(readStack, result)
  }, {})
  return stack
}

const REGULAR = 'Noto Sans SC Regular'
const latin = read(glyphRange(REGULAR, 0))
const chinese = read(glyphRange(REGULAR, 0x9700))

describe('a range of glyphs', () => {
  test('names itself, and has the glyphs of the font', () => {
    expect(latin).toMatchObject({ name: REGULAR, range: '0-255' })
    for (const letter of 'Az09%é') expect(latin.glyphs.has(letter.codePointAt(0) ?? 0), letter).toBe(true)
    // 青, of 青山湖.
    expect(chinese.glyphs.has(0x9752)).toBe(true)
    expect(latin.glyphs.has(0x07)).toBe(false)
  })

  test('gives metrics in pixels of an em of 24', () => {
    const space = latin.glyphs.get(0x20)
    expect(space).toMatchObject({ width: 0, height: 0, advance: 5 })
    expect(space?.bitmap).toHaveLength(0)
    // A Chinese character is as wide as it is high; its box begins below the ascender.
    const qing = chinese.glyphs.get(0x9752)
    expect(qing?.advance).toBe(24)
    expect(qing?.width).toBeGreaterThan(20)
    expect(qing?.top).toBeLessThan(0)
    for (const { bitmap, width, height } of chinese.glyphs.values())
      expect(bitmap).toHaveLength((width + 6) * (height + 6))
  })

  test('has heavier glyphs in the heavier font', () => {
    const ink = ({ bitmap }: Glyph) => bitmap.reduce((sum, value) => sum + (value >= 191 ? 1 : 0), 0)
    const bold = read(glyphRange('Noto Sans SC SemiBold', 0x9700)).glyphs.get(0x9752)
    const regular = chinese.glyphs.get(0x9752)
    if (!bold || !regular) throw new Error('no 青')
    expect(ink(bold)).toBeGreaterThan(1.1 * ink(regular))
  })

  test.each(['A', 'g', '8', '&', '青', '霞', '静'])('draws %s as librsvg does', async (letter) => {
    const code = letter.codePointAt(0) ?? 0
    const glyph = (code > 255 ? chinese : latin).glyphs.get(code)
    const slice = fontSlices.find(({ covers }) => covers(code))
    if (!glyph || !slice) throw new Error(`no ${letter}`)
    const font = create(readFileSync(slice.path(400)))
    if (font.isCollection) throw new Error('several fonts')
    const [columns, rows] = [glyph.width + 6, glyph.height + 6]
    const scale = 24 / font.unitsPerEm
    const baseline = glyph.top + Math.round(font.ascent * scale) + 3
    const place = `translate(${3 - glyph.left} ${baseline}) scale(${scale} ${-scale})`
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${columns}" height="${rows}"><path transform="${place}" d="${font.glyphForCodePoint(code).path.toSVG()}"/></svg>`
    const drawn = await sharp(Buffer.from(svg)).extractChannel('alpha').raw().toBuffer()
    let ink = 0
    for (const [pixel, value] of glyph.bitmap.entries()) {
      ink += drawn[pixel] ?? 0
      // A covered or empty pixel has its centre clearly inside or outside.
      if (drawn[pixel] === 255) expect(value, `${pixel}`).toBeGreaterThanOrEqual(191)
      if (drawn[pixel] === 0) expect(value, `${pixel}`).toBeLessThanOrEqual(191)
    }
    expect(ink).toBeGreaterThan(20 * 255)
  })

  test('is refused for an unknown font or code point', () => {
    expect(() => glyphRange('Arial', 0)).toThrow(RangeError)
    expect(() => glyphRange(REGULAR, 100)).toThrow(RangeError)
    expect(() => glyphRange(REGULAR, 0x10000)).toThrow(RangeError)
  })
})

test('every slice of every weight has readable outlines', () => {
  for (const weight of fontStacks.values()) {
    for (const slice of fontSlices) {
      const font = create(readFileSync(slice.path(weight)))
      if (font.isCollection) throw new Error('several fonts')
      expect(font.unitsPerEm, slice.name).toBe(1000)
      expect(font.hasGlyphForCodePoint(0x10ffff), slice.name).toBe(false)
    }
  }
})

/**
 * Glyphs of Noto Sans SC for map clients without `font-faces`: 256 code points at a time, as
 * distance fields in a protocol buffer (https://github.com/mapbox/node-fontnik/blob/master/proto/glyphs.proto).
 */
import { readFileSync } from 'node:fs'
import { create, type Font } from 'fontkitten'
import { PbfWriter } from 'pbf'
import { memoIn } from '../../geodata/model/memo.ts'
import { fontSlices, fontStacks } from '../style/fonts.ts'
import { distanceField } from './distance-field.ts'
import { outlineOf } from './outline.ts'

const EM_PIXELS = 24
const RANGE = 256

/** First code points of all ranges; clients request only these, within the basic plane. */
export const isRangeStart = (first: number): boolean => first % RANGE === 0 && first >= 0 && first < 0x10000

/**
 * Returns the glyphs of a font stack from the code point `first`, without those that the font lacks. Takes up
 * to a second: run it in another thread.
 */
export function glyphRange(stack: string, first: number): Uint8Array {
  const weight = fontStacks.get(stack)
  if (weight === undefined || !isRangeStart(first))
    throw new RangeError(`no glyphs of ${stack} from ${first}`)
  const fonts = new Map<string, Font>()
  const writer = new PbfWriter()
  writer.writeMessage(
    1,
    (_, pbf) => {
      pbf.writeStringField(1, stack)
      pbf.writeStringField(2, `${first}-${first + RANGE - 1}`)
      for (let code = first; code < first + RANGE; code += 1) {
        const font = fontOf(fonts, code, weight)
        if (font?.hasGlyphForCodePoint(code)) pbf.writeMessage(3, writeGlyph, { font, code })
      }
    },
    undefined,
  )
  return writer.finish()
}

/** Returns the font of the first slice that covers a code point, read once. */
function fontOf(fonts: Map<string, Font>, code: number, weight: number): Font | undefined {
  const slice = fontSlices.find(({ covers }) => covers(code))
  if (slice === undefined) return undefined
  return memoIn(fonts, slice.name, () => {
    const font = create(readFileSync(slice.path(weight)))
    if (font.isCollection) throw new Error(`${slice.name} holds several fonts`)
    return font
  })
}

function writeGlyph({ font, code }: { font: Font; code: number }, pbf: PbfWriter): void {
  const scale = EM_PIXELS / font.unitsPerEm
  const glyph = font.glyphForCodePoint(code)
  const outline = outlineOf(glyph, scale)
  const field = outline && distanceField(outline)
  pbf.writeVarintField(1, code)
  if (field) pbf.writeBytesField(2, field.bitmap)
  pbf.writeVarintField(3, field?.width ?? 0)
  pbf.writeVarintField(4, field?.height ?? 0)
  pbf.writeSVarintField(5, field?.left ?? 0)
  // Counted from the ascender, downwards negative.
  pbf.writeSVarintField(6, (field?.top ?? 0) - Math.round(font.ascent * scale))
  pbf.writeVarintField(7, Math.round(glyph.advanceWidth * scale))
}

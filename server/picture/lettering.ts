/** Writes text as outlines of the map's font, so that a picture looks the same without any system font. */
import { readFileSync } from 'node:fs'
import { create, type Font } from 'fontkitten'
import { memoIn } from '../../geodata/model/memo.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import { fontSlices } from '../../tiles/style/fonts.ts'

const fonts = new Map<string, Font>()

function fontOf(code: number): Font | undefined {
  const slice = fontSlices.find(({ covers }) => covers(code))
  if (slice === undefined) return undefined
  return memoIn(fonts, slice.name, () => {
    const font = create(readFileSync(slice.path(tokens.type.weight.regular)))
    if (font.isCollection) throw new Error(`${slice.name} holds several fonts`)
    return font
  })
}

const commands: Readonly<Record<string, string>> = {
  moveTo: 'M',
  lineTo: 'L',
  quadraticCurveTo: 'Q',
  bezierCurveTo: 'C',
  closePath: 'Z',
}

/** Returns the width of a text in pixels. */
export function textWidth(text: string, size: number): number {
  let width = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const font = fontOf(code)
    width += font ? (font.glyphForCodePoint(code).advanceWidth * size) / font.unitsPerEm : size / 2
  }
  return width
}

/** Returns a text as an SVG path whose baseline begins at a point. */
export function textPath(text: string, x: number, y: number, size: number): string {
  let at = x
  let d = ''
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const font = fontOf(code)
    if (font === undefined) {
      at += size / 2
      continue
    }
    const glyph = font.glyphForCodePoint(code)
    const scale = size / font.unitsPerEm
    for (const { command, args } of glyph.path.commands) {
      const points = args.map((value, index) => (index % 2 === 0 ? at + value * scale : y - value * scale))
      d += (commands[command] ?? '') + points.map((value) => value.toFixed(2)).join(' ')
    }
    at += glyph.advanceWidth * scale
  }
  return d
}

/**
 * `npm run fonts`: writes a slice of each weight with the characters of a first visit, and one with those
 * of the desks, from the slices of the package. Run it when the page's texts have new characters.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import fonteditor, { type FontEditor } from 'fonteditor-core'
import { fontSlices } from '../style/fonts.ts'
import { ownFile, ownSlices, rangesFile } from './own-slices.ts'
import { sliceCharacters } from './slice-characters.ts'

const { Font, woff2 } = fonteditor
const options = { hinting: false, compound2simple: true } as const

/** Returns the glyphs of some code points, merged from the slices that have them. */
function glyphsOf(codes: readonly number[], weight: number): FontEditor.Font {
  const parts = fontSlices.flatMap((slice) => {
    const subset = codes.filter((code) => slice.covers(code))
    if (subset.length === 0) return []
    return [Font.create(readFileSync(slice.path(weight)), { type: 'woff2', subset, ...options })]
  })
  return parts.reduce((font, part) => font.merge(part, { scale: 1 }))
}

/** Code points as a CSS unicode-range. */
function rangeOf(codes: readonly number[]): string {
  return codes.map((code) => `U+${code.toString(16)}`).join()
}

await woff2.init()
const ranges: Record<string, Record<string, string>> = {}
for (const slice of ownSlices) {
  const own: Record<string, string> = {}
  for (const [weight, characters] of sliceCharacters()[slice]) {
    const codes = characters.flatMap((character) => character.codePointAt(0) ?? [])
    const bytes = Buffer.from(glyphsOf(codes, weight).write({ type: 'woff2', hinting: false }) as ArrayBuffer)
    writeFileSync(ownFile(slice, weight), bytes)
    own[weight] = rangeOf(codes)
    console.log(`${slice} ${weight}: ${codes.length} characters, ${bytes.length} bytes`)
  }
  ranges[slice] = own
}
writeFileSync(rangesFile, `${JSON.stringify(ranges, null, 2)}\n`)

/**
 * Text of a report in Noto Sans SC, whose package cuts the font into slices by character. Only slices whose
 * characters occur are embedded, each as a subset of the characters used; a line is drawn run by run.
 */
import { readFileSync } from 'node:fs'
import { memoIn } from '../../geodata/model/memo.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import { fontSlices } from '../../tiles/style/fonts.ts'
import { unpackedFont } from './woff.ts'

/** Consecutive characters of one slice. */
export interface Run {
  readonly font: string
  readonly text: string
}

/** Names of slices by character; empty if no slice has it. */
const slices = new Map<number, string>()

const sliceOf = (code: number): string =>
  memoIn(slices, code, () => fontSlices.find(({ covers }) => covers(code))?.name ?? '')

const fonts = new Map<string, Buffer>()

/** Returns the font of a slice, from its WOFF, because PDFKit draws no glyphs of WOFF2. */
export const fontOf = (name: string): Buffer =>
  memoIn(fonts, name, () => {
    const slice = fontSlices.find((one) => one.name === name)
    if (slice === undefined) throw new RangeError(`no slice ${name}`)
    return unpackedFont(readFileSync(slice.path(tokens.type.weight.regular).replace(/woff2$/, 'woff')))
  })

/** Splits a text into runs; characters without a glyph become a square. */
export function runsOf(text: string): Run[] {
  const runs: { font: string; text: string }[] = []
  for (const character of text) {
    const font = sliceOf(character.codePointAt(0) ?? 0)
    const last = runs.at(-1)
    const drawn = font === '' ? '□' : character
    const name = font || sliceOf(0x25a1)
    if (last?.font === name) last.text += drawn
    else runs.push({ font: name, text: drawn })
  }
  return runs
}

/** Characters that never begin a line. */
const closing = /[，。、；：？！）》」』”’%‰·…,.;:?!)\]}]/u
/** Characters that never end one. */
const opening = /[（《「『“‘([{]/u
const wide = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]/u

/** Splits a text where a line may end: after each Chinese character, and after spaces and slashes. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = []
  let piece = ''
  const characters = [...text]
  characters.forEach((character, index) => {
    piece += character
    const next = characters[index + 1]
    if (next === undefined) return
    const breaks = character === ' ' || /[/&?=,;]/.test(character) || wide.test(character) || wide.test(next)
    if (breaks && next !== ' ' && !closing.test(next) && !opening.test(character)) {
      pieces.push(piece)
      piece = ''
    }
  })
  return piece === '' ? pieces : [...pieces, piece]
}

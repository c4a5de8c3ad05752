/** Pinyin of names, for search. */
import { pinyin } from 'pinyin-pro'
import { type PlaceReading, placeReadings } from '../model/place-readings.ts'

export interface Pronunciation {
  /** Lower-case syllables without tones or spaces, as typed: `xixigu`, 绿道 is `lvdao`. */
  readonly pinyin: string | null
  /** First letters: `xxg`. */
  readonly initials: string | null
}

/** Pinyin and initials of a Chinese name; nulls for a name without Chinese characters. */
export function pronounce(name: string): Pronunciation {
  if (!/\p{Script=Han}/u.test(name)) return { pinyin: null, initials: null }
  const parts = name.match(/\p{Script=Han}+|\P{Script=Han}+/gu)?.map(typedPart) ?? []
  return {
    pinyin: parts.map((part) => part.pinyin).join(''),
    initials: parts.map((part) => part.initials).join(''),
  }
}

function typedPart(text: string): { pinyin: string; initials: string } {
  if (!/\p{Script=Han}/u.test(text)) return { pinyin: typed(text), initials: typed(text) }
  const syllables = syllablesOf(text).map(typed)
  return { pinyin: syllables.join(''), initials: syllables.map((syllable) => syllable.charAt(0)).join('') }
}

const typed = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replaceAll(/[^a-z0-9]/g, '')

const corrections = placeReadings.map((place) => ({
  pattern: patternOf(place),
  syllables: place.reading
    .replaceAll(/[ǖǘǚǜ]/g, 'v')
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .split(' '),
}))

function patternOf({ text, notAfter, notBefore, isStart, isEnd }: PlaceReading): RegExp {
  const before = notAfter === undefined ? '' : `(?<![${notAfter}])`
  const after = notBefore === undefined ? '' : `(?![${notBefore}])`
  return new RegExp(`${isStart ? '^' : ''}${before}${text}${after}${isEnd ? '$' : ''}`, 'gu')
}

/** Returns one syllable per character of an entirely Chinese text. */
function syllablesOf(text: string): string[] {
  const syllables: string[] = pinyin(text, { toneType: 'none', type: 'array', v: true })
  for (const correction of corrections) {
    for (const { index } of text.matchAll(correction.pattern)) {
      // Rare characters are two UTF-16 units and one syllable.
      const at = [...text.slice(0, index)].length
      syllables.splice(at, correction.syllables.length, ...correction.syllables)
    }
  }
  return syllables
}

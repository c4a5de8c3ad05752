/** Interprets a typed search: a position, a part of a parcel code, or words. */
import { plainCode, readParcelCode, withCountyOfToday } from '../../geodata/model/planning/parcel-code.ts'
import { pronounce } from '../../geodata/places/pronounce.ts'

export type SearchQuery =
  | { readonly is: 'position'; readonly longitude: number; readonly latitude: number }
  | {
      readonly is: 'words'
      readonly words: Words /** The part of a parcel code that they may be. */
      readonly parcel: string | null
    }

export interface Words {
  readonly words: string
  /** The words with LIKE's special characters escaped. */
  readonly pattern: string
  /** Letters as pinyin is stored: `qing shan hu` and 青山湖 both give `qingshanhu`. */
  readonly letters: string
  readonly chinese: boolean
}

const COORDINATES = /^([+-]?\d{1,3}(?:\.\d{1,12})?)\s*°?\s*[,，;\s]\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*°?$/
/** A part of a 宗地代码: digits around the two letters of its kind, or at least five digits. */
const PARCEL_PART = /^(?:\d{5,12}|[GJZ]?[A-Z]\d{5}|\d{3,12}[GJZ](?:[A-Z]\d{0,5})?)$/

/** Parses the typed text, regardless of width, case and spaces. */
export function readQuery(typed: string): SearchQuery {
  const text = typed.normalize('NFKC').trim().replace(/\s+/g, ' ')
  const position = readPosition(text)
  if (position !== undefined) return position
  const code = plainCode(text)
  const part = PARCEL_PART.test(code) ? withCountyOfToday(code) : null
  return { is: 'words', words: wordsOf(text), parcel: readParcelCode(code).code?.parcel ?? part }
}

/** Normalises a text for comparison with names. */
export function wordsOf(text: string): Words {
  const words = text.toLowerCase()
  const chinese = /\p{Script=Han}/u.test(words)
  return {
    words,
    pattern: words.replace(/[\\%_]/g, '\\$&'),
    letters: chinese ? (pronounce(words).pinyin ?? '') : lettersOf(words),
    chinese,
  }
}

const lettersOf = (words: string): string =>
  words
    .normalize('NFD')
    .replaceAll('u\u0308', 'v')
    .replaceAll(/[^a-z0-9]/g, '')

/** `119.77,30.24`; the other order is accepted if the numbers allow no other reading. */
function readPosition(text: string): SearchQuery | undefined {
  const match = COORDINATES.exec(text)
  if (match === null) return undefined
  const [a, b] = [Number(match[1]), Number(match[2])]
  if (Math.abs(a) <= 180 && Math.abs(b) <= 90) return { is: 'position', longitude: a, latitude: b }
  if (Math.abs(a) <= 90 && Math.abs(b) <= 180) return { is: 'position', longitude: b, latitude: a }
  return undefined
}

/** Splits CQL2 text into tokens. */
import { filterProblem, placeInText } from './filter-problem.ts'
import { limits } from './tree.ts'

export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'symbol' | 'end'
  /** A word or a symbol as written; a name or a string without its quotes; the digits of a number. */
  readonly text: string
  /** Offset of its first character, from 0. */
  readonly at: number
}

const space = /\s+/uy
const word = /[\p{L}_:][\p{L}\p{M}\p{N}_:.]*/uy
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
const symbol = /<=|>=|<>|[=<>+\-*/%^(),]/y
/** A quote in a string is doubled, or follows a backslash. Other backslashes are literal. */
const string = /'((?:''|\\'|\\(?!')|[^'\\])*)'/y
const name = /"((?:""|[^"])*)"/y

const readers: readonly (readonly [Token['kind'], RegExp, (match: RegExpExecArray) => string])[] = [
  ['word', word, ([text]) => text],
  ['number', number, ([text]) => text],
  ['string', string, ([, text = '']) => text.replaceAll(/''|\\'/g, "'")],
  ['name', name, ([, text = '']) => text.replaceAll('""', '"')],
  ['symbol', symbol, ([text]) => text],
]

function tokenAt(text: string, at: number): { token: Token; end: number } | undefined {
  for (const [kind, pattern, read] of readers) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match !== null) return { token: { kind, text: read(match), at }, end: pattern.lastIndex }
  }
  return undefined
}

/** Returns the tokens of a text, the last of kind `end`. Throws a ProblemError at an invalid character. */
export function tokens(text: string): readonly Token[] {
  if (text.length > limits.characters) {
    const expected = {
      zh: `不超过 ${limits.characters} 个字符的文本`,
      en: `at most ${limits.characters} characters`,
    }
    throw filterProblem(placeInText(limits.characters), expected, `${text.length}`)
  }
  const found: Token[] = []
  for (let at = 0; at < text.length; ) {
    space.lastIndex = at
    if (space.test(text)) {
      at = space.lastIndex
      continue
    }
    const next = tokenAt(text, at)
    if (next === undefined) {
      const expected = {
        zh: '属性名、数字、运算符或以单引号括起的文本',
        en: 'a property, a number, an operator or a text in single quotes',
      }
      throw filterProblem(placeInText(at), expected, text.slice(at, at + 20))
    }
    found.push(next.token)
    at = next.end
  }
  return [...found, { kind: 'end', text: '', at: text.length }]
}

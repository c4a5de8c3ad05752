/** Reads tokens from left to right, with errors that say what was expected. */
import type { Text } from '../../../geodata/model/text.ts'
import { filterProblem, placeInText } from './filter-problem.ts'
import { type Token, tokens } from './lexer.ts'
import { limits } from './tree.ts'

export class TokenStream {
  readonly #tokens: readonly Token[]
  #next = 0
  #depth = 0
  #nodes = 0
  #vertices = 0

  constructor(text: string) {
    this.#tokens = tokens(text)
  }

  /** Returns the next token, or the one `ahead` behind it. */
  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)]
    if (token === undefined) throw new Error('a token stream has an end token')
    return token
  }

  take(): Token {
    const token = this.peek()
    this.#next += 1
    return token
  }

  isSymbol(text: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'symbol' && token.text === text
  }

  /** Keywords are case-insensitive. */
  isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'word' && token.text.toUpperCase() === word
  }

  /** Reads the symbol or keyword if it comes next, and returns whether it did. */
  skip(text: string): boolean {
    const comes = this.isSymbol(text) || this.isWord(text)
    if (comes) this.#next += 1
    return comes
  }

  expect(text: string): void {
    if (!this.skip(text)) throw this.wrong({ zh: `“${text}”`, en: `"${text}"` })
  }

  /** Creates the error for an unexpected token. */
  wrong(expected: Text, token: Token = this.peek()): Error {
    return filterProblem(placeInText(token.at), expected, token.kind === 'end' ? '（end）' : token.text)
  }

  /** Runs `read` one level deeper. */
  nested<T>(read: () => T): T {
    this.#depth += 1
    if (this.#depth > limits.depth) {
      throw this.wrong({ zh: `不超过 ${limits.depth} 层的嵌套`, en: `at most ${limits.depth} levels` })
    }
    const result = read()
    this.#depth -= 1
    return result
  }

  countNode(): void {
    this.#nodes += 1
    if (this.#nodes > limits.nodes)
      throw this.wrong({ zh: `不超过 ${limits.nodes} 项`, en: `at most ${limits.nodes} parts` })
  }

  countVertex(): void {
    this.#vertices += 1
    if (this.#vertices > limits.vertices) {
      throw this.wrong({ zh: `不超过 ${limits.vertices} 个顶点`, en: `at most ${limits.vertices} vertices` })
    }
  }

  /** `( item {, item} )` */
  list<T>(item: () => T): readonly T[] {
    this.expect('(')
    const items = [item()]
    while (this.skip(',')) items.push(item())
    if (!this.isSymbol(')')) throw this.wrong({ zh: '“,”或“)”', en: '"," or ")"' })
    this.take()
    return items
  }
}

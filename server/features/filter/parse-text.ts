/** Parses CQL2 text into the tree. */
import type { Text } from '../../../geodata/model/text.ts'
import { type ParsedFilter, placeInText } from './filter-problem.ts'
import type { Token } from './lexer.ts'
import { isDate, isOpen, isTimestamp } from './temporal-text.ts'
import { TokenStream } from './token-stream.ts'
import {
  type Call,
  comparisonOperators,
  type Expression,
  type Interval,
  type IntervalEnd,
  operandCount,
  operatorNamed,
  type PropertyReference,
} from './tree.ts'
import { isGeometryNext, readBox, readGeometry } from './well-known-text.ts'

const reserved = new Set(['AND', 'OR', 'NOT', 'LIKE', 'BETWEEN', 'IN', 'IS', 'NULL', 'DIV'])

const expectedOperand: Text = { zh: '属性名、值或括号', en: 'a property, a value or a bracket' }

/** Returns the tree of a text. Throws a ProblemError that names the first invalid character. */
export function parseText(text: string): ParsedFilter {
  const reader = new TextReader(text)
  const tree = reader.whole()
  return { tree, placeOf: (node) => placeInText(reader.offsetOf(node)) }
}

class TextReader {
  readonly #stream: TokenStream
  readonly #offsets = new WeakMap<object, number>()

  constructor(text: string) {
    this.#stream = new TokenStream(text)
  }

  offsetOf(node: Expression): number {
    return typeof node === 'object' ? (this.#offsets.get(node) ?? 0) : 0
  }

  whole(): Expression {
    const tree = this.#or()
    if (this.#stream.peek().kind === 'end') return tree
    throw this.#stream.wrong({ zh: '运算符或结尾', en: 'an operator or the end' })
  }

  #at<T extends object>(token: Token, node: T): T {
    this.#offsets.set(node, token.at)
    this.#stream.countNode()
    return node
  }

  #call(token: Token, op: string, ...args: readonly Expression[]): Call {
    return this.#at(token, { op, args })
  }

  #or(): Expression {
    return this.#stream.nested(() => this.#joined('OR', () => this.#joined('AND', () => this.#not())))
  }

  /** Parses one operand, or several joined by the keyword. */
  #joined(keyword: 'AND' | 'OR', operand: () => Expression): Expression {
    const token = this.#stream.peek()
    const args = [operand()]
    while (this.#stream.skip(keyword)) args.push(operand())
    const [first] = args
    return args.length === 1 && first !== undefined
      ? first
      : this.#call(token, keyword.toLowerCase(), ...args)
  }

  #not(): Expression {
    const token = this.#stream.peek()
    if (!this.#stream.skip('NOT')) return this.#predicate()
    return this.#stream.nested(() => this.#call(token, 'not', this.#not()))
  }

  #predicate(): Expression {
    const left = this.#sum()
    const token = this.#stream.peek()
    const comparison = comparisonOperators.find((operator) => this.#stream.skip(operator))
    if (comparison !== undefined) return this.#call(token, comparison, left, this.#sum())
    if (this.#stream.skip('IS')) {
      const negated = this.#stream.skip('NOT')
      this.#stream.expect('NULL')
      return this.#negated(negated, token, this.#call(token, 'isNull', left))
    }
    const negated = this.#stream.skip('NOT')
    const test = this.#test(token, left)
    if (test !== undefined) return this.#negated(negated, token, test)
    if (negated) throw this.#stream.wrong({ zh: 'LIKE、IN 或 BETWEEN', en: 'LIKE, IN or BETWEEN' })
    return left
  }

  #negated(negated: boolean, token: Token, test: Expression): Expression {
    return negated ? this.#call(token, 'not', test) : test
  }

  /** Parses LIKE, IN or BETWEEN after `left`, if one follows. */
  #test(token: Token, left: Expression): Expression | undefined {
    if (this.#stream.skip('LIKE')) return this.#call(token, 'like', left, this.#sum())
    if (this.#stream.skip('IN')) {
      return this.#call(token, 'in', left, [...this.#stream.list(() => this.#sum())])
    }
    if (!this.#stream.skip('BETWEEN')) return undefined
    const low = this.#sum()
    this.#stream.expect('AND')
    return this.#call(token, 'between', left, low, this.#sum())
  }

  #sum(): Expression {
    let left = this.#product()
    for (;;) {
      const token = this.#stream.peek()
      const op = ['+', '-'].find((operator) => this.#stream.skip(operator))
      if (op === undefined) return left
      left = this.#call(token, op, left, this.#product())
    }
  }

  #product(): Expression {
    let left = this.#power()
    for (;;) {
      const token = this.#stream.peek()
      const op = ['*', '/', '%', 'DIV'].find((operator) => this.#stream.skip(operator))
      if (op === undefined) return left
      left = this.#call(token, op.toLowerCase(), left, this.#power())
    }
  }

  #power(): Expression {
    const base = this.#signed()
    const token = this.#stream.peek()
    if (!this.#stream.skip('^')) return base
    return this.#stream.nested(() => this.#call(token, '^', base, this.#power()))
  }

  #signed(): Expression {
    const token = this.#stream.peek()
    if (!this.#stream.skip('-')) return this.#operand()
    if (this.#stream.peek().kind === 'number') return -this.#number() || 0
    return this.#stream.nested(() => this.#call(token, '*', -1, this.#signed()))
  }

  #number(): number {
    const token = this.#stream.take()
    const value = Number(token.text)
    if (!Number.isFinite(value)) throw this.#stream.wrong({ zh: '有限的数字', en: 'a finite number' }, token)
    return value
  }

  #operand(): Expression {
    this.#stream.countNode()
    const token = this.#stream.peek()
    switch (token.kind) {
      case 'string':
        return this.#stream.take().text
      case 'number':
        return this.#number()
      case 'name':
        return this.#property()
      case 'word':
        return this.#named(token)
      default:
        return this.#bracket()
    }
  }

  #bracket(): Expression {
    if (!this.#stream.skip('(')) throw this.#stream.wrong(expectedOperand)
    const inner = this.#or()
    if (!this.#stream.isSymbol(')')) throw this.#stream.wrong({ zh: '运算符或“)”', en: 'an operator or ")"' })
    this.#stream.take()
    return inner
  }

  #property(): PropertyReference {
    const token = this.#stream.take()
    return this.#at(token, { property: token.text })
  }

  #named(token: Token): Expression {
    const word = token.text.toUpperCase()
    if (isGeometryNext(this.#stream)) return this.#at(token, readGeometry(this.#stream))
    if (this.#stream.isSymbol('(', 1)) return this.#function(token, word)
    if (word === 'TRUE' || word === 'FALSE') {
      this.#stream.take()
      return word === 'TRUE'
    }
    if (reserved.has(word)) throw this.#stream.wrong(expectedOperand)
    return this.#property()
  }

  #function(token: Token, word: string): Expression {
    if (reserved.has(word)) throw this.#stream.wrong(expectedOperand)
    if (word === 'BBOX') return this.#at(token, readBox(this.#stream))
    this.#stream.take()
    if (word === 'DATE') return this.#at(token, { date: this.#quoted(isDate, 'YYYY-MM-DD') })
    if (word === 'TIMESTAMP') return this.#at(token, { timestamp: this.#quoted(isTimestamp, 'RFC 3339') })
    if (word === 'INTERVAL') return this.#interval(token)
    const op = operatorNamed(token.text)
    const args = this.#stream.nested(() => this.#operands(op.startsWith('a_')))
    const [least, most] = operandCount(op)
    if (args.length >= least && args.length <= most) return this.#call(token, op, ...args)
    throw this.#stream.wrong({ zh: `${least} 个参数的 ${op}`, en: `${op} with ${least} operands` }, token)
  }

  #operands(withArrays: boolean): readonly Expression[] {
    if (this.#stream.isSymbol('(') && this.#stream.isSymbol(')', 1)) {
      this.#stream.take()
      this.#stream.take()
      return []
    }
    return this.#stream.list(() => (withArrays && this.#stream.isSymbol('(') ? this.#array() : this.#or()))
  }

  #array(): readonly Expression[] {
    return this.#stream.nested(() => this.#operands(true))
  }

  /** Parses a quoted text in brackets that `fits` accepts. */
  #quoted(fits: (text: string) => boolean, form: string): string {
    this.#stream.expect('(')
    const token = this.#stream.take()
    if (token.kind !== 'string' || !fits(token.text)) {
      throw this.#stream.wrong({ zh: `'${form}' 形式的文本`, en: `a text as '${form}'` }, token)
    }
    this.#stream.expect(')')
    return token.text
  }

  #interval(token: Token): Expression {
    const [from, to, ...rest] = this.#stream.list(() => this.#intervalEnd())
    if (from === undefined || to === undefined || rest.length > 0) {
      throw this.#stream.wrong({ zh: '起止两端的 INTERVAL', en: 'an INTERVAL of two ends' }, token)
    }
    return this.#at<Interval>(token, { interval: [from, to] })
  }

  #intervalEnd(): IntervalEnd {
    const token = this.#stream.peek()
    if (token.kind === 'word' || token.kind === 'name') return this.#property()
    const { text } = this.#stream.take()
    if (token.kind === 'string' && (isOpen(text) || isDate(text) || isTimestamp(text))) return text || '..'
    const expected = { zh: "日期、时刻、'..' 或属性名", en: "a date, a time, '..' or a property" }
    throw this.#stream.wrong(expected, token)
  }
}

import type { Cursor, Reading } from './cursor.ts'
import { some } from './cursor.ts'
import { featureCodeOf, headOf } from './head.ts'
import { line, moreReferences, point, polygon } from './objects.ts'
import { rowOf, table, tableOf } from './schema.ts'
import {
  expected,
  type VctDocument,
  VctError,
  type VctFeatureCode,
  type VctHead,
  type VctLine,
  type VctPoint,
  type VctPolygon,
  type VctTable,
} from './vct.ts'

interface Parts {
  head: VctHead | null
  readonly codes: VctFeatureCode[]
  readonly tables: Map<string, VctTable>
  readonly points: VctPoint[]
  readonly lines: Map<string, VctLine>
  readonly polygons: VctPolygon[]
  readonly rows: Map<string, Map<string, readonly string[]>>
  readonly unread: Map<string, number>
}

/** Parses a file line by line, so that no text of the whole file is kept. */
export class VctParser {
  readonly #cursor: Cursor = { line: 0, section: '', separator: ',', offset: [0, 0] }
  readonly #parts: Parts = {
    head: null,
    codes: [],
    tables: new Map(),
    points: [],
    lines: new Map(),
    polygons: [],
    rows: new Map(),
    unread: new Map(),
  }
  readonly #reading = file(this.#cursor, this.#parts)
  #isComment = false
  #hasAttributes = false

  constructor() {
    this.#reading.next()
  }

  /** Takes the next line, without its line end. Throws VctError if it does not have the form. */
  line(text: string): void {
    this.#cursor.line++
    const plain = text.trim()
    if (plain === '') return
    if (/^attributebegin$/i.test(plain)) this.#hasAttributes = true
    if (/^comment(begin|end)$/i.test(plain)) this.#isComment = /begin$/i.test(plain)
    else if (!this.#isComment) this.#reading.next(plain)
  }

  /** Returns what was read. Throws VctError if the file is incomplete. */
  end(): VctDocument {
    this.#reading.next(null)
    const { head, ...parts } = this.#parts
    if (head === null) throw noHead()
    if (!this.#hasAttributes && parts.codes.some((code) => tableOf(code, parts.tables))) throw noAttributes()
    return { head, ...parts }
  }
}

/** Parses a whole text. Throws VctError, with the line, where it does not have the form. */
export function parseVct(text: string): VctDocument {
  const parser = new VctParser()
  for (const each of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) parser.line(each)
  return parser.end()
}

function* file(cursor: Cursor, parts: Parts): Reading<void> {
  for (let text = yield; text !== null; text = yield) {
    const name = /^([a-z]+)begin$/i.exec(text)?.[1]
    if (name === undefined)
      throw expected(cursor.line, { zh: '一节的开始（…Begin）', en: 'a section (…Begin)' }, text)
    cursor.section = name
    if (parts.head === null && name.toLowerCase() !== 'head') throw noHead()
    yield* (sections[name.toLowerCase()] ?? unread)(cursor, parts)
  }
}

type Section = (cursor: Cursor, parts: Parts) => Reading<void>

/** Yields the lines of a section to `take`, which may read further ones, until its end. */
function* each(cursor: Cursor, take: (text: string) => Reading<void> | undefined): Reading<void> {
  const last = `${cursor.section}end`.toLowerCase()
  for (;;) {
    const text = some(cursor, yield)
    if (text.toLowerCase() === last) return
    const more = take(text)
    if (more !== undefined) yield* more
  }
}

const sections: Readonly<Record<string, Section>> = {
  *head(cursor, parts) {
    const lines: { text: string; line: number }[] = []
    yield* each(cursor, (text) => void lines.push({ text, line: cursor.line }))
    parts.head = headOf(lines)
    cursor.separator = parts.head.separator
    cursor.offset = parts.head.offset
  },
  featurecode: (cursor, { codes }) =>
    each(cursor, (text) => {
      const code = featureCodeOf(text, cursor.line, cursor.separator)
      if (code !== null) codes.push(code)
    }),
  tablestructure: (cursor, { tables }) =>
    each(cursor, function* (text): Reading<void> {
      if (text === '0') return
      const read = yield* table(cursor, text)
      tables.set(read.name, read)
    }),
  point: (cursor, parts) =>
    each(cursor, function* (text): Reading<void> {
      parts.points.push(yield* point(cursor, text, dialectOf(parts)))
    }),
  line: (cursor, parts) =>
    each(cursor, function* (text): Reading<void> {
      const read = yield* line(cursor, text, dialectOf(parts))
      if (parts.lines.has(read.id)) throw twice(read)
      parts.lines.set(read.id, read)
    }),
  polygon: (cursor, parts) =>
    each(cursor, function* (text): Reading<void> {
      const { head, polygons } = parts
      const more = dialectOf(parts) === 'plain' ? moreReferences(cursor, text) : null
      const last = polygons.at(-1)
      if (more !== null && last !== undefined && 'lines' in last.boundary) {
        polygons[polygons.length - 1] = { ...last, boundary: { lines: [...last.boundary.lines, ...more] } }
      } else if (head !== null) polygons.push(yield* polygon(cursor, text, head))
    }),
  attribute: (cursor, parts) =>
    each(cursor, function* (text): Reading<void> {
      yield* rows(cursor, parts, text)
    }),
}

const dialectOf = ({ head }: Parts): VctHead['dialect'] => head?.dialect ?? 'ends'

function* rows(cursor: Cursor, { tables, rows }: Parts, name: string): Reading<void> {
  const found = tables.get(name)
  if (found === undefined) throw expected(cursor.line, { zh: '属性表名', en: 'the name of a table' }, name)
  const own = rows.get(name) ?? new Map<string, readonly string[]>()
  rows.set(name, own)
  for (;;) {
    const text = some(cursor, yield)
    if (text.toLowerCase() === 'tableend') return
    const { id, values } = rowOf(cursor, text, found)
    own.set(id, values)
  }
}

function* unread(cursor: Cursor, parts: Parts): Reading<void> {
  let count = 0
  yield* each(cursor, () => void count++)
  if (count > 0) parts.unread.set(cursor.section, count)
}

const noHead = () =>
  new VctError(1, {
    zh: '文件应以 HeadBegin 开始（前面只可有注释），收到的不是。',
    en: 'The file should begin with HeadBegin, after comments at most, but does not.',
  })

const noAttributes = () =>
  new VctError(null, {
    zh: '有属性表的要素类型，而文件中没有 AttributeBegin 一节：文件可能不完整。',
    en: 'Feature codes have tables, but there is no section AttributeBegin: the file may be truncated.',
  })

const twice = ({ id, line }: VctLine) =>
  new VctError(line, {
    zh: `线对象标识码 ${id} 重复。`,
    en: `The id ${id} of a line comes twice.`,
  })

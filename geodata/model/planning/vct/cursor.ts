import { expected, type Positions, VctError } from './vct.ts'

/** Parts of the parser: they are given the next line by each `yield`, null at the end of the file. */
export type Reading<T> = Generator<undefined, T, string | null>

/** Where the parser is; the driver of the parts keeps it. */
export interface Cursor {
  /** Line of the text given last, from 1. */
  line: number
  /** Section being read, for messages. */
  section: string
  separator: string
  offset: readonly [x: number, y: number]
}

/** Returns the line; throws VctError at the end of the file, which is then incomplete. */
export function some(cursor: Cursor, text: string | null): string {
  if (text !== null) return text
  throw new VctError(null, {
    zh: `文件在 ${cursor.section} 一节中结束，缺 ${cursor.section}End：文件可能不完整。`,
    en: `The file ends within the section ${cursor.section}, without ${cursor.section}End: it may be truncated.`,
  })
}

/** Reads a whole number of at least `min`. */
export function whole(cursor: Cursor, text: string, what: { zh: string; en: string }, min = 0): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= min) return Number(text)
  throw expected(cursor.line, what, text)
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?$/

/** Returns x and y of a line `x,y` or `x,y,z`; null if it is something else. */
export function pair({ offset }: Cursor, text: string): readonly [number, number] | null {
  const comma = text.indexOf(',')
  if (comma < 1) return null
  const end = text.indexOf(',', comma + 1)
  const x = text.slice(0, comma).trim()
  const y = text.slice(comma + 1, end < 0 ? undefined : end).trim()
  return NUMBER.test(x) && NUMBER.test(y) ? [Number(x) + offset[0], Number(y) + offset[1]] : null
}

/** Most points of one line or ring; a larger count is taken for a damaged one. */
const MAX_POINTS = 5_000_000

/** Reads a count and as many lines `x,y`. */
export function* points(cursor: Cursor, countText: string, min: number): Reading<Positions> {
  const what = { zh: `点数（至少 ${min}）`, en: `a number of points, at least ${min}` }
  const count = whole(cursor, countText, what, min)
  if (count > MAX_POINTS) throw expected(cursor.line, what, countText)
  const found: number[] = []
  for (let left = count; left > 0; left--) {
    const text = some(cursor, yield)
    const position = pair(cursor, text)
    if (position === null) {
      const place = `${count - left + 1}/${count}`
      throw expected(cursor.line, { zh: `坐标 x,y（第 ${place} 点）`, en: `x,y (point ${place})` }, text)
    }
    found.push(position[0], position[1])
  }
  return Float64Array.from(found)
}

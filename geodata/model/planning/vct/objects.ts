/** Reads one object of a section; its id has been read before. */
import { type Cursor, pair, points, type Reading, some, whole } from './cursor.ts'
import {
  expected,
  type Positions,
  VctError,
  type VctHead,
  type VctLine,
  type VctPoint,
  type VctPolygon,
} from './vct.ts'

interface Begin {
  readonly id: string
  readonly code: string
  readonly line: number
}

/** Reads feature code and graphic code or layer name. */
function* begin(cursor: Cursor, id: string): Reading<Begin> {
  const { line } = cursor
  if (!/^\d{1,20}$/.test(id))
    throw expected(line, { zh: '对象标识码（数字）', en: 'the id of an object, digits' }, id)
  const code = some(cursor, yield)
  some(cursor, yield)
  return { id, code, line }
}

function* end(cursor: Cursor, dialect: VctHead['dialect']): Reading<void> {
  if (dialect === 'plain') return
  const text = some(cursor, yield)
  if (text !== '0')
    throw expected(cursor.line, { zh: '对象结束标志 0', en: '0, the end of the object' }, text)
}

/** A single point, or the points of a group. Programs write a count before a single point, or do not. */
export function* point(cursor: Cursor, id: string, dialect: VctHead['dialect']): Reading<VctPoint> {
  const own = yield* begin(cursor, id)
  const type = whole(cursor, some(cursor, yield), { zh: '点的特征类型', en: 'the type of the point' }, 1)
  const text = some(cursor, yield)
  const single = pair(cursor, text)
  const positions = single === null ? yield* points(cursor, text, 1) : Float64Array.from(single)
  // A point with a direction has a second position, which tells the direction only.
  if (type === 3 && single !== null) some(cursor, yield)
  yield* end(cursor, dialect)
  return { ...own, positions: type === 3 ? positions.slice(0, 2) : positions }
}

export function* line(cursor: Cursor, id: string, dialect: VctHead['dialect']): Reading<VctLine> {
  const own = yield* begin(cursor, id)
  const type = whole(cursor, some(cursor, yield), { zh: '线的特征类型', en: 'the type of the line' })
  if (type === 100) {
    const path = yield* references(cursor, dialect)
    return { ...own, path }
  }
  const path = dialect === 'plain' ? yield* plainLine(cursor, type) : yield* segments(cursor)
  yield* end(cursor, dialect)
  return { ...own, path }
}

function* plainLine(cursor: Cursor, type: number): Reading<Positions> {
  if (type > 1) throw curve(cursor, type)
  return yield* points(cursor, some(cursor, yield), 2)
}

/** A line of several segments; each begins where the one before ends. */
function* segments(cursor: Cursor): Reading<Positions> {
  const count = whole(cursor, some(cursor, yield), { zh: '线段条数', en: 'a number of segments' }, 1)
  const found: Positions[] = []
  for (let left = count; left > 0; left--) {
    straight(cursor, some(cursor, yield))
    found.push(yield* points(cursor, some(cursor, yield), 2))
  }
  return found.length === 1 && found[0] !== undefined
    ? found[0]
    : Float64Array.from(found.flatMap((each) => [...each]))
}

/** Polygons by coordinates, or by references to lines. */
export function* polygon(cursor: Cursor, id: string, head: VctHead): Reading<VctPolygon> {
  const own = yield* begin(cursor, id)
  const next = some(cursor, yield)
  const isTyped = pair(cursor, next) === null
  const type = isTyped ? whole(cursor, next, { zh: '面的特征类型', en: 'the type of the polygon' }) : null
  if (isTyped) label(cursor, some(cursor, yield))
  const { dialect } = head
  const hasCoordinates = dialect === 'plain' ? head.topology === 0 : type === 1
  if (hasCoordinates) {
    const boundary = dialect === 'plain' ? yield* plainRings(cursor) : yield* rings(cursor)
    yield* end(cursor, dialect)
    return { ...own, boundary }
  }
  if (dialect === 'ends') {
    if (type !== 100)
      throw expected(own.line + 3, { zh: '面的特征类型 1 或 100', en: 'the type 1 or 100' }, next)
    const kind = some(cursor, yield)
    if (kind !== '21') throw expected(cursor.line, { zh: '21（由线构成）', en: '21, made of lines' }, kind)
  }
  return { ...own, boundary: { lines: yield* references(cursor, dialect) } }
}

function label(cursor: Cursor, text: string): void {
  if (pair(cursor, text) === null) {
    throw expected(cursor.line, { zh: '标识点坐标 x,y', en: 'the label point x,y' }, text)
  }
}

function* rings(cursor: Cursor): Reading<Positions[]> {
  const count = whole(cursor, some(cursor, yield), { zh: '圈数', en: 'a number of rings' }, 1)
  const found: Positions[] = []
  for (let left = count; left > 0; left--) {
    straight(cursor, some(cursor, yield))
    found.push(yield* points(cursor, some(cursor, yield), 3))
  }
  return found
}

/** Rings until a count of 0. */
function* plainRings(cursor: Cursor): Reading<Positions[]> {
  const found: Positions[] = []
  for (let count = some(cursor, yield); count !== '0'; count = some(cursor, yield)) {
    found.push(yield* points(cursor, count, 3))
  }
  return found
}

const straight = (cursor: Cursor, text: string): void => {
  const type = whole(cursor, text, { zh: '线段类型 11（折线）', en: 'the segment type 11, straight' })
  if (type !== 11 && type !== 1) throw curve(cursor, type)
}

const curve = ({ line }: Cursor, type: number) =>
  new VctError(line, {
    zh: `圆弧、样条等曲线（类型 ${type}）不能读取：请先转为折线。`,
    en: `Curves such as arcs and splines (type ${type}) are not read: convert them to straight lines first.`,
  })

/**
 * Ids of lines, several a line. Programs count the zeros between rings, or do not. In the plain dialect
 * nothing marks the end; `moreReferences` takes what follows.
 */
function* references(cursor: Cursor, dialect: VctHead['dialect']): Reading<string[]> {
  const count = whole(cursor, some(cursor, yield), { zh: '线对象数', en: 'a number of lines' }, 1)
  const place = cursor.line
  const found: string[] = []
  while (dialect === 'ends' || found.length < count) {
    const text = some(cursor, yield)
    if (dialect === 'ends' && text === '0') break
    found.push(...idsOf(cursor, text))
  }
  const lines = found.filter((id) => id !== '0').length
  const isShort = dialect === 'ends' ? found.length !== count && lines !== count : lines > count
  if (!isShort) return found
  const what = { zh: `与引用一致的线对象数（${lines}）`, en: `the number of referenced lines, ${lines}` }
  throw expected(place, what, String(count))
}

/** Returns further ids of the last polygon in the plain dialect; null for a line that begins an object. */
export function moreReferences(cursor: Cursor, text: string): string[] | null {
  return text.includes(',') ? idsOf(cursor, text) : null
}

function idsOf(cursor: Cursor, text: string): string[] {
  const ids = text.split(/[,\s]+/).filter((id) => id !== '')
  const wrong = ids.find((id) => !/^[+-]?\d{1,20}$/.test(id))
  if (wrong === undefined) return ids.map((id) => id.replace('+', ''))
  throw expected(cursor.line, { zh: '线对象标识码', en: 'ids of lines' }, wrong)
}

/** Parses CQL2 JSON into the tree. */
import type { Geometry } from 'geojson'
import { z } from 'zod'
import type { Text } from '../../../geodata/model/text.ts'
import { filterProblem, type ParsedFilter, placeInJson, placeInText } from './filter-problem.ts'
import { isDate, isOpen, isTimestamp } from './temporal-text.ts'
import { type Expression, type IntervalEnd, limits, operandCount, operatorNamed } from './tree.ts'
import { isRing } from './well-known-text.ts'

type Path = readonly (string | number)[]

const position = z.array(z.number()).min(2).max(4)
const line = z.array(position).min(2)
const rings = z.array(z.array(position).refine(isRing)).min(1)

const plainGeometry = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Point'), coordinates: position }),
  z.strictObject({ type: z.literal('LineString'), coordinates: line }),
  z.strictObject({ type: z.literal('Polygon'), coordinates: rings }),
  z.strictObject({ type: z.literal('MultiPoint'), coordinates: z.array(position).min(1) }),
  z.strictObject({ type: z.literal('MultiLineString'), coordinates: z.array(line).min(1) }),
  z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(rings).min(1) }),
])

const geometry = z.union([
  plainGeometry,
  z.strictObject({ type: z.literal('GeometryCollection'), geometries: z.array(plainGeometry).min(1) }),
])

const call = z.strictObject({ op: z.string().min(1).max(200), args: z.array(z.unknown()) })
const property = z.strictObject({ property: z.string().min(1).max(200) })
const interval = z.strictObject({ interval: z.tuple([z.unknown(), z.unknown()]) })
const box = z.strictObject({ bbox: z.union([z.array(z.number()).length(4), z.array(z.number()).length(6)]) })
const date = z.strictObject({ date: z.string().refine(isDate) })
const timestamp = z.strictObject({ timestamp: z.string().refine(isTimestamp) })

const expectedNode: Text = {
  zh: '值、{"property":…}、{"op":…,"args":[…]} 或几何',
  en: 'a value, {"property":…}, {"op":…,"args":[…]} or a geometry',
}

/** Returns the tree of a JSON text. Throws a ProblemError that names the first invalid part. */
export function parseJson(text: string): ParsedFilter {
  if (text.length > limits.characters) {
    const expected = {
      zh: `不超过 ${limits.characters} 个字符的文本`,
      en: `at most ${limits.characters} characters`,
    }
    throw filterProblem(placeInText(limits.characters), expected, `${text.length}`)
  }
  const value = parsed(text)
  refuseLarge(value)
  const paths = new WeakMap<object, Path>()
  const tree = readNode(value, [], paths)
  return { tree, placeOf: (node) => placeInJson((typeof node === 'object' && paths.get(node)) || []) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    throw filterProblem(
      placeInText(Number(at ?? 0)),
      { zh: 'JSON', en: 'JSON' },
      text.slice(Number(at ?? 0), 80),
    )
  }
}

/** Walks without recursion, so that deeply nested input cannot overflow the stack. */
function refuseLarge(value: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }]
  let seen = 0
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    seen += 1
    // An operator takes two levels of JSON (object and array), a geometry up to six.
    const tooDeep = next.depth > 2 * limits.depth + 6
    if (tooDeep || seen > 4 * (limits.nodes + limits.vertices)) {
      const expected = tooDeep
        ? { zh: `不超过 ${limits.depth} 层的嵌套`, en: `at most ${limits.depth} levels` }
        : { zh: `不超过 ${limits.nodes} 项`, en: `at most ${limits.nodes} parts` }
      throw filterProblem(placeInJson([]), expected, '…')
    }
    if (typeof next.value !== 'object' || next.value === null) continue
    for (const inner of Object.values(next.value)) open.push({ value: inner, depth: next.depth + 1 })
  }
}

function wrong(path: Path, expected: Text, came: unknown): Error {
  return filterProblem(placeInJson(path), expected, JSON.stringify(came) ?? '')
}

function shaped<T>(schema: z.ZodType<T>, value: unknown, path: Path, expected: Text): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const inner = (result.error.issues[0]?.path ?? []).map((part) => (typeof part === 'symbol' ? '' : part))
  throw wrong([...path, ...inner], expected, value)
}

function readNode(value: unknown, path: Path, paths: WeakMap<object, Path>): Expression {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return value === 0 ? 0 : value
  if (typeof value !== 'object' || value === null) throw wrong(path, expectedNode, value)
  const node = readObject(value, path, paths)
  if (typeof node === 'object') paths.set(node, path)
  return node
}

function readObject(value: object, path: Path, paths: WeakMap<object, Path>): Expression {
  if (Array.isArray(value)) return value.map((item, index) => readNode(item, [...path, index], paths))
  if ('op' in value) return readCall(value, path, paths)
  if ('property' in value) return shaped(property, value, path, { zh: '属性名', en: 'a property' })
  if ('date' in value) return shaped(date, value, path, { zh: 'YYYY-MM-DD', en: 'a date YYYY-MM-DD' })
  if ('timestamp' in value) {
    return shaped(timestamp, value, path, { zh: 'RFC 3339 时刻', en: 'a time of RFC 3339' })
  }
  if ('interval' in value) {
    const { interval: ends } = shaped(interval, value, path, { zh: '起止两端', en: 'two ends' })
    return {
      interval: [readEnd(ends[0], [...path, 'interval', 0]), readEnd(ends[1], [...path, 'interval', 1])],
    }
  }
  if ('bbox' in value && !('type' in value)) {
    return shaped(box, value, path, { zh: '四个或六个数字', en: 'four or six numbers' })
  }
  if ('type' in value) {
    return shaped<Geometry>(geometry, value, path, { zh: 'GeoJSON 几何', en: 'a geometry of GeoJSON' })
  }
  throw wrong(path, expectedNode, value)
}

function readCall(value: object, path: Path, paths: WeakMap<object, Path>): Expression {
  const shape = { zh: '{"op":"…","args":[…]}', en: '{"op":"…","args":[…]}' }
  const { op: name, args } = shaped(call, value, path, shape)
  const op = operatorNamed(name)
  const [least, most] = operandCount(op)
  if (args.length < least || args.length > most) {
    throw wrong([...path, 'args'], { zh: `${op} 的 ${least} 个参数`, en: `${least} operands of ${op}` }, args)
  }
  return { op, args: args.map((operand, index) => readNode(operand, [...path, 'args', index], paths)) }
}

function readEnd(value: unknown, path: Path): IntervalEnd {
  if (typeof value === 'string' && (isOpen(value) || isDate(value) || isTimestamp(value))) {
    return value || '..'
  }
  const expected = { zh: '日期、时刻、".." 或属性', en: 'a date, a time, ".." or a property' }
  return shaped(property, value, path, expected)
}

/** Requests to an operation, made by fast-check from what the document says of it, and spoilt here and there. */
import fc from 'fast-check'
import type { Operation, Parameter, Schema } from './operations.ts'

export interface MadeRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** Values that something somewhere may take for more than text. */
const nastyTexts: readonly string[] = [
  '',
  ' ',
  "'",
  '"',
  "' or 1=1 --",
  "'; drop table parcels; --",
  '$1',
  '%',
  '_',
  '\\',
  "\\'",
  '\0',
  '\u202e\u0000\ufeff',
  '😀'.repeat(30),
  '\ud800',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  'Infinity',
  '-0',
  '1e309',
  '9007199254740993',
  '99999999999999999999',
  '0x10',
  '١٢',
  'null',
  'true',
  '[]',
  'a,b',
  '1,2,3,4',
  '..',
  '%00',
  '\r\nX-Injected: yes',
  '2026-02-30',
  '-infinity',
  '1e-400',
  'a'.repeat(5_000),
]

const nastyText = fc.constantFrom(...nastyTexts)
const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  nastyText,
  fc.constantFrom<unknown>(null, true, -1, 1e308, 5e-324, 2 ** 53, [], {}, [[]], [null], { $ref: '#' }),
  fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text) as unknown),
)

/** A value that fits a schema, as far as it says. */
function valueFor(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const fitting = depth > 8 ? fc.constant<unknown>(null) : fittingOf(schema, depth)
  const maybeNull = schema.nullable ? fc.oneof({ weight: 4, arbitrary: fitting }, fc.constant(null)) : fitting
  return fc.oneof({ weight: 14, arbitrary: maybeNull }, { weight: 1, arbitrary: nastyValue })
}

function fittingOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => valueFor(choice, depth)))
  switch (schema.type) {
    case 'object':
      return objectOf(schema, depth)
    case 'array': {
      const minLength = schema.minItems ?? 0
      const maxLength = Math.max(minLength, Math.min(schema.maxItems ?? 4, 5))
      return fc.array(valueFor(schema.items ?? {}, depth + 1), { minLength, maxLength })
    }
    case 'integer':
    case 'number':
      return numberOf(schema)
    case 'boolean':
      return fc.boolean()
    case 'string':
      return textOf(schema)
    default:
      return nastyValue
  }
}

function objectOf({ properties = {}, required = [] }: Schema, depth: number): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(
    ([name, field]) => [name, valueFor(field, depth + 1)] as const,
  )
  const known = fc.record(Object.fromEntries(fields), { requiredKeys: [...required] })
  return fc.oneof(
    { weight: 12, arbitrary: known },
    {
      weight: 1,
      arbitrary: fc
        .tuple(known, nastyText, nastyValue)
        .map(([rest, key, value]) => ({ ...rest, [key]: value })),
    },
  )
}

function numberOf({ type, minimum = -200, maximum = 200, example }: Schema): fc.Arbitrary<unknown> {
  const [min, max] = [Math.max(minimum, -1e9), Math.min(maximum, 1e9)]
  const numbers =
    type === 'integer'
      ? fc.integer({ min: Math.ceil(min), max: Math.floor(max) })
      : fc.double({ min, max, noNaN: true })
  return example === undefined ? numbers : fc.oneof(numbers, fc.constant(example))
}

function textOf({ format, example, default: fallback, maxLength = 40 }: Schema): fc.Arbitrary<unknown> {
  const known = [example, fallback].filter((value) => value !== undefined)
  const texts = fc.oneof(
    fc.string({ maxLength: Math.min(maxLength, 40) }),
    fc.string({ maxLength: Math.min(maxLength, 40), unit: 'binary' }),
    fc.constantFrom('330112008', '1', '2', 'a', '西溪', '119.7,30.2,119.8,30.3', '2026-01-01', 'public'),
  )
  const dated = format === 'date' ? ['2026-01-01'] : format === 'date-time' ? ['2026-01-01T00:00:00Z'] : []
  const fixed = [...known, ...dated]
  return fixed.length > 0 ? fc.oneof(texts, fc.constantFrom(...fixed)) : texts
}

/** As it stands in an address: a lone surrogate has no form there. */
const encoded = (value: unknown) => encodeURIComponent(Buffer.from(String(value)).toString())

/** As one segment of a path: clients take dots out before they send. */
const segment = (text = '') => (/^\.{0,2}$/.test(text) ? 'x' : encoded(text))

function parameterText({ schema, name }: Parameter): fc.Arbitrary<string> {
  const texts = valueFor(schema).map((value) =>
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  )
  const ids = fc.constantFrom('1', '2', '3')
  return name === 'fid' || name === 'id' ? fc.oneof(ids, texts) : texts
}

/** A request: required parameters always, and few of the others. */
export function requestOf({ path, parameters, bodies }: Operation): fc.Arbitrary<MadeRequest> {
  const optional = parameters.filter(({ required }) => !required)
  // Few at a time: of many, one would be wrong nearly always.
  const values = fc.subarray(optional, { maxLength: Math.min(2, optional.length) }).chain((chosen) => {
    const sent = [...parameters.filter(({ required }) => required), ...chosen]
    return fc.record(Object.fromEntries(sent.map((one) => [`${one.in} ${one.name}`, parameterText(one)])))
  })
  const extra = fc.oneof(
    { weight: 20, arbitrary: fc.constant('') },
    nastyText.map((text) => `${encoded(text)}=1`),
  )
  const body =
    bodies.length === 0
      ? fc.constant(undefined)
      : fc
          .constantFrom(...bodies)
          .chain(({ type, schema }) =>
            valueFor(schema).map((value) => ({ type, text: JSON.stringify(value) ?? 'undefined' })),
          )
  return fc.tuple(values, extra, body).map(([given, more, sent]) => {
    const placed = (place: string) =>
      Object.entries(given).flatMap(([key, text]) =>
        key.startsWith(`${place} `) ? [[key.slice(place.length + 1), text] as const] : [],
      )
    const inPath = new Map(placed('path'))
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => segment(inPath.get(name)))
    const query = [
      ...placed('query').map(([name, text]) => `${encoded(name)}=${encoded(text)}`),
      ...(more ? [more] : []),
    ]
    const headers = placed('header').map(
      ([name, text]) => [name, text.replaceAll(/[^\x20-\x7e]/g, '?')] as const,
    )
    return {
      path: filled + (query.length > 0 ? `?${query.join('&')}` : ''),
      headers: { ...Object.fromEntries(headers), ...(sent ? { 'content-type': sent.type } : {}) },
      body: sent?.text,
    }
  })
}

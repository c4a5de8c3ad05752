/** Random well-typed conditions on the layer `units`, which the JavaScript evaluation supports. */
import fc from 'fast-check'
import type { Expression } from '../../../../server/features/filter/tree.ts'

/** Texts in rows and filters, including everything with a meaning in SQL. */
export const texts = [
  'a',
  'Ab',
  'aB',
  '救援',
  'café',
  "'; drop table units; --",
  "it's",
  '"',
  '$1',
  '%',
  '_',
  'a%b',
  'back\\slash',
  '/* */',
  ':name',
  '\n',
  '',
] as const

const call = (op: string, ...args: Expression[]): Expression => ({ op, args })

const text = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: 'grapheme', maxLength: 8 })).filter(
  // CQL2 text cannot express a backslash before a quote or at the end; PostgreSQL has no NUL.
  (value) => !/\\('|$)/.test(value) && !value.includes('\0'),
)
const number = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.constantFrom(0.5, -2.25, 12.5))
const moment = fc
  .integer({ min: 0, max: 20 })
  .map((hours) => new Date(Date.UTC(2026, 2, 1, hours)).toISOString())

const coordinate = fc.integer({ min: 0, max: 9 }).map((step) => 119.7 + step / 100)
const latitude = fc.integer({ min: 0, max: 9 }).map((step) => 30.2 + step / 100)

/** Boxes with corners on hundredths of a degree; rows are between those. */
const box = fc
  .tuple(coordinate, latitude, coordinate, latitude)
  .map(
    ([x1, y1, x2, y2]) => [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)] as const,
  )
  .filter(([west, south, east, north]) => west < east && south < north)

const area: fc.Arbitrary<Expression> = fc
  .tuple(box, fc.boolean())
  .map(([[west, south, east, north], asBox]) =>
    asBox
      ? { bbox: [west, south, east, north] }
      : {
          type: 'Polygon',
          coordinates: [
            [
              [west, south],
              [east, south],
              [east, north],
              [west, north],
              [west, south],
            ],
          ],
        },
  )

const property = (...names: string[]): fc.Arbitrary<Expression> =>
  fc.constantFrom(...names).map((name) => ({ property: name }))
const comparison = fc.constantFrom('=', '<>', '<', '>', '<=', '>=')

const { condition } = fc.letrec<{ number: Expression; text: Expression; condition: Expression }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    number,
    property('members', 'accuracy_m', 'id'),
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/'), tie('number'), tie('number'))
      .map(([op, left, right]) => call(op, left, right)),
  ),
  text: fc.oneof(
    { depthSize: 'small' },
    text,
    property('name', 'vehicle', 'zone_code'),
    fc.tuple(fc.constantFrom('casei', 'accenti'), tie('text')).map(([op, operand]) => call(op, operand)),
  ),
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(comparison, tie('number'), tie('number')).map(([op, left, right]) => call(op, left, right)),
    fc
      .tuple(fc.constantFrom('=', '<>'), tie('text'), tie('text'))
      .map(([op, left, right]) => call(op, left, right)),
    fc.tuple(tie('text'), text).map(([value, pattern]) => call('like', value, pattern)),
    fc
      .tuple(tie('text'), fc.array(tie('text'), { minLength: 1, maxLength: 4 }))
      .map(([value, list]) => call('in', value, list)),
    fc.tuple(tie('number'), tie('number'), tie('number')).map((operands) => call('between', ...operands)),
    fc.oneof(tie('text'), tie('number')).map((value) => call('isNull', value)),
    fc.boolean().map((value) => call('=', { property: 'synthetic' }, value)),
    fc
      .tuple(fc.constantFrom('s_intersects', 's_within', 's_disjoint'), area)
      .map(([op, literal]) => call(op, { property: 'geometry' }, literal)),
    fc
      .tuple(fc.constantFrom('t_after', 't_before', 't_equals', 't_intersects', 't_disjoint'), moment)
      .map(([op, timestamp]) => call(op, { property: 'position_at' }, { timestamp })),
    fc
      .tuple(fc.constantFrom('t_during', 't_intersects', 't_starts'), moment, moment, fc.boolean())
      .map(([op, one, other, open]) =>
        call(
          op,
          { property: 'position_at' },
          {
            interval: [...[one, other].sort()].with(1, open ? '..' : other > one ? other : one) as [
              string,
              string,
            ],
          },
        ),
      ),
    fc
      .array(text, { minLength: 1, maxLength: 2 })
      .map((list) => call('a_overlaps', { property: 'skills' }, list)),
    tie('condition').map((operand) => call('not', operand)),
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(tie('condition'), { minLength: 2, maxLength: 3 }))
      .map(([op, operands]) => call(op, ...operands)),
  ),
}))

export { condition }

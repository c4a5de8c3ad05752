import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProblemError } from '../../../../server/errors.ts'
import { parseJson } from '../../../../server/features/filter/parse-json.ts'
import { parseText } from '../../../../server/features/filter/parse-text.ts'
import type { Expression, PropertyReference } from '../../../../server/features/filter/tree.ts'
import { print } from './print.ts'
import { condition } from './trees.ts'

const p = (property: string): PropertyReference => ({ property })

describe('CQL2 text', () => {
  it('reads any written tree', () => {
    fc.assert(
      fc.property(condition, (tree) => {
        expect(parseText(print(tree)).tree).toEqual(tree)
      }),
      { numRuns: 1000 },
    )
  })

  it.each<[string, Expression]>([
    ['levels>5', { op: '>', args: [p('levels'), 5] }],
    ["eo:name = 'x'", { op: '=', args: [p('eo:name'), 'x'] }],
    ["\"日期\" <> 'it''s'", { op: '<>', args: [p('日期'), "it's"] }],
    ["name = 'it\\'s'", { op: '=', args: [p('name'), "it's"] }],
    [
      "NOT name LIKE 'a%' AND x > 1",
      {
        op: 'and',
        args: [
          { op: 'not', args: [{ op: 'like', args: [p('name'), 'a%'] }] },
          { op: '>', args: [p('x'), 1] },
        ],
      },
    ],
    [
      "name not like 'a%' or x is not null",
      {
        op: 'or',
        args: [
          { op: 'not', args: [{ op: 'like', args: [p('name'), 'a%'] }] },
          { op: 'not', args: [{ op: 'isNull', args: [p('x')] }] },
        ],
      },
    ],
    ['x NOT BETWEEN -1 AND 2.5e1', { op: 'not', args: [{ op: 'between', args: [p('x'), -1, 25] }] }],
    ['x NOT IN (1, 2)', { op: 'not', args: [{ op: 'in', args: [p('x'), [1, 2]] }] }],
    [
      'a = - b * 2 + c ^ 2',
      {
        op: '=',
        args: [
          p('a'),
          {
            op: '+',
            args: [
              { op: '*', args: [{ op: '*', args: [-1, p('b')] }, 2] },
              { op: '^', args: [p('c'), 2] },
            ],
          },
        ],
      },
    ],
    [
      'a-1 > b DIV 2',
      {
        op: '>',
        args: [
          { op: '-', args: [p('a'), 1] },
          { op: 'div', args: [p('b'), 2] },
        ],
      },
    ],
    ['date = TRUE', { op: '=', args: [p('date'), true] }],
    [
      's_within(geometry, POINT Z (1 2 3))',
      { op: 's_within', args: [p('geometry'), { type: 'Point', coordinates: [1, 2, 3] }] },
    ],
    [
      'S_INTERSECTS(geometry, MULTIPOINT(1 2, (3 4)))',
      {
        op: 's_intersects',
        args: [
          p('geometry'),
          {
            type: 'MultiPoint',
            coordinates: [
              [1, 2],
              [3, 4],
            ],
          },
        ],
      },
    ],
    [
      'S_CROSSES(geometry, GEOMETRYCOLLECTION(LINESTRING(0 0, 1 1), MULTILINESTRING((0 0, 2 2))))',
      {
        op: 's_crosses',
        args: [
          p('geometry'),
          {
            type: 'GeometryCollection',
            geometries: [
              {
                type: 'LineString',
                coordinates: [
                  [0, 0],
                  [1, 1],
                ],
              },
              {
                type: 'MultiLineString',
                coordinates: [
                  [
                    [0, 0],
                    [2, 2],
                  ],
                ],
              },
            ],
          },
        ],
      },
    ],
    [
      'S_TOUCHES(geometry, MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0))))',
      {
        op: 's_touches',
        args: [
          p('geometry'),
          {
            type: 'MultiPolygon',
            coordinates: [
              [
                [
                  [0, 0],
                  [1, 0],
                  [1, 1],
                  [0, 0],
                ],
              ],
            ],
          },
        ],
      },
    ],
    [
      "T_DURING(INTERVAL(from_at, \"to_at\"), INTERVAL('2020-01-01', '..'))",
      {
        op: 't_during',
        args: [{ interval: [p('from_at'), p('to_at')] }, { interval: ['2020-01-01', '..'] }],
      },
    ],
    ["updated >= date('1970-01-01')", { op: '>=', args: [p('updated'), { date: '1970-01-01' }] }],
    [
      "A_CONTAINS(skills, ('a')) AND A_EQUALS((), skills)",
      {
        op: 'and',
        args: [
          { op: 'a_contains', args: [p('skills'), ['a']] },
          { op: 'a_equals', args: [[], p('skills')] },
        ],
      },
    ],
    ['Distance(geometry, 3) < 5', { op: '<', args: [{ op: 'Distance', args: [p('geometry'), 3] }, 5] }],
  ])('%s', (text, tree) => {
    expect(parseText(text).tree).toEqual(tree)
    expect(parseJson(JSON.stringify(tree)).tree).toEqual(tree)
  })

  it.each([
    ['', 1, '属性名、值或括号'],
    ['levels >', 9, '属性名、值或括号'],
    ['levels > 5 5', 12, '运算符或结尾'],
    ['(levels > 5', 12, '“)”'],
    ["name = 'open", 8, '单引号'],
    ['name = #', 8, '单引号'],
    ['x NOT 5', 7, 'LIKE、IN 或 BETWEEN'],
    ['x IS 5', 6, 'NULL'],
    ['x IN 5', 6, '“(”'],
    ['S_WITHIN(geometry)', 1, '2 个参数'],
    ['S_WITHIN(geometry, POINT(1))', 27, '数字'],
    ['S_WITHIN(geometry, POLYGON((0 0, 1 1, 2 2, 3 3)))', 28, '首尾相同'],
    ['S_WITHIN(geometry, BBOX(1,2,3))', 20, '四个或六个数字'],
    ["T_AFTER(at, DATE('2020-13-01'))", 18, 'YYYY-MM-DD'],
    ["T_AFTER(at, TIMESTAMP('2020-01-01'))", 23, 'RFC 3339'],
    ["T_AFTER(at, INTERVAL('soon', '..'))", 22, '日期、时刻'],
    ['x = AND', 5, '属性名、值或括号'],
    ['x = 1e999', 5, '有限的数字'],
  ])('%j is wrong at character %i', (text, at, expected) => {
    let problem: unknown
    try {
      parseText(text)
    } catch (error) {
      problem = error
    }
    if (!(problem instanceof ProblemError)) throw new Error(`no problem with ${text}`)
    expect(problem.status).toBe(400)
    expect(problem.detail.zh).toContain(`第 ${at} 个字符处`)
    expect(problem.detail.zh).toContain(expected)
    expect(problem.detail.en).toContain(`at character ${at}`)
  })

  it('answers any text with a tree or with a problem', () => {
    const pieces = fc.array(
      fc.constantFrom(
        "'",
        '"',
        '(',
        ')',
        ',',
        'NOT',
        'x',
        '1',
        '=',
        'AND',
        'POINT',
        'BBOX',
        '\\',
        'IN',
        'IS',
        ' ',
        '-',
        '\0',
        '字',
      ),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          pieces.map((list) => list.join(' ')),
        ),
        (text) => {
          try {
            parseText(text)
          } catch (error) {
            expect(error).toBeInstanceOf(ProblemError)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('CQL2 JSON', () => {
  it('reads any written tree', () => {
    fc.assert(
      fc.property(condition, (tree) => {
        expect(parseJson(JSON.stringify(tree)).tree).toEqual(tree)
      }),
    )
  })

  it.each([
    ['{', 'character 2'],
    ['null', 'at /,'],
    ['{"op":"=","args":[1]}', '/args'],
    ['{"op":"=","args":[1,null]}', '/args/1'],
    ['{"op":"=","args":[1,{"property":5}]}', '/args/1/property'],
    ['{"op":"=","args":[1,{"date":"soon"}]}', '/args/1/date'],
    ['{"op":"t_after","args":[1,{"interval":["..",5]}]}', '/args/1/interval/1'],
    ['{"op":"s_within","args":[1,{"type":"Polygon","coordinates":[[[0,0],[1,1],[2,2],[3,3]]]}]}', '/args/1'],
    ['{"op":"and","args":[true,true],"more":1}', '/'],
  ])('%s is wrong at %s', (text, place) => {
    expect(() => parseJson(text)).toThrow(place)
    expect(() => parseJson(text)).toThrow(ProblemError)
  })
})

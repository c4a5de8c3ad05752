import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { findLayer } from '../../../../geodata/model/catalogue.ts'
import { crs84 } from '../../../../geodata/model/coordinate-systems.ts'
import { parseJson } from '../../../../server/features/filter/parse-json.ts'
import { filterSql } from '../../../../server/features/filter/to-sql.ts'
import type { Expression } from '../../../../server/features/filter/tree.ts'
import { BoundValues } from '../../../../server/features/select/bound-values.ts'
import { describeOnDatabase } from '../../../environment/databases.ts'
import { evaluate, type Row } from './evaluate.ts'
import { condition, texts } from './trees.ts'

const layer = findLayer('units')
if (layer === undefined) throw new Error('the catalogue has units')

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

/** 60 rows in which every value, including null, occurs together with every other one. */
const rows: readonly Row[] = Array.from({ length: 60 }, (_, index) => ({
  id: index + 1,
  name: pick(texts, index),
  vehicle: pick([null, ...texts], index * 7),
  zone_code: pick([null, 'a', 'Z1'], index),
  members: (index * 5) % 21,
  accuracy_m: pick([null, 0.5, 12.5, -2.25, 7], index),
  synthetic: index % 3 === 0,
  skills: pick([[], ['a'], ['救援', "it's"], ['%']], index),
  position_at: pick(
    [null, ...Array.from({ length: 10 }, (__, hour) => `2026-03-01T${10 + hour}:00:00.000Z`)],
    index,
  ),
  position: [119.705 + (index % 9) / 100, 30.205 + ((index * 4) % 9) / 100],
}))

const sqlOf = (tree: Expression) => {
  const bound = new BoundValues()
  const text = filterSql({ tree, placeOf: () => ({ zh: '', en: '' }) }, layer, crs84, bound)
  return { text, values: bound.values }
}

describeOnDatabase('CQL2 on rows', (db) => {
  beforeAll(() =>
    db().query(
      `insert into units (id, code, name, vehicle, zone_code, members, accuracy_m, synthetic, skills, position_at,
         state, source, source_id, licence, geom)
       select id, id, name, vehicle, zone_code, members, accuracy_m, synthetic,
         array(select jsonb_array_elements_text(skills)), position_at, 'available', 'test', id, 'CC0',
         ST_SetSRID(ST_MakePoint((position ->> 0)::float8, (position ->> 1)::float8), 4326)
       from jsonb_to_recordset($1::text::jsonb) as unit (id int, name text, vehicle text, zone_code text, members int,
         accuracy_m float8, synthetic boolean, skills jsonb, position_at timestamptz, position jsonb)`,
      [JSON.stringify(rows)],
    ),
  )

  const selected = async (tree: Expression) => {
    const { text, values } = sqlOf(tree)
    const found = await db().query<{ id: number }>(
      `select id from units as t where ${text} order by id`,
      values,
    )
    return found.rows.map(({ id }) => id)
  }

  it('selects the rows of the tree, for any texts', async () => {
    let some = 0
    await fc.assert(
      fc.asyncProperty(condition, async (tree) => {
        const expected = rows.filter((row) => evaluate(tree, row) === true).map(({ id }) => id)
        expect(await selected(tree)).toEqual(expected)
        if (expected.length > 0 && expected.length < rows.length) some += 1
      }),
      { numRuns: 300 },
    )
    // The comparison would mean little if nearly all conditions were true for all rows or none.
    expect(some).toBeGreaterThan(60)
    expect((await db().query('select from units')).rowCount).toBe(60)
  })

  it.each([
    [
      { op: '>=', args: [{ op: '%', args: [{ property: 'members' }, 5] }, 4] },
      (row: Row) => Number(row.members) % 5 >= 4,
    ],
    [
      { op: '=', args: [{ op: 'div', args: [{ property: 'members' }, 4] }, 2] },
      (row: Row) => Math.trunc(Number(row.members) / 4) === 2,
    ],
    [
      { op: '=', args: [{ op: '^', args: [{ property: 'members' }, 2] }, 25] },
      (row: Row) => row.members === 5,
    ],
    [
      { op: 'a_contains', args: [{ property: 'skills' }, ['救援']] },
      (row: Row) => (row.skills as string[]).includes('救援'),
    ],
    [
      { op: 'a_equals', args: [{ property: 'skills' }, ["it's", '救援']] },
      (row: Row) => (row.skills as string[]).length === 2,
    ],
    [
      { op: 'a_containedby', args: [{ property: 'skills' }, ['a', 'b']] },
      (row: Row) => (row.skills as string[]).every((one) => one === 'a'),
    ],
    [
      {
        op: 'like',
        args: [
          { op: 'casei', args: [{ property: 'name' }] },
          { op: 'casei', args: ['A_'] },
        ],
      },
      (row: Row) => /^a.$/i.test(String(row.name)),
    ],
    [
      { op: '=', args: [{ op: 'accenti', args: [{ property: 'name' }] }, 'cafe'] },
      (row: Row) => row.name === 'café',
    ],
  ] as const)('%j', async (tree, holds) => {
    const expected = rows.filter(holds).map(({ id }) => id)
    expect(expected.length).toBeGreaterThan(0)
    expect(await selected(parseJson(JSON.stringify(tree)).tree)).toEqual(expected)
  })
})

const words = new Set(
  `and or not is null in like true false lower normalize regexp_replace NFD NFC mod power trunc nullif array text
   float8 numeric date timestamptz timestamp boolean at time zone interval ST_Intersects ST_Within ST_Disjoint
   ST_SetSRID ST_GeomFromGeoJSON ST_CollectionExtract ST_MakeValid ST_Transform`.split(/\s+/),
)
const constants = ["'[\\u0300-\\u036f]', '', 'g'", "'-infinity'", "'infinity'", "'08:00'", "'1 microsecond'"]

it('inserts nothing into SQL but parameters, columns and its own keywords', () => {
  fc.assert(
    fc.property(condition, (tree) => {
      const { text, values } = sqlOf(tree)
      const numbers = [...text.matchAll(/\$(\d+)::(\w+)/g)].map(([, number]) => Number(number))
      expect(new Set(numbers).size).toBe(values.length)
      let rest = text.replaceAll(/\$\d+::\w+/g, '').replaceAll(/t\."[a-z_]+"/g, '')
      for (const constant of constants) rest = rest.replaceAll(constant, '')
      expect(rest).toMatch(/^[\w\s(),:<>=+\-*/&[\]]*$/)
      for (const [word] of rest.matchAll(/[A-Za-z_]\w*/g)) expect(words).toContain(word)
      for (const [number] of rest.matchAll(/\b\d+\b/g)) expect(['0', '1', '2', '3', '4326']).toContain(number)
    }),
    { numRuns: 500 },
  )
})

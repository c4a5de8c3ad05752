import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { catalogue, tileProperties } from '../../../geodata/model/catalogue.ts'
import { tileStatement } from '../../../tiles/vector/statement.ts'

const kinds = ['postgis', 'embedded'] as const

test.each(kinds)('on %s a composite is one statement with the five parameters of a tile', (kind) => {
  const { text } = tileStatement(catalogue, kind)
  expect(text).not.toMatch(/\{\{|;/)
  expect(new Set(text.match(/\$\d/g))).toEqual(new Set(['$1', '$2', '$3', '$4', '$5']))
  for (const { id } of catalogue) expect(text).toMatch(new RegExp(`'${id}'(, 4096| as layer)`))
})

test('a combination of layers keeps its name; rare ones have none', () => {
  const [first, second] = catalogue
  if (!first || !second) throw new Error('The catalogue is empty.')
  const one = tileStatement([first], 'postgis')
  expect(tileStatement([first], 'postgis')).toBe(one)
  expect(tileStatement([second], 'postgis').name).not.toBe(one.name)
  const names = catalogue.flatMap((a) =>
    catalogue.map(
      (b) =>
        tileStatement(
          catalogue.filter((layer) => layer === a || layer === b),
          'postgis',
        ).name,
    ),
  )
  expect(new Set(names).size).toBeLessThanOrEqual(65)
  expect(names).toContain(undefined)
})

test.each(catalogue.map((layer) => [layer.id, layer] as const))('%s.sql keeps off GEOS', (id, layer) => {
  const sql = readFileSync(new URL(`../../../tiles/sql/${id}.sql`, import.meta.url), 'utf8')
  // The embedded database would swallow an exception of GEOS, and the whole tile with it.
  const safe = ['simplify', 'area', 'x', 'y']
  const called = [...sql.matchAll(/\bst_(\w+)\s*\(/gi)].map(([, name]) => name?.toLowerCase())
  expect(safe).toEqual(expect.arrayContaining(called))
  expect(sql).toMatch(/geom_3857 && tile\.margin/)
  for (const { name } of tileProperties(layer)) expect(sql).toMatch(new RegExp(`\\.${name}\\b`))
})

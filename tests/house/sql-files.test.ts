import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadModule, parseSync } from 'libpg-query'
import { beforeAll, expect, test } from 'vitest'
import { fillMarks, sqlFile } from '../../geodata/database/sql.ts'
import { projectRoot, sourceFiles } from './source-files.ts'

beforeAll(() => loadModule())

const parses = (sql: string): boolean => {
  try {
    parseSync(sql)
    return true
  } catch {
    return false
  }
}

/**
 * Returns whether a text is a statement, or a part that a module inserts into one: an expression, or the
 * beginning or end of `with`.
 */
const isSql = (sql: string) =>
  [sql, `select ${sql}`, `${sql.trim().replace(/,$/, '')} select 1`, `with first as (select 1), ${sql}`].some(
    parses,
  )

test('every .sql file is valid SQL of PostgreSQL, including marks', () => {
  // The hostile one is for SQLite, as its first line says.
  const files = sourceFiles(projectRoot, ['.sql']).filter((file) => !file.includes('/hostile/'))
  expect(files.length).toBeGreaterThan(100)
  const invalid = files.filter((file) => !isSql(readFileSync(join(projectRoot, file), 'utf8')))
  expect(invalid).toEqual([])
})

test.each(['select /*columns*/ from t', 'select {{columns}} from t', 'select from where', ''])(
  'another kind of mark, or invalid SQL, is found: %s',
  (sql) => expect(isSql(sql === '' ? ')' : sql)).toBe(sql.includes('/*')),
)

test('all SQL is read by one loader', () => {
  const others = sourceFiles(projectRoot, ['.ts'])
    .filter((file) => /^(geodata|tiles|server)\//.test(file) && file !== 'geodata/database/sql.ts')
    .filter((file) =>
      /readFileSync\([^)]*\.sql|replace(All)?\(['"`](\/\*|\{\{)/.test(
        readFileSync(join(projectRoot, file), 'utf8'),
      ),
    )
  expect(others).toEqual([])
})

test('every mark is filled once', () => {
  expect(fillMarks('select __columns__ from __table__', { columns: '__table__', table: 't' })).toBe(
    'select __table__ from t',
  )
  expect(() => fillMarks('select __columns__', {})).toThrow('__columns__')
})

test('comments are not sent to the database', () => {
  expect(sqlFile(new URL('../../tiles/vector/statement.ts', import.meta.url).href, 'extent.sql')).not.toMatch(
    /^--/m,
  )
})

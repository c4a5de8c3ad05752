import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { type CopyValue, copyPieces, copyText } from '../../../geodata/database/copy.ts'
import { describeOnBoth } from '../../environment/databases.ts'

const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((s) => !s.includes('\0'))
const awkward = fc.constantFrom(
  '\\N',
  '\\',
  '\\.',
  'a\tb',
  'line\nline',
  '\r\n',
  '双西',
  '{"a"}',
  '',
  ' ',
  'NULL',
)
const anyText = fc.oneof(text, awkward)
/** Numbers in jsonb are decimal, so only those that keep their value are used. */
const json = fc.oneof(
  fc.record({ key: anyText, list: fc.array(fc.integer()) }),
  fc.dictionary(anyText, anyText, { maxKeys: 3 }),
)

const row = fc.record({
  t: fc.option(anyText),
  // -0 and 0 are the same number.
  n: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0)),
  flag: fc.option(fc.boolean()),
  moment: fc.option(
    fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
  ),
  list: fc.option(fc.array(anyText, { minLength: 1, maxLength: 4 })),
  document: fc.option(json),
  bytes: fc.option(fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes))),
})

describeOnBoth('COPY text', (db) => {
  // The next test file uses this database.
  afterAll(() => db().query('drop table if exists everything'))

  it('restores every value unchanged', async () => {
    await db().query(
      'create table everything (i int, t text, n float8, flag bool, moment timestamptz, list text[], document jsonb, bytes bytea)',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        const lines = rows.map((one, i) => copyText([i, ...(Object.values(one) as CopyValue[])]))
        async function* generate() {
          yield* lines
        }
        const columns = ['i', 't', 'n', 'flag', 'moment', 'list', 'document', 'bytes']
        await db().query('truncate everything')
        const client = await db().connect()
        const count = await client.copyIn('everything', columns, generate()).finally(() => client.release())
        expect(count).toBe(rows.length)
        const stored = await db().query('select * from everything order by i')
        expect(stored.rows).toEqual(rows.map((one, i) => ({ i, ...one })))
      }),
      { numRuns: 60 },
    )
  })
})

describe('pieces of COPY text', () => {
  it('end at line ends and join to the whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyText, { maxLength: 40 }),
        fc.array(fc.nat(30), { maxLength: 40 }),
        fc.integer({ min: 1, max: 60 }),
        async (texts, cuts, size) => {
          const bytes = Buffer.from(texts.map((one) => copyText([one])).join(''))
          async function* cutAnywhere() {
            let from = 0
            for (const length of cuts) {
              yield bytes.subarray(from, from + length)
              from += length
            }
            yield bytes.subarray(from)
          }
          const pieces: string[] = []
          const source = cutAnywhere() as unknown as AsyncIterable<string>
          for await (const piece of copyPieces(source, size)) pieces.push(piece)
          expect(pieces.join('')).toBe(bytes.toString())
          for (const piece of pieces) expect(piece.endsWith('\n')).toBe(true)
        },
      ),
    )
  })

  it('refuses what PostgreSQL cannot hold', () => {
    expect(() => copyText(['a\0b'])).toThrow(RangeError)
    expect(() => copyText([Number.NaN])).toThrow(RangeError)
  })
})

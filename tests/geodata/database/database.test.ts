/** The shared behaviour of both databases. */
import { Readable } from 'node:stream'
import { afterAll, expect, it } from 'vitest'
import { TransactionRolledBackError } from '../../../geodata/database/errors.ts'
import { describeOnBoth } from '../../environment/databases.ts'

describeOnBoth('database', (db) => {
  // The next test file uses this database.
  afterAll(() => db().query('drop table if exists moves, never, readonly, copied, uncopied, forgotten'))

  it('returns values of the same types', async () => {
    const { rows, fields } = await db().query(
      `select 42::bigint as number, date '2026-11-23' as day, timestamptz '2026-11-23T08:00:00Z' as moment,
              1.50::numeric as money, array['a', null, 'b,c'] as list, $1::jsonb as document,
              $2::bytea as bytes, true as flag, null::text as nothing, $3::text[] as names`,
      [{ a: [1] }, Buffer.from([0, 92, 255]), ['绿道', 'x"y']],
    )
    expect(rows).toEqual([
      {
        number: 42,
        day: '2026-11-23',
        moment: new Date('2026-11-23T08:00:00Z'),
        money: '1.50',
        list: ['a', null, 'b,c'],
        document: { a: [1] },
        bytes: Buffer.from([0, 92, 255]),
        flag: true,
        nothing: null,
        names: ['绿道', 'x"y'],
      },
    ])
    expect(fields.map(({ name }) => name).slice(0, 2)).toEqual(['number', 'day'])
  })

  it('returns rows as arrays on request', async () => {
    const { rows } = await db().query<number[]>({ text: 'select 1, 2', rowMode: 'array' })
    expect(rows).toEqual([[1, 2]])
  })

  it('runs the same named statement again, also with another text', async () => {
    const first = await db().query({ name: 'one', text: 'select $1::int as n', values: [1] })
    const second = await db().query({ name: 'one', text: 'select $1::int as n', values: [2] })
    expect([first.rows, second.rows]).toEqual([[{ n: 1 }], [{ n: 2 }]])
  })

  it('reports errors with their SQLSTATE', async () => {
    await expect(db().query('select no_such_column')).rejects.toMatchObject({ code: '42703' })
    await expect(db().query('select 1 as a')).resolves.toMatchObject({ rows: [{ a: 1 }], command: 'SELECT' })
  })

  it('commits a transaction and rolls it back if it throws', async () => {
    await db().query('create table moves (n int)')
    await db().transaction((client) => client.query('insert into moves values (1)'))
    const failing = db().transaction(async (client) => {
      await client.query('insert into moves values (2)')
      throw new Error('thought better of it')
    })
    await expect(failing).rejects.toThrow('thought better of it')
    expect((await db().query('select n from moves')).rows).toEqual([{ n: 1 }])
  })

  it('does not report success if an inner error was ignored', async () => {
    const ignoring = db().transaction(async (client) => {
      await client.query('create table never (n int)')
      await client.query('select no_such_column').catch(() => undefined)
    })
    await expect(ignoring).rejects.toBeInstanceOf(TransactionRolledBackError)
    expect((await db().query("select to_regclass('never') as t")).rows).toEqual([{ t: null }])
  })

  it('refuses writes in a read-only transaction', async () => {
    const writing = db().transaction((client) => client.query('create table readonly (n int)'), {
      readOnly: true,
    })
    await expect(writing).rejects.toMatchObject({ code: '25006' })
  })

  it('copies lines from a generator and from a stream with any chunks', async () => {
    await db().query('create table copied (n int, t text)')
    const lines = ['1\ta\\tb\n', '2\t\\N\n', '3\t双西\n']
    async function* generate() {
      yield* lines
    }
    const client = await db().connect()
    const bytes = Buffer.from(lines.join(''))
    const cut = Readable.from([bytes.subarray(0, 15), bytes.subarray(15, 18), bytes.subarray(18)])
    expect(await client.copyIn('copied', ['n', 't'], generate())).toBe(3)
    expect(await client.copyIn('copied', ['n', 't'], cut)).toBe(3)
    client.release()
    const { rows } = await db().query('select t, count(*) from copied group by t order by min(n)')
    expect(rows).toEqual([
      { t: 'a\tb', count: 2 },
      { t: null, count: 2 },
      { t: '双西', count: 2 },
    ])
  })

  it('keeps nothing of a failed copy', async () => {
    await db().query('create table uncopied (n int)')
    async function* broken() {
      yield '1\n2\n'
      throw new Error('the source broke off')
    }
    const client = await db().connect()
    await expect(client.copyIn('uncopied', ['n'], broken())).rejects.toThrow('the source broke off')
    client.release()
    expect((await db().query('select n from uncopied')).rows).toEqual([])
  })

  it('calls back for notifications until unsubscribed', async () => {
    const heard: string[] = []
    const stop = await db().listen('news', (payload) => heard.push(payload))
    await db().query("select pg_notify('news', $1)", ['first'])
    await expect.poll(() => heard).toEqual(['first'])
    await db().transaction(async (client) => {
      await client.query("select pg_notify('news', 'second')")
    })
    await expect.poll(() => heard).toEqual(['first', 'second'])
    await stop()
    await db().query("select pg_notify('news', 'third')")
    await db().query('select 1')
    expect(heard).toEqual(['first', 'second'])
  })

  it('does not pass an open transaction to the next client', async () => {
    const client = await db().connect()
    await client.query('begin')
    await client.query('create table forgotten (n int)')
    client.release(true)
    expect((await db().query("select to_regclass('forgotten') as t")).rows).toEqual([{ t: null }])
  })
})

import { afterAll, expect, it } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { streamRows } from '../../../geodata/database/row-stream.ts'
import { describeOnBoth } from '../../environment/databases.ts'

interface Numbered {
  readonly n: number
}

async function collected(rows: AsyncIterable<readonly Numbered[]>): Promise<number[]> {
  const all: number[] = []
  for await (const batch of rows) all.push(...batch.map(({ n }) => n))
  return all
}

const upTo = (most: number, width = 1) => ({
  text: `select n, repeat('x', $2::int) as filling from generate_series(1, $1::int) as n order by n`,
  values: [most, width],
})

const heldCursors = async (database: Database): Promise<number> => {
  const { rows } = await database.query<{ count: number }>(
    "select count(*) from pg_cursors where name like 'stream%'",
  )
  return rows[0]?.count ?? -1
}

const openTransactions = async (database: Database): Promise<number> => {
  const { rows } = await database.query<{ count: number }>(
    `select count(*) from pg_stat_activity
     where datname = current_database() and state like 'idle in transaction%'`,
  )
  return rows[0]?.count ?? -1
}

describeOnBoth('streamRows', (db) => {
  // The next test file uses this database.
  afterAll(() => db().query('drop table if exists counted'))

  it('returns every row once, in order, for any batch size', async () => {
    for (const [most, batch] of [
      [0, 10],
      [1, 1],
      [20, 10],
      [2345, 100],
      [2345, 5000],
    ] as const) {
      const all = await collected(streamRows(db(), upTo(most), { batch }))
      expect(all).toEqual(Array.from({ length: most }, (_, index) => index + 1))
    }
  })

  it('reads fewer rows at a time if they are large', async () => {
    const sizes: number[] = []
    for await (const batch of streamRows(db(), upTo(300, 100_000))) sizes.push(batch.length)
    expect(sizes.reduce((sum, size) => sum + size)).toBe(300)
    expect(Math.max(...sizes.slice(1))).toBeLessThanOrEqual(11)
  })

  it('returns one snapshot, while others write between two batches', async () => {
    await db().query('create table counted (n int)')
    await db().query('insert into counted select generate_series(1, 500)')
    const seen: number[] = []
    const query = { text: 'select n from counted order by n' }
    for await (const batch of streamRows<Numbered>(db(), query, { batch: 50 })) {
      // Waits for ever if the stream keeps the only connection.
      if (seen.length === 0) await db().query('delete from counted where n > 100')
      seen.push(...batch.map(({ n }) => n))
    }
    expect(seen).toHaveLength(500)
  })

  it('throws errors of the geometry engine, and stays usable', async () => {
    // The lines of a bow-tie cross, on which an exact difference fails.
    const text = `
      select n, ST_AsText(ST_Intersection(
        case when n < 150 then ST_MakeEnvelope(0, 0, 2, 2) else ST_GeomFromText('POLYGON((0 0,2 2,2 0,0 2,0 0))') end,
        ST_GeomFromText('POLYGON((0 0,2 2,2 0,0 2,0 0))')
      )) as shape
      from generate_series(1, 200) as n`
    await expect(collected(streamRows(db(), { text }, { batch: 50 }))).rejects.toThrow()
    expect(await heldCursors(db())).toBe(0)
    expect(await collected(streamRows(db(), upTo(3)))).toEqual([1, 2, 3])
  })

  it('keeps nothing open when the reader stops, aborts or fails', async () => {
    for await (const batch of streamRows(db(), upTo(1000), { batch: 10 })) {
      expect(batch).toHaveLength(10)
      break
    }
    const controller = new AbortController()
    const aborted = async () => {
      const rows = streamRows(db(), upTo(1000), { batch: 10, signal: controller.signal })
      for await (const _ of rows) controller.abort(new Error('gone'))
    }
    await expect(aborted()).rejects.toThrow('gone')
    // The first batch never arrives: PostGIS is cancelled, the embedded database ends its sleep first.
    const sleeping = { text: 'select n, pg_sleep(0.01) from generate_series(1, 100) as n' }
    const asleep = new AbortController()
    setTimeout(() => asleep.abort(new Error('left')), 20)
    const rows = streamRows<Numbered>(db(), sleeping, { batch: 100, signal: asleep.signal })
    await expect(collected(rows)).rejects.toThrow('left')
    const failing = { text: 'select 1 / (400 - n) as n from generate_series(1, 1000) as n' }
    await expect(collected(streamRows(db(), failing, { batch: 10 }))).rejects.toThrow('division by zero')
    await expect(collected(streamRows(db(), { text: 'select nothing' }))).rejects.toThrow('nothing')
    expect(await heldCursors(db())).toBe(0)
    expect(await openTransactions(db())).toBe(0)
    expect(await collected(streamRows(db(), upTo(3)))).toEqual([1, 2, 3])
  })
})

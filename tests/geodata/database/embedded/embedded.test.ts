/** The guards of the embedded database. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedDatabase, openEmbedded } from '../../../../geodata/database/embedded/embedded.ts'
import {
  DatabaseUnavailableError,
  EmbeddedSilentError,
  StatementTimeoutError,
  TransactionRolledBackError,
} from '../../../../geodata/database/errors.ts'
import { fillDataDirectory } from '../../../environment/embedded-directory.ts'
import { embeddedSnapshot } from '../../../environment/embedded-snapshot.ts'
import { soon } from '../../../environment/soon.ts'

const bowTie = "ST_GeomFromText('POLYGON((0 0,1 1,1 0,0 1,0 0))')"
const square = "ST_GeomFromText('POLYGON((0 0,2 0,2 2,0 2,0 0))')"
const lost = `ST_Intersection(${bowTie}, ${square})`
const endless = 'select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b'

let database: EmbeddedDatabase
let folder: string
const warnings: string[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shuangxi-embedded-'))
  await fillDataDirectory(folder)
  database = await openEmbedded({
    directory: join(folder, 'postgres'),
    statementTimeoutMs: 3_000,
    turnTimeoutMs: 120_000,
    onWarning: (message) => warnings.push(message),
  })
  await unhurried('create table kept (n int, g geometry)')
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A busy machine may take longer than the limit. */
const unhurried = (sql: string) =>
  database.transaction((client) => client.query(sql), { statementTimeoutMs: 0 })

const kept = async () =>
  (await database.query<{ n: number }>('select n from kept order by n')).rows.map(({ n }) => n)

describe('a geometry error that the engine swallows', () => {
  it.each([
    ['an intersection', `select ${lost}`],
    ['a union', `select ST_Union(ST_Intersection(${bowTie}, ${square}), ${square})`],
    ['a predicate in a condition', `select 1 where ST_IsValid(${lost})`],
    [
      'rows of which some are sound',
      `select case n when 3 then ${lost} else ${square} end from generate_series(1, 5) n`,
    ],
  ])('is a named error: %s', async (_, sql) => {
    await expect(database.query(sql)).rejects.toBeInstanceOf(EmbeddedSilentError)
    expect((await database.query('select 1 as fine')).rows).toEqual([{ fine: 1 }])
  })

  it('stores nothing of its own statement', async () => {
    const insert = `insert into kept select n, case n when 3 then ${lost} end from generate_series(1, 5) n`
    await expect(database.query(insert)).rejects.toBeInstanceOf(EmbeddedSilentError)
    expect(await kept()).toEqual([])
  })

  it('stores nothing of the statements sent with it', async () => {
    const batch = `insert into kept values (1); select ${lost}; insert into kept values (2)`
    await expect(database.query(batch)).rejects.toBeInstanceOf(EmbeddedSilentError)
    expect(await kept()).toEqual([])
  })

  it('rolls its transaction back', async () => {
    const work = database.transaction(async (client) => {
      await client.query('insert into kept values (1)')
      await client.query(`select ${lost}`)
    })
    await expect(work).rejects.toBeInstanceOf(EmbeddedSilentError)
    expect(await kept()).toEqual([])
  })

  it('prevents the commit of a transaction that ignores it', async () => {
    const later: unknown[] = []
    const work = database.transaction(async (client) => {
      await client.query('insert into kept values (1)')
      await client.query(`select ${lost}`).catch((error: unknown) => later.push(error))
      await client.query('insert into kept values (2)').catch((error: unknown) => later.push(error))
    })
    await expect(work).rejects.toBeInstanceOf(TransactionRolledBackError)
    expect(later).toEqual([expect.any(EmbeddedSilentError), expect.objectContaining({ code: '25P02' })])
    expect(await kept()).toEqual([])
  })

  it('also for transactions that a client began by hand', async () => {
    const client = await database.connect()
    await client.query('begin')
    await client.query('insert into kept values (1)')
    await expect(client.query(`select ${lost}`)).rejects.toBeInstanceOf(EmbeddedSilentError)
    expect((await client.query('commit')).command).toBe('ROLLBACK')
    client.release()
    expect(await kept()).toEqual([])
  })

  it('rolls back to a savepoint on request, as on PostGIS', async () => {
    await database.transaction(async (client) => {
      await client.query('insert into kept values (1)')
      await client.query('savepoint here')
      await client.query('insert into kept values (2)')
      await expect(client.query(`select ${lost}`)).rejects.toBeInstanceOf(EmbeddedSilentError)
      await client.query('rollback to savepoint here')
    })
    expect(await kept()).toEqual([1])
    await database.query('delete from kept')
  })

  it('is detected in a batch that begins the transaction itself', async () => {
    const client = await database.connect()
    const batch = `begin; insert into kept values (1); select ${lost}`
    await expect(client.query(batch)).rejects.toBeInstanceOf(EmbeddedSilentError)
    await expect(client.query('insert into kept values (2)')).rejects.toMatchObject({ code: '25P02' })
    await client.query('rollback')
    client.release()
    expect(await kept()).toEqual([])
  })

  it.each([
    ['an SQL function', 'language sql', `insert into kept values (3); select ${lost}`],
    [
      'a PL/pgSQL function',
      'language plpgsql',
      `declare g geometry; begin insert into kept values (3); g := ${lost}; return g; end`,
    ],
  ])('is detected inside %s, which would continue with a wrong value', async (_, language, body) => {
    await database.query(`create or replace function cut() returns geometry ${language} as $$ ${body} $$`)
    await expect(database.query('select cut()')).rejects.toBeInstanceOf(EmbeddedSilentError)
    expect(await kept()).toEqual([])
  })

  it('can be handled by a PL/pgSQL block, which is rolled back', async () => {
    await database.query(`do $$ begin
      insert into kept values (4);
      begin
        insert into kept values (5);
        perform ${lost};
      exception when others then
        insert into kept values (6);
      end;
    end $$`)
    expect(await kept()).toEqual([4, 6])
    await database.query('delete from kept')
  })

  it('has the engine’s message', async () => {
    await expect(database.query(`select ${lost}`)).rejects.toThrow(/TopologyException/)
    const unclosed = `ST_GeomFromGeoJSON('{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,0.5]]]}')`
    await expect(database.query(`select ST_IsValid(${unclosed})`)).rejects.toThrow(/closed/)
    await expect(
      database.query("select ST_Transform(ST_MakePoint(1, 1), 'bogus', 'EPSG:4326')"),
    ).rejects.toThrow()
  })

  it('leaves the engine working after more errors than its stack could hold', async () => {
    for (let n = 0; n < 1_200; n++) {
      await expect(database.query(`select ${lost}`)).rejects.toBeInstanceOf(EmbeddedSilentError)
    }
    for (let n = 0; n < 2_200; n++) {
      await expect(database.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' })
    }
    const { rows } = await database.query(`select ST_Area(ST_Intersection(${square}, ${square})) as area`)
    expect(rows[0]?.area).toBe(4)
  }, 120_000)

  it('does not occur for geometry that was made valid', async () => {
    const { rows } = await database.query(
      `select ST_Area(ST_Intersection(ST_MakeValid(${bowTie}), ${square})) as area`,
    )
    expect(rows[0]?.area).toBeCloseTo(0.5)
  })
})

describe('a query past the time limit', () => {
  let outcome: unknown
  let answers: unknown[]
  let beats = 0
  const heard: string[] = []
  /** One for all tests, because it restarts the database. */
  beforeAll(async () => {
    await unhurried('insert into kept values (7)')
    const stop = await database.listen('news', (payload) => heard.push(payload))
    const beat = setInterval(() => {
      beats += 1
    }, 20)
    const slow = database.query(endless).catch((error: unknown) => error)
    const waiting = Promise.all([1, 2, 3].map((n) => database.query('select $1::int as n', [n])))
    outcome = await slow
    clearInterval(beat)
    answers = (await waiting).map(({ rows }) => rows[0]?.n)
    await database.query("select pg_notify('news', 'again')")
    await soon(() => expect(heard.at(-1)).toBe('again'))
    await stop()
  }, 120_000)

  it('is stopped, the database restarts by itself, and waiting clients are answered', async () => {
    expect(outcome).toBeInstanceOf(StatementTimeoutError)
    expect(answers).toEqual([1, 2, 3])
    expect(await kept()).toEqual([7])
    expect(warnings).toContain('the embedded database ended and is starting again')
  })

  it('does not block the event loop meanwhile', () => {
    // Of about 150 possible within the limit.
    expect(beats).toBeGreaterThan(10)
  })

  it('tells listeners afterwards that they may have missed notifications', () => {
    expect(heard).toContain('')
  })

  it('lets listeners query later, also when a transaction was open as the notification came', async () => {
    const answers: unknown[] = []
    const stop = await database.listen('later', () => {
      setTimeout(async () => answers.push(await database.query('select 5').catch((error) => error)), 1)
    })
    await database.transaction(async (client) => {
      await client.query("select pg_notify('later', '')")
    })
    await soon(() => expect(answers).toMatchObject([{ rowCount: 1 }]))
    await stop()
  })

  it('has the limit of its transaction, and ends the transaction', async () => {
    const busyFor = (
      time: string,
    ) => `do $$ declare stop timestamptz := clock_timestamp() + interval '${time}';
      begin while clock_timestamp() < stop loop end loop; end $$`
    const work = database.transaction(
      async (client) => {
        await client.query('insert into kept values (8)')
        await client.query(busyFor('1.2 s'))
      },
      { statementTimeoutMs: 100 },
    )
    await expect(work).rejects.toBeInstanceOf(StatementTimeoutError)
    expect(await kept()).toEqual([7])
    await unhurried(busyFor('3.3 s'))
  }, 120_000)
})

describe('PostGIS in it', () => {
  it('knows every coordinate system, and has no unused parts', async () => {
    const { rows: systems } = await unhurried(
      `select count(*)::int as n, ST_AsText(ST_Transform(ST_SetSRID(ST_MakePoint(119.77, 30.24), 4326), 4549), 2) as lake
       from spatial_ref_sys`,
    )
    expect(systems).toEqual([{ n: 8500, lake: 'POINT(477861.72 3346740.85)' }])
    const { rows } = await database.query('select name from pg_available_extensions order by name')
    expect(rows.map(({ name }) => name)).toEqual(['btree_gist', 'pg_trgm', 'plpgsql', 'postgis'])
  })
})

describe('one connection', () => {
  it('is an error for clients that wait too long, which says that they may try again', async () => {
    const impatient = await openEmbedded({
      directory: undefined,
      snapshot: embeddedSnapshot(),
      statementTimeoutMs: 0,
      turnTimeoutMs: 200,
      onWarning: () => undefined,
    })
    const client = await impatient.connect()
    const waiting = impatient.query('select 1')
    await expect(waiting).rejects.toBeInstanceOf(DatabaseUnavailableError)
    await expect(waiting).rejects.toMatchObject({ retryable: true })
    client.release()
    expect((await impatient.query('select 1 as a')).rows).toEqual([{ a: 1 }])
    await impatient.close()
    await expect(impatient.query('select 1')).rejects.toBeInstanceOf(DatabaseUnavailableError)
  })

  it('refuses a client that would wait for itself for ever', async () => {
    await expect(database.transaction(() => database.query('select 1'))).rejects.toThrow('its own client')
  })

  it('refuses COPY FROM STDIN, which would end the engine', async () => {
    await expect(database.query('copy kept (n) from stdin')).rejects.toThrow('copyIn')
  })

  it('transfers large values quickly', async () => {
    const bytes = Buffer.alloc(4 << 20, 'shuangxi')
    const started = performance.now()
    const { rows } = await database.query('select $1::bytea as bytes', [bytes])
    expect(Buffer.compare(rows[0]?.bytes, bytes)).toBe(0)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import type { ProblemError } from '../../../server/errors.ts'
import { LeasedLimit } from '../../../server/limits/leased-limit.ts'
import { Limit } from '../../../server/limits/limit.ts'
import { signInPolicies } from '../../../server/limits/policies.ts'
import { openSignInLimit } from '../../../server/limits/sign-in-limit.ts'
import { type LimitStore, openLimitStore } from '../../../server/limits/store.ts'
import { openTileLimit } from '../../../server/limits/tile-limit.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { startValkey, type Valkey } from '../../environment/valkey.ts'

const warnings: string[] = []
const storeOn = (database: Database, valkeyUrl?: string) =>
  openLimitStore({
    database,
    valkeyUrl,
    databaseUrl: 'postgres://someone@db.example/shuangxi',
    onWarning: (message) => warnings.push(message),
  })

const problemOf = (work: Promise<unknown>): Promise<ProblemError | undefined> =>
  work.then(
    () => undefined,
    (error: ProblemError) => error,
  )

/** Returns how many of `count` concurrent attempts are allowed. */
async function passed(count: number, attempt: (i: number) => Promise<unknown>): Promise<number> {
  const answers = await Promise.all(Array.from({ length: count }, (_, i) => problemOf(attempt(i))))
  return answers.filter((problem) => problem === undefined).length
}

function behaves(name: string, store: () => LimitStore, other: () => LimitStore): void {
  it(`${name}: counts every point together with other processes, and returns the time to wait`, async () => {
    const policy = { name: 'strict', points: 10, seconds: 60 }
    const [here, there] = [new Limit(store(), policy), new Limit(other(), policy)]
    expect(await here.take('a')).toMatchObject({
      RateLimit: expect.stringMatching(/^"strict";r=9;t=(60|59)$/),
    })
    expect(await passed(20, (i) => (i % 2 === 0 ? here : there).take('a'))).toBe(9)
    expect(await passed(1, () => there.take('b'))).toBe(1)
    const refused = await problemOf(there.take('a'))
    expect(refused).toMatchObject({ status: 429, headers: { 'RateLimit-Policy': '"strict";q=10;w=60' } })
    expect(Number(refused?.headers['Retry-After'])).toBeGreaterThan(50)
  })

  it(`${name}: starts again after its window`, async () => {
    const limit = new Limit(store(), { name: 'short', points: 1, seconds: 1 })
    await limit.take('a')
    expect((await problemOf(limit.take('a')))?.status).toBe(429)
    await soon(() => limit.take('a'))
  })

  it(`${name}: leases points without waiting, and exceeds the limit only slightly`, async () => {
    const policy = { name: 'generous', points: 600, seconds: 60 }
    const limits = [new LeasedLimit(store(), policy), new LeasedLimit(other(), policy)]
    let taken = 0
    for (let round = 0; round < 200; round++) {
      for (const limit of limits) for (let i = 0; i < 5; i++) if (limit.take('a') === 0) taken += 1
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect(taken).toBeGreaterThanOrEqual(600)
    // Including requests during a reservation, on a busy machine, too.
    expect(taken).toBeLessThan(1_000)
    expect(limits[0]?.take('a')).toBeGreaterThan(1_000)
    expect(limits[0]?.take('b')).toBe(0)
  })

  it(`${name}: allows few guesses of a password by name and address, also concurrent ones`, async () => {
    const signIn = openSignInLimit(store())
    const { byNameAndAddress, byAddress } = signInPolicies
    expect(await passed(30, () => signIn.begin('Wang', '192.0.2.1'))).toBe(byNameAndAddress.points)
    // In any spelling, and whether the account exists or not.
    expect((await problemOf(signIn.begin(' ｗang', '192.0.2.1')))?.status).toBe(429)
    // All names from one address, whose limit has 31 points used.
    expect(await passed(40, (i) => signIn.begin(`name ${i}`, '192.0.2.1'))).toBe(0)
    expect(await passed(40, (i) => signIn.begin(`name ${i}`, '192.0.2.2'))).toBe(byAddress.points)
  })

  it(`${name}: returns points after a sign-in`, async () => {
    const signIn = openSignInLimit(store())
    for (let i = 0; i < 50; i++) await (await signIn.begin('Li', '192.0.2.3')).succeeded()
    for (let i = 0; i < 50; i++) await (await signIn.begin(undefined, '192.0.2.3')).succeeded()
  })

  it(`${name}: never locks an account at its known addresses`, async () => {
    const signIn = openSignInLimit(store())
    await (await signIn.begin('Zhao', '192.0.2.4')).succeeded()
    // One guess from each of many addresses.
    expect(await passed(60, (i) => signIn.begin('Zhao', `198.51.100.${i}`))).toBe(
      signInPolicies.byName.points,
    )
    expect((await problemOf(signIn.begin('Zhao', '203.0.113.1')))?.status).toBe(429)
    await (await signIn.begin('Zhao', '192.0.2.4')).succeeded()
  })
}

describeOnDatabase('limits', (db) => {
  // In memory there is one process only.
  let shared: LimitStore
  beforeAll(() => {
    shared = storeOn(db())
  })
  const open = () => (db().kind === 'embedded' ? shared : storeOn(db()))
  behaves('database', open, open)
})

describeOnDatabase('limits with an unavailable store', (db) => {
  it('count in each process', async () => {
    if (db().kind === 'embedded') return
    const limit = new Limit(storeOn(db()), { name: 'away', points: 3, seconds: 60 })
    await db().query('alter table rate_limits rename to rate_limits_away')
    expect(await passed(9, () => limit.take('a'))).toBe(3)
    await db().query('alter table rate_limits_away rename to rate_limits')
  })

  it('cannot be read or reset by any viewer', async () => {
    for (const role of ['public', 'lead', 'planner', 'admin'] as const) {
      await expect(db().as({ role }).query('select * from rate_limits')).rejects.toThrow(/permission denied/)
      await expect(db().as({ role }).query('delete from rate_limits')).rejects.toThrow(/permission denied/)
    }
  })
})

describe('limits in Valkey', () => {
  let valkey: Valkey
  const stores: LimitStore[] = []
  const database = { kind: 'postgis' } as Database
  const open = () => {
    const store = storeOn(database, valkey.url)
    stores.push(store)
    return store
  }
  beforeAll(async () => {
    valkey = await startValkey()
    const limit = new Limit(open(), { name: 'first', points: 1_000, seconds: 60 })
    open()
    await soon(async () => {
      await limit.take('a')
      expect(await valkey.keys()).not.toEqual([])
    })
  })
  afterAll(async () => {
    for (const store of stores) store.close()
    await valkey.pause()
  })

  behaves(
    'Valkey',
    () => stores[0] ?? open(),
    () => stores[1] ?? open(),
  )

  it('count in each process while it is unavailable', async () => {
    const limit = new Limit(open(), { name: 'lost', points: 3, seconds: 60 })
    await valkey.pause()
    await soon(() => expect(warnings).toContain('Valkey is away: each process counts requests for itself'))
    expect(await passed(9, () => limit.take('a'))).toBe(3)
    await valkey.resume()
  })
})

describe('the limit of tiles', () => {
  const from = (remoteAddress: string, forwarded?: string) =>
    ({ socket: { remoteAddress }, headers: forwarded ? { 'x-forwarded-for': forwarded } : {} }) as never

  it('counts by address, or by the /64 of an IPv6 address', () => {
    const limit = openTileLimit({ name: 'tile', points: 3, seconds: 60 }, 0)
    for (let i = 0; i < 3; i++) expect(limit.take(from('2001:db8::1'), 1)).toBeUndefined()
    expect(limit.take(from('2001:db8:0:0:ffff::2'), 1)?.status).toBe(429)
    expect(limit.take(from('2001:db8:0:1::1'), 1)).toBeUndefined()
    expect(limit.take(from('192.0.2.1'), 4)?.status).toBe(429)
    expect(limit.take(from('::ffff:192.0.2.1'), 1)?.status).toBe(429)
  })

  it('uses the address from a trusted proxy, and ignores the client’s own entries', () => {
    const alone = openTileLimit({ name: 'tile', points: 1, seconds: 60 }, 0)
    expect(alone.take(from('192.0.2.1', '203.0.113.1'), 1)).toBeUndefined()
    expect(alone.take(from('192.0.2.1', '203.0.113.2'), 1)?.status).toBe(429)
    const behind = openTileLimit({ name: 'tile', points: 1, seconds: 60 }, 1)
    expect(behind.take(from('192.0.2.1', '8.8.8.8, 203.0.113.1'), 1)).toBeUndefined()
    expect(behind.take(from('192.0.2.1', '9.9.9.9, 203.0.113.1'), 1)?.status).toBe(429)
    expect(behind.take(from('192.0.2.1', '203.0.113.2'), 1)).toBeUndefined()
    expect(behind.take(from('192.0.2.1', 'nonsense'), 1)).toBeUndefined()
    expect(behind.take(from('192.0.2.1'), 1)?.status).toBe(429)
  })
})

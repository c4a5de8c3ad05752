/** Identifying viewers is free in most cases, and never older than allowed. */
import type { IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { publicViewer } from '../../../geodata/access/viewer.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { Resolver } from '../../../server/accounts/resolver.ts'
import { makeToken } from '../../../server/accounts/tokens/token-rows.ts'
import { readSettings } from '../../../server/settings.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { addAccount } from './browser.ts'

const request = (headers: Record<string, string>, address = '192.0.2.1', method = 'GET', url = '/tiles') =>
  ({ headers, method, url, socket: { remoteAddress: address } }) as unknown as IncomingMessage

describeOnPostgis('identifying viewers', (db) => {
  let resolver: Resolver
  let asked = 0
  let token: string
  let account: number

  /** A database that counts queries. */
  function counted(listen: Database['listen']): Database {
    const query: Database['query'] = (sql, values) => {
      asked += 1
      return db().query(sql, values)
    }
    return new Proxy(db(), {
      get: (target, name) => {
        const own = name === 'query' ? query : name === 'listen' ? listen : Reflect.get(target, name)
        return typeof own === 'function' ? own.bind(target) : own
      },
    })
  }

  beforeAll(async () => {
    account = await addAccount(db(), { name: 'lead', roles: ['lead'] })
    token = (await makeToken(db(), { account, name: 'x', scopes: ['read'] })).token
    resolver = new Resolver(
      counted((channel, callback) => db().listen(channel, callback)),
      readSettings({}),
    )
  })
  afterAll(() => resolver.close())

  const ask = (address?: string) => resolver.identify(request({ authorization: `Bearer ${token}` }, address))
  async function asksFor(work: () => unknown): Promise<number> {
    asked = 0
    await work()
    return asked
  }

  it('is synchronous and without a query for requests without credentials', async () => {
    const questions = await asksFor(() => {
      expect(resolver.identify(request({}))).toBe(publicViewer)
      expect(resolver.identify(request({ cookie: 'theme=night; other=1' }))).toBe(publicViewer)
    })
    expect(questions).toBe(0)
  })

  it('is synchronous for cached identities, with the client’s address', async () => {
    // As soon as it receives notifications.
    const again = async () => {
      await ask()
      return asksFor(() => ask())
    }
    await expect.poll(again, { interval: 50 }).toBe(0)
    const questions = await asksFor(() => {
      expect(ask()).toEqual({ role: 'lead', account, address: '192.0.2.1' })
      expect(ask()).toBe(ask())
      expect(ask('192.0.2.7')).toEqual({ role: 'lead', account, address: '192.0.2.7' })
    })
    expect(questions).toBe(0)
  })

  it('queries once for concurrent requests', async () => {
    resolver.forget(account)
    expect(await asksFor(() => Promise.all(Array.from({ length: 50 }, () => ask())))).toBe(1)
  })

  it('does not cache what changed during the query', async () => {
    resolver.forget(account)
    const late = ask()
    resolver.forget(account)
    await late
    expect(await asksFor(() => ask())).toBe(1)
  })

  it('is notified of every relevant change, and of no other', async () => {
    let changes = 0
    resolver.onChange(() => {
      changes += 1
    })
    let ends = 0
    await db().listen('access', (payload) => {
      if (payload === 'end') ends += 1
    })
    const heard = async (sql: string) => {
      changes = 0
      ends = 0
      await db().query(sql, [account])
      await db().query("select pg_notify('access', 'end')")
      await expect.poll(() => ends, { interval: 5 }).toBe(1)
      return changes - 1
    }
    expect(await heard("update accounts set zones = '{Z1}' where id = $1")).toBe(1)
    expect(await heard("insert into account_roles values ($1, 'planner')")).toBe(1)
    expect(await heard("delete from account_roles where account = $1 and role = 'planner'")).toBe(1)
    expect(await heard('update accounts set last_sign_in_at = now() where id = $1')).toBe(0)
    expect(await heard('update api_tokens set last_used_at = now() where account = $1')).toBe(0)
    expect(await heard('update api_tokens set revoked_at = now() where account = $1')).toBe(1)
    await expect(Promise.resolve().then(() => ask())).rejects.toMatchObject({ status: 401 })
    await db().query('update api_tokens set revoked_at = null where account = $1', [account])
  })

  it('caches nothing while notifications may be missed', async () => {
    const deaf = new Resolver(
      counted(() => Promise.reject(new Error('away'))),
      readSettings({}),
    )
    const asking = () => deaf.identify(request({ authorization: `Bearer ${token}` }))
    await asking()
    expect(await asksFor(asking)).toBe(1)
    deaf.close()
  })
})

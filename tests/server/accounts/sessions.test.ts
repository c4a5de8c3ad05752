/** Sessions: lists, ends, and notifications. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { addAccount, Browser, PASSWORD } from './browser.ts'

describeOnDatabase('sessions', (db) => {
  let app: ServedApp
  /** Another server on the same database; on the embedded one, which has one process, with the same pool. */
  let other: ServedApp
  let others: Database | undefined
  beforeAll(async () => {
    const { rows } = await db().query<{ port: number | null; name: string }>(
      'select inet_server_port() as port, current_database() as name',
    )
    const [at] = rows
    if (db().kind === 'postgis') {
      others = await openDatabase({
        url: `postgresql://postgres@127.0.0.1:${at?.port}/${at?.name}`,
        poolSize: 3,
      })
    }
    app = await serveApp(db())
    other = await serveApp(others ?? db())
    await addAccount(db(), { name: 'lead', roles: ['lead'] })
    await addAccount(db(), { name: 'officer', roles: ['officer'] })
  })
  afterAll(async () => {
    await app.close()
    await other.close()
    await others?.close()
  })

  async function signedIn(name = 'lead', agent = 'test'): Promise<Browser> {
    const browser = new Browser(app.url)
    const answer = await browser.send(
      'POST',
      '/sign-in',
      { name, password: PASSWORD },
      { 'user-agent': agent },
    )
    expect(answer.status).toBe(204)
    return browser
  }

  /** The same browser at the other server. */
  function there(browser: Browser): Browser {
    const same = new Browser(other.url)
    for (const [name, value] of browser.cookies) same.cookies.set(name, value)
    return same
  }

  it('are valid on every server of the database', async () => {
    const browser = await signedIn()
    expect(await there(browser).who()).toBe('lead')
  })

  it('are listed to their owner only', async () => {
    const [one, two] = [await signedIn('officer', 'Firefox on a desk'), await signedIn('officer', 'a phone')]
    await signedIn('lead')
    const { sessions } = await two.get('/me/sessions')
    expect(sessions).toHaveLength(2)
    expect(sessions.filter(({ current }: { current: boolean }) => current)).toMatchObject([
      { agent: 'a phone', method: 'password', address: '127.0.0.1' },
    ])
    const { sessions: same } = await one.get('/me/sessions')
    expect(same.find(({ current }: { current: boolean }) => current)).toMatchObject({
      agent: 'Firefox on a desk',
    })
    expect((await new Browser(app.url).send('GET', '/me/sessions')).status).toBe(401)
  })

  it('are ended one by one, on every server, and only by their owner', async () => {
    const [mine, lost, foreign] = [
      await signedIn('officer'),
      await signedIn('officer', 'lost'),
      await signedIn('lead'),
    ]
    expect(await there(lost).who()).toBe('officer')
    const { sessions } = await mine.get('/me/sessions')
    const { id } = sessions.find(({ agent }: { agent: string }) => agent === 'lost')
    expect((await foreign.send('DELETE', `/me/sessions/${id}`)).status).toBe(404)
    expect((await mine.send('DELETE', `/me/sessions/${id}`)).status).toBe(204)
    expect(await lost.who()).toBeNull()
    await expect.poll(() => there(lost).who(), { timeout: 2_000, interval: 20 }).toBeNull()
    expect(await mine.who()).toBe('officer')
    expect((await mine.send('DELETE', `/me/sessions/${id}`)).status).toBe(404)
  })

  it('are ended everywhere at once, also on servers that had cached them', async () => {
    const browsers = [await signedIn(), await signedIn(), await signedIn()]
    for (const browser of browsers) expect(await there(browser).who()).toBe('lead')
    const officer = await signedIn('officer')
    expect((await browsers[0]?.send('DELETE', '/me/sessions'))?.status).toBe(204)
    for (const browser of browsers) {
      expect(await browser.who()).toBeNull()
      await expect.poll(() => there(browser).who(), { timeout: 2_000, interval: 20 }).toBeNull()
    }
    expect(await officer.who()).toBe('officer')
    const { rows } = await db().query(
      "select account, object from audit.entries where action = 'sign-out-everywhere'",
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const { account, object } of rows) expect(object).toBe(`accounts/${account}`)
  })

  it('end when they are idle, and after their maximum age in any case', async () => {
    const [idle, old, fresh] = [await signedIn(), await signedIn(), await signedIn()]
    // As if an hour had passed.
    const id = async (browser: Browser) => (await browser.get('/me')).session.id
    await db().query("update sessions set expire = now() - interval '1 second' where id = $1", [
      await id(idle),
    ])
    await db().query(
      `update sessions set sess = jsonb_set(sess::jsonb, '{begun}', to_jsonb(extract(epoch from now()) - 12 * 3600 - 1))::json
      where id = $1`,
      [await id(old)],
    )
    await db().query("notify access, ''")
    for (const browser of [idle, old]) {
      await expect.poll(() => browser.who(), { timeout: 2_000, interval: 20 }).toBeNull()
      expect((await browser.send('GET', '/me/sessions')).status).toBe(401)
    }
    expect(await fresh.who()).toBe('lead')
    const { sessions } = await fresh.get('/me/sessions')
    expect(sessions).toHaveLength(1)
  })

  it('continue while they are used', async () => {
    const browser = await signedIn()
    const { session } = await browser.get('/me')
    await db().query(
      "update sessions set expire = now() + interval '5 minutes', last_seen_at = now() - interval '55 minutes' where id = $1",
      [session.id],
    )
    await db().query("notify access, ''")
    const expires = async () => {
      await browser.get('/me')
      const { rows } = await db().query<{ minutes: number }>(
        'select (extract(epoch from expire - now()) / 60)::int as minutes from sessions where id = $1',
        [session.id],
      )
      return rows[0]?.minutes
    }
    await expect.poll(expires, { timeout: 8_000, interval: 50 }).toBe(60)
  })

  it('end at a new password, except the one that set it, which gets a new id', async () => {
    await addAccount(db(), { name: 'changing', roles: ['lead'] })
    const [mine, elsewhere] = [await signedIn('changing'), await signedIn('changing')]
    const before = mine.cookies.get('shuangxi')
    const password = '绿道巡查 every Tuesday'
    const change = (body: object) => mine.send('POST', '/me/password', body)
    expect((await change({ password })).status).toBe(403)
    expect((await change({ password, current: 'wrong' })).status).toBe(403)
    expect((await change({ password: 'too short', current: PASSWORD })).status).toBe(400)
    expect((await change({ password, current: PASSWORD })).status).toBe(204)
    expect(await mine.who()).toBe('changing')
    expect(mine.cookies.get('shuangxi')).not.toBe(before)
    expect(await elsewhere.who()).toBeNull()
    expect((await new Browser(app.url).signIn('changing')).status).toBe(401)
    expect((await new Browser(app.url).signIn('changing', password)).status).toBe(204)
  })

  it('are fifty at most, the most recently used', async () => {
    const account = await addAccount(db(), { name: 'everywhere', roles: ['officer'] })
    await db().query(
      `insert into sessions (sid, sess, expire, last_seen_at)
      select 'x' || n, json_build_object('account', $1::bigint, 'begun', extract(epoch from now()), 'method', 'password'),
        now() + interval '1 hour', now() - make_interval(mins => n)
      from generate_series(1, 60) as n`,
      [account],
    )
    const { sessions } = await (await signedIn('everywhere')).get('/me/sessions')
    expect(sessions).toHaveLength(50)
    const { rows } = await db().query("select from sessions where sid in ('x1', 'x49', 'x50', 'x60')")
    expect(rows).toHaveLength(2)
  })

  it('end when the account is disabled', async () => {
    const account = await addAccount(db(), { name: 'leaving', roles: ['lead'] })
    const browser = await signedIn('leaving')
    expect(await there(browser).who()).toBe('leaving')
    await db().query('update accounts set disabled_at = now() where id = $1', [account])
    await expect.poll(() => browser.who(), { timeout: 2_000, interval: 20 }).toBeNull()
    await expect.poll(() => there(browser).who(), { timeout: 2_000, interval: 20 }).toBeNull()
  })
})

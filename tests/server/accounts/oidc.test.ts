/** Signing in at an OpenID provider on this machine. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAccount } from '../../../server/accounts/accounts.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { freePort } from '../../environment/cluster.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { servePrefixed } from '../../environment/prefix-proxy.ts'
import { soon } from '../../environment/soon.ts'
import { addAccount, Browser } from './browser.ts'
import { CLIENT, passProvider, startProvider, type TestProvider } from './provider.ts'

const settingsFor = ({ issuer }: TestProvider) => ({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: CLIENT.id,
  OIDC_CLIENT_SECRET: CLIENT.secret,
  OIDC_ROLES_CLAIM: 'groups',
  OIDC_ROLES: '巡查班长=lead, planning-bureau=planner,planning-bureau=officer',
})

describeOnPostgis('signing in at the OpenID provider', (db) => {
  let provider: TestProvider
  let app: ServedApp
  beforeAll(async () => {
    const port = await freePort()
    provider = await startProvider(`http://127.0.0.1:${port}/sign-in/oidc/callback`)
    app = await serveApp(db(), settingsFor(provider), { port })
  })
  afterAll(async () => {
    await app.close()
    await provider.close()
  })

  async function begin(browser: Browser): Promise<URL> {
    const answer = await browser.send('GET', '/sign-in/oidc')
    expect(answer.status).toBe(303)
    return new URL(answer.headers.get('location') ?? '')
  }
  async function back(browser: Browser, name: string): Promise<string> {
    const address = await passProvider((await begin(browser)).href, name)
    return address.slice(app.url.length)
  }
  async function signIn(browser: Browser, name: string): Promise<number> {
    return (await browser.send('GET', await back(browser, name))).status
  }

  it('redirects with everything that must come back unchanged, without a session', async () => {
    const browser = new Browser(app.url)
    const { searchParams: asked, origin } = await begin(browser)
    expect(origin).toBe(provider.issuer)
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      client_id: CLIENT.id,
      redirect_uri: `${app.url}/sign-in/oidc/callback`,
      code_challenge_method: 'S256',
    })
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)?.length).toBeGreaterThan(40)
    expect(browser.set[0]).toMatch(
      /^shuangxi-oidc=[\w-]+; Max-Age=600; Path=\/; [^;]+; HttpOnly; SameSite=Lax$/,
    )
    const { rows } = await db().query('select from sessions')
    expect(rows).toHaveLength(0)
    expect(await browser.get('/me')).toMatchObject({ account: null, oidc: true })
  })

  it('updates roles and names at each sign-in', async () => {
    const browser = new Browser(app.url)
    provider.people.set('zhang', { name: '张班长', groups: ['巡查班长', 'staff'] })
    expect(await signIn(browser, 'zhang')).toBe(303)
    const first = await browser.get('/me')
    expect(first).toMatchObject({
      account: { name: 'zhang', title: '张班长', has_password: false },
      roles: ['lead'],
      session: { method: 'oidc' },
    })
    expect([...browser.cookies.keys()]).toEqual(['shuangxi'])
    provider.people.set('zhang', { name: '张规划', groups: ['planning-bureau'] })
    const again = new Browser(app.url)
    expect(await signIn(again, 'zhang')).toBe(303)
    expect(await again.get('/me')).toMatchObject({
      account: { id: first.account.id, title: '张规划' },
      roles: ['officer', 'planner'],
    })
    // The provider's roles apply to earlier sessions, too.
    expect((await browser.get('/me')).roles).toEqual(['officer', 'planner'])
  })

  it('returns below a path that a proxy removes', async () => {
    const port = await freePort()
    const other = await startProvider(`http://127.0.0.1:${port}/map/sign-in/oidc/callback`)
    const behind = await serveApp(db(), { ...settingsFor(other), TRUST_PROXY: '1' })
    const proxy = await servePrefixed(behind.url, '/map', port)
    other.people.set('wang', { groups: ['巡查班长'] })
    const browser = new Browser(proxy.url)
    const address = await passProvider((await begin(browser)).href, 'wang')
    expect(address).toMatch(new RegExp(`^${proxy.url}/sign-in/oidc/callback\\?`))
    const answer = await browser.send('GET', address.slice(proxy.url.length))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/map/'])
    expect(await browser.who()).toBe('wang')
    for (const one of [proxy, behind, other]) await one.close()
  })

  it('allows no other way to sign in, which would outlast the account at the provider', async () => {
    const browser = new Browser(app.url)
    provider.people.set('li', { groups: ['巡查班长'] })
    await signIn(browser, 'li')
    const me = await browser.get('/me')
    expect(me.account.by_oidc).toBe(true)
    expect((await browser.send('POST', '/me/password', { password: 'long enough for that' })).status).toBe(
      403,
    )
    await addAccount(db(), { name: 'the admin', roles: ['admin'] })
    const admin = new Browser(app.url)
    await admin.signIn('the admin')
    expect((await admin.send('POST', `/admin/accounts/${me.account.id}/link`)).status).toBe(409)
  })

  it('refuses accounts without a role and disabled accounts', async () => {
    const nobody = new Browser(app.url)
    provider.people.set('guest', { groups: ['staff'] })
    expect(await signIn(nobody, 'guest')).toBe(403)
    expect(await nobody.who()).toBeNull()
    const { rows } = await db().query("select from accounts where name = 'guest'")
    expect(rows).toHaveLength(0)
    provider.people.set('left', { groups: ['巡查班长'] })
    expect(await signIn(new Browser(app.url), 'left')).toBe(303)
    await db().query("update accounts set disabled_at = now() where name = 'left'")
    const left = new Browser(app.url)
    const refused = await left.send('GET', await back(left, 'left'))
    expect([refused.status, (await refused.json()).details.en]).toEqual([
      403,
      expect.stringContaining('disabled'),
    ])
  })

  /** Returns a token of the account that a browser is signed in to. */
  async function tokenOf(browser: Browser): Promise<string> {
    const answer = await browser.send('POST', '/me/tokens', { name: '终端', scopes: ['read', 'write'] })
    expect(answer.status).toBe(201)
    return (await answer.json()).token
  }
  const withToken = (token: string) =>
    fetch(`${app.url}/collections/incidents/items`, { headers: { authorization: `Bearer ${token}` } })

  it('removes a role that was lost at the provider from earlier sessions and tokens', async () => {
    provider.people.set('chen', { groups: ['巡查班长', 'planning-bureau'] })
    const before = new Browser(app.url)
    await signIn(before, 'chen')
    const token = await tokenOf(before)
    const toilet = {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [119.77, 30.24] },
      properties: { kind: 'toilet' },
    }
    const statuses = async () => {
      const bearer = { authorization: `Bearer ${token}` }
      const write = (browser: Browser, headers: Record<string, string>) =>
        browser.send('POST', '/collections/facilities/items', toilet, headers)
      const answers = [
        await write(before, {}),
        await write(new Browser(app.url), bearer),
        await withToken(token),
      ]
      return answers.map(({ status }) => status)
    }
    expect(await statuses()).toEqual([201, 201, 200])
    provider.people.set('chen', { groups: ['巡查班长'] })
    expect(await signIn(new Browser(app.url), 'chen')).toBe(303)
    expect(await statuses()).toEqual([403, 403, 200])
  })

  it('ends all sessions and tokens of an account without a role, and says so', async () => {
    provider.people.set('zhao', { groups: ['巡查班长'] })
    const [before, coming] = [new Browser(app.url), new Browser(app.url)]
    await signIn(before, 'zhao')
    const token = await tokenOf(before)
    expect((await before.send('GET', '/collections/incidents/items')).status).toBe(200)
    expect((await withToken(token)).status).toBe(200)
    provider.people.set('zhao', { groups: ['staff'] })
    const answer = await coming.send('GET', await back(coming, 'zhao'))
    expect(answer.status).toBe(403)
    expect((await answer.json()).details).toMatchObject({
      zh: expect.stringContaining('没有给您本平台的角色'),
      en: expect.stringContaining('gives you no role here'),
    })
    expect([await before.who(), await coming.who()]).toEqual([null, null])
    expect((await before.send('GET', '/collections/incidents/items')).status).toBe(401)
    expect((await withToken(token)).status).toBe(401)
    const { rows } = await db().query(
      `select from audit.entries where action = 'sign-out-everywhere' and after = '{"sessions": 1, "tokens": 1}'`,
    )
    expect(rows).toHaveLength(1)
    // With a role again, the old token stays invalid.
    provider.people.set('zhao', { groups: ['巡查班长'] })
    expect(await signIn(coming, 'zhao')).toBe(303)
    expect(await coming.who()).toBe('zhao')
    expect((await withToken(token)).status).toBe(401)
  })

  it('lets tokens lapse without a recent sign-in there, until the next one', async () => {
    provider.people.set('sun', { groups: ['巡查班长'] })
    const browser = new Browser(app.url)
    await signIn(browser, 'sun')
    const token = await tokenOf(browser)
    const lastSignIn = (ago: string) =>
      db().query(
        `with account as (
          update accounts set last_sign_in_at = now() - $1::interval where name = 'sun' returning id
        ) select pg_notify('access', id::text) from account`,
        [ago],
      )
    await lastSignIn('29 days')
    await soon(async () => expect((await withToken(token)).status).toBe(200))
    await lastSignIn('31 days')
    await soon(async () => expect((await withToken(token)).status).toBe(401))
    expect((await (await withToken(token)).json()).details.en).toContain('need a recent sign-in')
    expect(await signIn(new Browser(app.url), 'sun')).toBe(303)
    await soon(async () => expect((await withToken(token)).status).toBe(200))
  })

  it('creates one account for a person who returns in two windows at once', async () => {
    provider.people.set('zhou', { groups: ['巡查班长'] })
    const windows = Array.from({ length: 4 }, () => new Browser(app.url))
    const addresses = await Promise.all(windows.map((one) => back(one, 'zhou')))
    const answers = await Promise.all(windows.map((one, index) => one.send('GET', addresses[index] ?? '')))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303])
    expect(new Set(await Promise.all(windows.map((one) => one.who())))).toEqual(new Set(['zhou']))
  })

  it('never returns another person’s account with the same name', async () => {
    await createAccount(db(), { name: 'admin', roles: ['admin'] })
    provider.people.set('admin', { groups: ['巡查班长'] })
    const browser = new Browser(app.url)
    expect(await signIn(browser, 'admin')).toBe(303)
    expect(await browser.get('/me')).toMatchObject({
      account: { name: `admin@${new URL(provider.issuer).host}` },
      roles: ['lead'],
    })
  })

  it('refuses answers to other requests', async () => {
    provider.people.set('zhang', { groups: ['巡查班长'] })
    const victim = new Browser(app.url)
    const path = await back(victim, 'zhang')
    // In another browser, as when an attacker passes on their link.
    expect((await new Browser(app.url).send('GET', path)).status).toBe(400)
    const other = new Browser(app.url)
    await begin(other)
    expect((await other.send('GET', path)).status).toBe(401)
    for (const change of [
      (address: URL) => address.searchParams.set('state', 'x'.repeat(43)),
      (address: URL) => address.searchParams.delete('state'),
      (address: URL) => address.searchParams.set('code', 'x'.repeat(43)),
      (address: URL) => address.searchParams.set('iss', 'https://evil.example'),
    ]) {
      const browser = new Browser(app.url)
      const address = new URL(await back(browser, 'zhang'), app.url)
      change(address)
      const answer = await browser.send('GET', address.pathname + address.search)
      expect(answer.status).toBe(401)
      expect(await browser.who()).toBeNull()
      // The state can be used once.
      expect((await browser.send('GET', address.pathname + address.search)).status).toBe(400)
    }
    const twice = new Browser(app.url)
    const cookie = async () => {
      await begin(twice)
      return twice.cookies.get('shuangxi-oidc') ?? ''
    }
    const own = await back(twice, 'zhang')
    const sealed = twice.cookies.get('shuangxi-oidc') ?? ''
    expect((await twice.send('GET', own)).status).toBe(303)
    twice.cookies.set('shuangxi-oidc', sealed)
    expect((await twice.send('GET', own)).status).toBe(401)
    twice.cookies.set('shuangxi-oidc', `${(await cookie()).slice(0, -4)}AAAA`)
    expect((await twice.send('GET', own)).status).toBe(400)
  })

  it('says that there is no provider, or that it does not answer', async () => {
    const none = await serveApp(db())
    expect((await new Browser(none.url).send('GET', '/sign-in/oidc')).status).toBe(404)
    await none.close()
    const port = await freePort()
    const away = await serveApp(db(), { OIDC_ISSUER: `http://127.0.0.1:${port}`, OIDC_CLIENT_ID: 'x' })
    const answer = await new Browser(away.url).send('GET', '/sign-in/oidc')
    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toContain(String(port))
    await away.close()
  })
})

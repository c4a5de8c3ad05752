/** Administration of accounts, which is refused to everyone else. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { addAccount, Browser } from './browser.ts'

describeOnPostgis('the administration of accounts', (db) => {
  let app: ServedApp
  let admin: Browser
  let id: number
  beforeAll(async () => {
    app = await serveApp(db())
    id = await addAccount(db(), { name: 'admin', roles: ['admin'] })
    await addAccount(db(), { name: 'lead', roles: ['lead'] })
    admin = await signedIn('admin')
  })
  afterAll(() => app.close())

  async function signedIn(name: string): Promise<Browser> {
    const browser = new Browser(app.url)
    expect((await browser.signIn(name)).status).toBe(204)
    return browser
  }

  const everything = (account: number): readonly [string, string, unknown?][] => [
    ['GET', '/admin/accounts'],
    ['POST', '/admin/accounts', { name: 'x', roles: [] }],
    ['GET', `/admin/accounts/${account}`],
    ['PATCH', `/admin/accounts/${account}`, { roles: ['admin'] }],
    ['POST', `/admin/accounts/${account}/link`],
    ['GET', `/admin/accounts/${account}/sessions`],
    ['DELETE', `/admin/accounts/${account}/sessions`],
    ['GET', '/admin/tokens'],
    ['DELETE', '/admin/tokens/1'],
  ]

  it('is refused to the public and to other accounts', async () => {
    const [nobody, lead] = [new Browser(app.url), await signedIn('lead')]
    for (const [method, path, body] of everything(id)) {
      expect((await nobody.send(method, path, body)).status, `${method} ${path}`).toBe(401)
      expect((await lead.send(method, path, body)).status, `${method} ${path}`).toBe(403)
      const wrong = method === 'GET' ? undefined : 'no body at all'
      expect((await lead.send(method, path, wrong)).status, `${method} ${path}`).toBe(403)
    }
    expect(await admin.who()).toBe('admin')
  })

  it('creates accounts that sign in by a link, once', async () => {
    const wanted = { name: '  Wang  ', title: '王规划', roles: ['planner'], towns: ['330112008'] }
    const answer = await admin.send('POST', '/admin/accounts', wanted)
    expect(answer.status).toBe(201)
    const { account, link } = await answer.json()
    expect(answer.headers.get('location')).toBe(`${app.url}/admin/accounts/${account.id}`)
    expect(account).toMatchObject({ name: 'Wang', roles: ['planner'], towns: ['330112008'], zones: null })
    expect(account.has_password).toBe(false)
    expect(link.address).toBe(`${app.url}/sign-in#token=${link.token}`)
    const browser = new Browser(app.url)
    expect((await browser.send('POST', '/sign-in/link', { token: link.token })).status).toBe(204)
    expect(await browser.get('/me')).toMatchObject({ roles: ['planner'], towns: ['330112008'] })
    expect((await browser.send('POST', '/me/password', { password: 'a long enough password' })).status).toBe(
      204,
    )
    expect(await admin.get(`/admin/accounts/${account.id}`)).toMatchObject({
      has_password: true,
      sessions: 1,
    })
    expect((await admin.send('POST', '/admin/accounts', { name: 'wANG', roles: [] })).status).toBe(409)
    for (const body of [
      { name: 'x' },
      { name: 'x', roles: ['public'] },
      { name: 'x', roles: [], password_hash: 'x' },
      { name: 'x', roles: [], zones: ["'"] },
      { name: '\u0000', roles: [] },
    ]) {
      expect((await admin.send('POST', '/admin/accounts', body)).status).toBe(400)
    }
    for (const none of ['/admin/accounts/999999', '/admin/accounts/999999/sessions'])
      expect((await admin.send('GET', none)).status).toBe(404)
    expect((await admin.send('GET', '/admin/accounts/x')).status).toBe(400)
  })

  it('changes rights from the next request on', async () => {
    const account = await addAccount(db(), { name: 'rising', roles: ['officer'], zones: ['Z1'] })
    const browser = await signedIn('rising')
    expect(await browser.get('/me')).toMatchObject({ roles: ['officer'], zones: ['Z1'] })
    const change = { roles: ['lead', 'planner'], zones: null, towns: [] }
    const answer = await admin.send('PATCH', `/admin/accounts/${account}`, change)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ roles: ['lead', 'planner'], zones: null, towns: [] })
    expect(await browser.get('/me')).toMatchObject({ roles: ['lead', 'planner'], zones: null, towns: [] })
    await admin.send('PATCH', `/admin/accounts/${account}`, { disabled: true })
    expect(await browser.who()).toBeNull()
    expect((await new Browser(app.url).signIn('rising')).status).toBe(401)
    expect((await admin.send('POST', `/admin/accounts/${account}/link`)).status).toBe(409)
    await admin.send('PATCH', `/admin/accounts/${account}`, { disabled: false })
    expect(await browser.who()).toBeNull()
    expect((await new Browser(app.url).signIn('rising')).status).toBe(204)
  })

  it('ends sessions and tokens of others', async () => {
    const account = await addAccount(db(), { name: 'careless', roles: ['officer'] })
    const browser = await signedIn('careless')
    const { sessions } = await admin.get(`/admin/accounts/${account}/sessions`)
    expect(sessions).toMatchObject([{ address: '127.0.0.1', method: 'password' }])
    const made = await browser.send('POST', '/me/tokens', { name: 'lost', scopes: ['read'] })
    const { id: token, token: secret } = await made.json()
    const listed = await admin.send('GET', '/admin/tokens')
    const text = await listed.text()
    expect(text).not.toContain(secret)
    expect(JSON.parse(text).tokens).toContainEqual(
      expect.objectContaining({ id: token, account: { id: account, name: 'careless', title: null } }),
    )
    expect((await admin.send('DELETE', `/admin/tokens/${token}`)).status).toBe(204)
    expect((await admin.send('DELETE', `/admin/tokens/${token}`)).status).toBe(404)
    const bearer = { authorization: `Bearer ${secret}` }
    expect((await new Browser(app.url).send('GET', '/me', undefined, bearer)).status).toBe(401)
    expect((await admin.send('DELETE', `/admin/accounts/${account}/sessions`)).status).toBe(204)
    expect(await browser.who()).toBeNull()
  })

  it('always keeps an administrator', async () => {
    for (const change of [{ roles: [] }, { roles: ['lead'] }, { disabled: true }])
      expect((await admin.send('PATCH', `/admin/accounts/${id}`, change)).status).toBe(409)
    const second = await addAccount(db(), { name: 'second', roles: ['admin'] })
    const other = await signedIn('second')
    const both = await Promise.all([
      admin.send('PATCH', `/admin/accounts/${second}`, { disabled: true }),
      other.send('PATCH', `/admin/accounts/${id}`, { roles: [] }),
    ])
    const { rows } = await db().query(
      "select from accounts join account_roles on account = id where role = 'admin' and disabled_at is null",
    )
    expect(rows.length, both.map(({ status }) => status).join()).toBeGreaterThan(0)
  })

  it('reads no hash and no digest from the database', async () => {
    const asAdmin = db().as({ role: 'admin', account: id })
    for (const secret of [
      'select password_hash from accounts',
      'select digest from api_tokens',
      'select digest from sign_in_links',
      'select sid from sessions',
      'select sess from sessions',
      'select * from server_secrets',
      "update accounts set password_hash = '$argon2id$x'",
      "insert into sessions (sid, sess, expire) values ('x', '{}', now())",
      "update api_tokens set scopes = '{admin}'",
    ]) {
      await expect(asAdmin.query(secret), secret).rejects.toMatchObject({ code: '42501' })
    }
    for (const role of ['public', 'lead', 'planner'] as const)
      for (const table of [
        'accounts',
        'account_roles',
        'sessions',
        'sign_in_links',
        'api_tokens',
        'server_secrets',
      ])
        await expect(db().as({ role }).query(`select from ${table}`)).rejects.toMatchObject({ code: '42501' })
  })

  it('records who changed what', async () => {
    const { rows } = await db().query(
      "select account, role, object from audit.entries where object like 'account_roles/%' and role = 'admin'",
    )
    expect(rows.length).toBeGreaterThan(0)
    expect(new Set(rows.map(({ account }) => account))).toContain(id)
  })
})

/** API tokens: shown once, scoped, revoked at once. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { loadFixture } from '../serve.ts'
import { addAccount, Browser } from './browser.ts'

describeOnPostgis('API tokens', (db) => {
  let app: ServedApp
  let browser: Browser
  beforeAll(async () => {
    await loadFixture(db())
    app = await serveApp(db())
    await addAccount(db(), { name: 'lead', roles: ['lead'] })
    await addAccount(db(), { name: 'officer', roles: ['officer'] })
    browser = new Browser(app.url)
    await browser.signIn('lead')
  })
  afterAll(() => app.close())

  async function make(scopes: string[], more: object = {}) {
    const answer = await browser.send('POST', '/me/tokens', { name: '三号车终端', scopes, ...more })
    expect(answer.status).toBe(201)
    return (await answer.json()) as { id: number; token: string; expires_at: string | null }
  }
  const as = (token: string, path: string, method = 'GET') =>
    fetch(app.url + path, { method, headers: { authorization: `Bearer ${token}` } })

  it('are shown once, and stored as a digest', async () => {
    const { token, id } = await make(['read'], { days: 30 })
    expect(token).toMatch(/^shuangxi_[\w-]{43}$/)
    const list = await browser.send('GET', '/me/tokens')
    const text = await list.text()
    expect(text).not.toContain(token)
    expect(JSON.parse(text).tokens.find((one: { id: number }) => one.id === id)).toMatchObject({
      name: '三号车终端',
      scopes: ['read'],
      last_used_at: null,
      revoked_at: null,
    })
    const { rows } = await db().query('select t::text from api_tokens as t')
    expect(JSON.stringify(rows)).not.toContain(token)
    const { rows: audited } = await db().query('select after::text from audit.entries')
    expect(JSON.stringify(audited)).not.toContain(token)
  })

  it('get from OPTIONS what their scopes allow', async () => {
    const offered = async (scopes: string[], path: string) =>
      (await as((await make(scopes)).token, path, 'OPTIONS')).headers.get('allow')
    expect(await offered(['read'], '/collections/incidents/items')).toBe('GET, HEAD, OPTIONS')
    expect(await offered(['read', 'write'], '/collections/incidents/items')).toBe('GET, POST, HEAD, OPTIONS')
    expect(await offered(['read', 'write'], '/patrol/units/1/positions')).toBe('OPTIONS')
    expect(await offered(['read', 'positions:write'], '/patrol/units/1/positions')).toBe('POST, OPTIONS')
  })

  it('see what their account sees, and do what their scopes allow', async () => {
    const reading = (await make(['read'])).token
    expect((await as(reading, '/collections/units/items')).status).toBe(200)
    expect(await (await as(reading, '/me')).json()).toMatchObject({
      account: { name: 'lead' },
      scopes: ['read'],
      session: null,
    })
    for (const [method, path] of [
      ['POST', '/collections/incidents/items'],
      ['DELETE', '/collections/units/items/1'],
      ['POST', '/patrol/units/1/positions'],
      ['GET', '/admin/accounts'],
      ['GET', '/%61dmin/accounts'],
      ['GET', '/me/tokens'],
      ['POST', '/me/tokens'],
      ['GET', '/me/sessions'],
      ['POST', '/sign-out'],
    ] as const) {
      const answer = await as(reading, path, method)
      expect(answer.status, `${method} ${path}`).toBe(403)
      expect(answer.headers.get('www-authenticate')).toContain('insufficient_scope')
    }
    const positions = (await make(['positions:write'])).token
    expect((await as(positions, '/collections/units/items')).status).toBe(403)
    expect((await as(positions, '/tiles/units/10/856/415.mvt')).status).toBe(403)
    expect((await as(positions, '/patrol/units/1/positions', 'POST')).status).not.toBe(403)
    const writing = (await make(['write'])).token
    expect((await as(writing, '/collections/incidents/items', 'POST')).status).toBe(415)
  })

  it('cannot exceed the rights of their account', async () => {
    const answer = await browser.send('POST', '/me/tokens', { name: 'all', scopes: ['read', 'admin'] })
    expect(answer.status).toBe(403)
    for (const body of [
      { name: 'x', scopes: [] },
      { name: 'x', scopes: ['all'] },
      { name: '', scopes: ['read'] },
      { name: 'x', scopes: ['read'], days: 0 },
      { name: 'x', scopes: ['read'], account: 1 },
    ]) {
      expect((await browser.send('POST', '/me/tokens', body)).status).toBe(400)
    }
  })

  it('are limited to a hundred valid ones', async () => {
    const officer = new Browser(app.url)
    await officer.signIn('officer')
    await db().query(
      `insert into api_tokens (account, name, digest, scopes)
      select id, 'x', sha256(n::text::bytea), '{read}' from accounts, generate_series(1, 100) as n where name = 'officer'`,
    )
    const make = () => officer.send('POST', '/me/tokens', { name: 'one more', scopes: ['read'] })
    expect((await make()).status).toBe(409)
    const { tokens } = await officer.get('/me/tokens')
    expect((await officer.send('DELETE', `/me/tokens/${tokens[0].id}`)).status).toBe(204)
    expect((await make()).status).toBe(201)
  })

  it('are invalid after they are revoked, by their owner only', async () => {
    const { id, token } = await make(['read'])
    expect((await as(token, '/collections/units/items')).status).toBe(200)
    const officer = new Browser(app.url)
    await officer.signIn('officer')
    expect((await officer.send('DELETE', `/me/tokens/${id}`)).status).toBe(404)
    expect((await browser.send('DELETE', `/me/tokens/${id}`)).status).toBe(204)
    const answer = await as(token, '/collections/units/items')
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toContain('invalid_token')
    expect((await as(token, '/tiles/units/10/856/415.mvt')).status).toBe(401)
    expect((await browser.send('DELETE', `/me/tokens/${id}`)).status).toBe(404)
    const { tokens } = await browser.get('/me/tokens')
    expect(tokens.find((one: { id: number }) => one.id === id).revoked_at).not.toBeNull()
    expect(tokens.find((one: { id: number }) => one.id === id).last_used_at).not.toBeNull()
  })

  it('are invalid after their expiry, or if unknown', async () => {
    const { id, token, expires_at } = await make(['read'], { days: 1 })
    expect(Date.parse(expires_at ?? '') - Date.now()).toBeGreaterThan(23 * 3_600_000)
    await db().query("update api_tokens set expires_at = now() - interval '1 second' where id = $1", [id])
    expect((await as(token, '/me')).status).toBe(401)
    for (const wrong of [`${token}x`, token.slice(1), 'x', `shuangxi_${'A'.repeat(43)}`, "' or true --"]) {
      expect((await as(wrong, '/me')).status, wrong).toBe(401)
      expect((await as(wrong, '/tiles/greenways/10/856/415.mvt')).status, wrong).toBe(401)
    }
    for (const authorization of ['Basic bGVhZDp4', 'Bearer', `Token ${token}`]) {
      expect((await fetch(`${app.url}/me`, { headers: { authorization } })).status, authorization).toBe(401)
    }
  })

  it('have priority over a cookie', async () => {
    const { token } = await make(['read'])
    const officer = new Browser(app.url)
    await officer.signIn('officer')
    const answer = await officer.send('GET', '/me', undefined, { authorization: `Bearer ${token}` })
    expect((await answer.json()).account.name).toBe('lead')
  })
})

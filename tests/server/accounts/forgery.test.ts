/** Requests that another site causes in a browser must not act for its signed-in reader. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { addAccount, Browser, PASSWORD } from './browser.ts'

describeOnPostgis('requests from another site', (db) => {
  let app: ServedApp
  let browser: Browser
  beforeAll(async () => {
    app = await serveApp(db())
    await addAccount(db(), { name: 'admin', roles: ['admin'] })
    browser = new Browser(app.url)
    await browser.signIn('admin')
  })
  afterAll(() => app.close())

  const foreign: readonly Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: '' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ]

  it('are refused with a cookie at every endpoint', async () => {
    for (const headers of [...foreign, { 'sec-fetch-site': 'cross-site', origin: app.url }]) {
      for (const [method, path, body] of [
        ['POST', '/me/tokens', { name: 'x', scopes: ['read'] }],
        ['POST', '/me/password', { password: 'long enough for that' }],
        ['DELETE', '/me/sessions', undefined],
        ['POST', '/sign-out', undefined],
        ['POST', '/admin/accounts', { name: 'mine', roles: ['admin'] }],
        ['DELETE', '/collections/units/items/1', undefined],
      ] as const) {
        const answer = await browser.send(method, path, body, headers)
        expect(answer.status, `${method} ${path} ${JSON.stringify(headers)}`).toBe(403)
      }
    }
    expect(await browser.who()).toBe('admin')
  })

  it('sign nobody in', async () => {
    for (const headers of foreign) {
      const other = new Browser(app.url)
      const answer = await other.send('POST', '/sign-in', { name: 'admin', password: PASSWORD }, headers)
      expect(answer.status).toBe(403)
      expect(other.cookies.size).toBe(0)
      expect((await other.send('POST', '/sign-in/link', { token: 'x'.repeat(43) }, headers)).status).toBe(403)
    }
  })

  it('are accepted from this site, by Sec-Fetch-Site or by Origin', async () => {
    const made = (headers: Record<string, string>) =>
      browser.send('POST', '/me/tokens', { name: 'x', scopes: ['read'] }, headers)
    expect((await made({ 'sec-fetch-site': 'same-origin' })).status).toBe(201)
    expect((await made({ origin: app.url })).status).toBe(201)
    expect((await made({ origin: app.url.replace('127.0.0.1', 'localhost') })).status).toBe(403)
  })

  it('are harmless by GET, and tokens need no origin', async () => {
    expect((await browser.send('GET', '/me', undefined, { 'sec-fetch-site': 'cross-site' })).status).toBe(200)
    const answer = await browser.send('POST', '/me/tokens', { name: 'x', scopes: ['admin'] })
    const { token } = await answer.json()
    const created = await fetch(`${app.url}/admin/accounts`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        origin: 'https://evil.example',
      },
      body: JSON.stringify({ name: 'by a program', roles: ['officer'] }),
    })
    expect(created.status).toBe(201)
  })
})

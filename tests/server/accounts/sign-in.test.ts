import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeLink } from '../../../server/accounts/password/links.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { addAccount, Browser, PASSWORD } from './browser.ts'

describeOnDatabase('signing in', (db) => {
  let app: ServedApp
  let lead: number
  beforeAll(async () => {
    app = await serveApp(db())
    lead = await addAccount(db(), { name: 'Lin', title: '林队', roles: ['lead'], zones: ['Z1'] })
  })
  afterAll(() => app.close())
  const open = () => new Browser(app.url)

  it('identifies nobody at first, and stores nothing for visitors', async () => {
    const browser = open()
    const me = await browser.get('/me')
    expect(me).toMatchObject({ account: null, roles: ['public'], session: null, oidc: false })
    expect(me.layers).toContain('greenways')
    expect(me.layers).not.toContain('incidents')
    await browser.get('/collections')
    expect(browser.set).toEqual([])
    const { rows } = await db().query('select from sessions')
    expect(rows).toHaveLength(0)
  })

  it('identifies an account by name and password, in any case, and ends at sign-out', async () => {
    const browser = open()
    expect((await browser.signIn(' lIN ')).status).toBe(204)
    expect(await browser.get('/me')).toMatchObject({
      account: { id: lead, name: 'Lin', title: '林队', has_password: true },
      roles: ['lead'],
      zones: ['Z1'],
      towns: null,
      layers: expect.arrayContaining(['incidents', 'units']),
      session: { method: 'password' },
      asks_current_password: true,
    })
    expect((await browser.send('POST', '/sign-out')).status).toBe(204)
    expect(browser.cookies.size).toBe(0)
    expect(await browser.who()).toBeNull()
    expect((await browser.send('POST', '/sign-out')).status).toBe(204)
  })

  it('gives the same answer after the same time, whatever is wrong', async () => {
    await addAccount(db(), { name: 'gone', roles: ['lead'] })
    await db().query("update accounts set disabled_at = now() where name = 'gone'")
    await db().query("insert into accounts (name) values ('no password')")
    const wrong = ['Lin', 'nobody', 'gone', 'no password']
    await open().signIn('warm-up', 'x')
    const times: number[] = []
    const bodies = new Set<string>()
    for (const name of wrong) {
      const password = name === 'gone' ? PASSWORD : 'something else'
      const started = performance.now()
      const answer = await open().signIn(name, password)
      times.push(performance.now() - started)
      expect(answer.status).toBe(401)
      bodies.add(await answer.text())
    }
    expect(bodies.size).toBe(1)
    // Without argon2id an answer would take a hundredth of the time.
    expect(Math.min(...times)).toBeGreaterThan(Math.max(...times) / 8)
  })

  it('refuses invalid passwords, names and bodies', async () => {
    for (const body of [
      {},
      { name: 'Lin' },
      { name: 'Lin', password: 1 },
      { name: ' ', password: 'x' },
      [],
      'x',
    ]) {
      const answer = await open().send('POST', '/sign-in', body)
      expect(answer.status).toBe(400)
      expect(await answer.text()).not.toContain('"password":"')
    }
    const form = await open().send(
      'POST',
      '/sign-in',
      { name: 'Lin', password: PASSWORD },
      {
        'content-type': 'application/x-www-form-urlencoded',
      },
    )
    expect(form.status).toBe(415)
  })

  it('never keeps a session whose id someone else could know', async () => {
    const [attacker, victim] = [open(), open()]
    await attacker.signIn('Lin')
    const planted = attacker.cookies.get('shuangxi') ?? ''
    victim.cookies.set('shuangxi', planted)
    await victim.signIn('Lin')
    expect(victim.cookies.get('shuangxi')).not.toBe(planted)
    expect(await victim.who()).toBe('Lin')
    expect(await attacker.who()).toBeNull()
    // A session id that was never issued, signed or not.
    for (const value of ['s:planted', 's%3Aplanted.AAAA', `${planted}x`, planted.replace(/.$/, '')]) {
      const other = open()
      other.cookies.set('shuangxi', value)
      expect(await other.who()).toBeNull()
      await other.signIn('Lin')
      expect(other.cookies.get('shuangxi')).not.toContain('planted')
      expect(await other.who()).toBe('Lin')
    }
  })

  it('stores nothing that reveals a session or a password', async () => {
    const browser = open()
    await browser.signIn('Lin')
    const cookie = decodeURIComponent(browser.cookies.get('shuangxi') ?? '')
    const id = /^s:([^.]+)\./.exec(cookie)?.[1] ?? ''
    expect(id).toHaveLength(43)
    const kept = await db().query(
      'select sid, sess::text from sessions union all select name, password_hash from accounts',
    )
    const text = JSON.stringify(kept.rows)
    expect(text).not.toContain(id)
    expect(text).not.toContain('香樟')
    expect(text).toContain('$argon2id$v=19$m=19456,p=1,t=2$')
  })

  it('sets cookies that are hidden from scripts and other sites, and need TLS if there is TLS', async () => {
    const browser = open()
    await browser.signIn('Lin')
    expect(browser.set[0]).toMatch(/^shuangxi=s%3A[^;]+; Path=\/; HttpOnly; SameSite=Lax$/)
    const behind = await serveApp(db(), { TRUST_PROXY: '1' })
    const forwarded = {
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'map.example',
      origin: 'https://map.example',
    }
    const secure = new Browser(behind.url)
    const answer = await secure.send('POST', '/sign-in', { name: 'Lin', password: PASSWORD }, forwarded)
    expect(answer.status).toBe(204)
    expect(secure.set[0]).toMatch(/^__Host-shuangxi=s%3A[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    const me = async () => (await secure.send('GET', '/me', undefined, forwarded)).json()
    expect((await me()).account.name).toBe('Lin')
    // The same session under a name that any neighbouring host could set.
    secure.cookies.set('shuangxi', secure.cookies.get('__Host-shuangxi') ?? '')
    secure.cookies.delete('__Host-shuangxi')
    expect((await me()).account).toBeNull()
    await behind.close()
  })

  it('redeems a link once, by POST only, and not after its expiry', async () => {
    const token = await makeLink(db(), lead, 1)
    for (const path of [
      '/sign-in',
      `/sign-in?token=${token}`,
      `/sign-in/link?token=${token}`,
      '/sign-in/link',
    ]) {
      await open().send('GET', path)
      await open().send('HEAD', path)
    }
    const browser = open()
    expect((await browser.send('POST', '/sign-in/link', { token })).status).toBe(204)
    expect(await browser.get('/me')).toMatchObject({
      account: { name: 'Lin' },
      session: { method: 'link' },
      asks_current_password: false,
    })
    expect((await open().send('POST', '/sign-in/link', { token })).status).toBe(401)
    const late = await makeLink(db(), lead, 1)
    await db().query(
      "update sign_in_links set expires_at = now() - interval '1 second' where redeemed_at is null",
    )
    expect((await open().send('POST', '/sign-in/link', { token: late })).status).toBe(401)
    const [former, latter] = [await makeLink(db(), lead, 1), await makeLink(db(), lead, 1)]
    expect((await open().send('POST', '/sign-in/link', { token: former })).status).toBe(401)
    const both = await Promise.all([1, 2].map(() => open().send('POST', '/sign-in/link', { token: latter })))
    expect(both.map(({ status }) => status).sort()).toEqual([204, 401])
  })

  it('records successful and failed sign-ins, and never what was typed', async () => {
    const { rows } = await db().query(
      "select action, object, before, after from audit.entries where action like 'sign%'",
    )
    const actions = new Set(rows.map(({ action, object }) => `${action} ${object}`))
    expect(actions).toContain(`sign-in accounts/${lead}`)
    expect(actions).toContain(`sign-in-refused accounts/${lead}`)
    expect(actions).toContain('sign-in-refused accounts')
    expect(actions).toContain(`sign-out accounts/${lead}`)
    expect(JSON.stringify(rows)).not.toMatch(/香樟|something else|nobody/)
  })
})

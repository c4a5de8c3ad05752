/** Guessing passwords and tokens, from one address and from many, on one server and on two. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { addAccount, PASSWORD } from '../accounts/browser.ts'

describeOnDatabase('guessing passwords', (db) => {
  let servers: readonly ServedApp[]
  beforeAll(async () => {
    const behindProxy = { TRUST_PROXY: '1' }
    // The embedded database has one server only.
    const count = db().kind === 'embedded' ? 1 : 2
    servers = await Promise.all(Array.from({ length: count }, () => serveApp(db(), behindProxy)))
    for (const name of ['chief', 'victim', 'busy']) await addAccount(db(), { name, roles: ['lead'] })
  })
  afterAll(() => Promise.all(servers.map((server) => server.close())))

  let turn = 0
  const signIn = async (name: string, password: string, address: string) => {
    turn += 1
    const server = servers[turn % servers.length]
    const answer = await fetch(`${server?.url}/sign-in`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
        // Entries before the proxy's own are invented by the client.
        'x-forwarded-for': `10.9.8.${turn % 250}, ${address}`,
      },
      body: JSON.stringify({ name, password }),
    })
    return { status: answer.status, headers: answer.headers, body: await answer.text() }
  }
  const guesses = (count: number, name: (i: number) => string, address: (i: number) => string) =>
    Promise.all(Array.from({ length: count }, (_, i) => signIn(name(i), `guess number ${i}`, address(i))))
  const passed = (answers: readonly { readonly status: number }[]) =>
    answers.filter(({ status }) => status !== 429).length

  it('is stopped after a few attempts from one address at one account', async () => {
    const answers = await guesses(
      20,
      () => 'chief',
      () => '192.0.2.10',
    )
    expect(passed(answers)).toBe(6)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 429]))
    const refused = await signIn('CHIEF ', PASSWORD, '192.0.2.10')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800)
    expect(refused.headers.get('ratelimit')).toMatch(/;r=0;t=\d+$/)
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect((await signIn('chief', PASSWORD, '192.0.2.11')).status).toBe(204)
  })

  it('does not reveal whether an account exists', async () => {
    const known = await guesses(
      8,
      () => 'chief',
      () => '192.0.2.12',
    )
    const unknown = await guesses(
      8,
      () => 'nobody',
      () => '192.0.2.13',
    )
    const shown = ({ status, body, headers }: (typeof known)[number]) =>
      [status, body.replaceAll(/\d+/g, 'n'), [...headers.keys()].sort().join()].join(' ')
    expect(new Set(unknown.map(shown))).toEqual(new Set(known.map(shown)))
  })

  it('is stopped after some attempts from one address at all accounts', async () => {
    expect(
      passed(
        await guesses(
          50,
          (i) => `name ${i}`,
          () => '192.0.2.14',
        ),
      ),
    ).toBe(30)
    // Other customers of the same provider.
    expect(
      passed(
        await guesses(
          50,
          (i) => `name ${i}`,
          (i) => `2001:db8:0:1::${i + 1}`,
        ),
      ),
    ).toBe(30)
    expect((await signIn('name 1', 'x', '2001:db8:0:2::1')).status).toBe(401)
  })

  it('from many addresses does not lock accounts at known addresses', async () => {
    expect((await signIn('victim', PASSWORD, '192.0.2.20')).status).toBe(204)
    expect(
      passed(
        await guesses(
          60,
          () => 'victim',
          (i) => `198.51.100.${i + 1}`,
        ),
      ),
    ).toBe(20)
    expect((await signIn('victim', PASSWORD, '203.0.113.5')).status).toBe(429)
    expect((await signIn('victim', PASSWORD, '192.0.2.20')).status).toBe(204)
  })

  it('does not include frequent successful sign-ins', async () => {
    for (let i = 0; i < 40; i++) expect((await signIn('busy', PASSWORD, '192.0.2.30')).status).toBe(204)
  })

  it('stores no names and no addresses', async () => {
    if (db().kind === 'embedded') return
    const { rows } = await db().query<{ key: string }>('select key from rate_limits')
    expect(rows.length).toBeGreaterThan(50)
    expect(rows.map(({ key }) => key).join('\n')).not.toMatch(/victim|192\.0\.2|2001:db8/)
  })
})

/** A real OpenID provider on this machine, whose people sign in by name only. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { freePort } from '../../environment/cluster.ts'

export const CLIENT = { id: 'shuangxi', secret: 'a secret of 32 characters or more!' }

export interface TestProvider {
  readonly issuer: string
  /** Claims of each person from now on. */
  readonly people: Map<string, Readonly<Record<string, unknown>>>
  close(): Promise<void>
}

/** Has one client, which returns to `redirectUri`. */
export async function startProvider(redirectUri: string): Promise<TestProvider> {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const people = new Map<string, Readonly<Record<string, unknown>>>()
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups'] },
    cookies: { keys: ['only for tests'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, preferred_username: id, ...people.get(id) }),
    }),
    pkce: { required: () => true },
    ttl: { Session: 600, Grant: 600, Interaction: 600, AccessToken: 600, IdToken: 600 },
  })
  const server = createServer(provider.callback())
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    people,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/**
 * Goes to the provider, signs in there as `name`, and returns the address that it redirects the browser to.
 */
export async function passProvider(start: string, name: string): Promise<string> {
  const cookies = new Map<string, string>()
  const go = async (address: string, form?: Record<string, string>) => {
    const answer = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(key, value)
    }
    return answer
  }
  const home = new URL(start).origin
  let answer = await go(start)
  for (let steps = 0; steps < 12; steps++) {
    const location = answer.headers.get('location')
    const to = location === null ? null : new URL(location, home)
    if (to && to.origin !== home) return to.href
    if (to) {
      answer = await go(to.href)
      continue
    }
    const page = await answer.text()
    const [, action] = /<form[^>]* action="([^"]+)"/.exec(page) ?? []
    const [, prompt = ''] = /name="prompt" value="(\w+)"/.exec(page) ?? []
    if (!action) throw new Error(`The provider shows no form: ${page.slice(0, 2000)}`)
    answer = await go(new URL(action, home).href, { prompt, login: name, password: 'any' })
  }
  throw new Error('The provider does not let go.')
}

/** A browser as far as sessions are concerned: it keeps cookies, and sends the origin of its requests. */
import type { Database } from '../../../geodata/database/database.ts'
import { createAccount, type NewAccount, setPasswordHash } from '../../../server/accounts/accounts.ts'
import { hashPassword } from '../../../server/accounts/password/passwords.ts'

export const PASSWORD = '青山湖边一棵香樟树 camphor'

export class Browser {
  readonly #base: string
  readonly cookies = new Map<string, string>()
  /** The Set-Cookie lines as received. */
  readonly set: string[] = []

  constructor(base: string) {
    this.#base = base
  }

  /** Sends a request from a page of the server itself, unless headers say otherwise. */
  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(`${this.#base}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(method === 'GET' ? {} : { origin: new URL(this.#base).origin }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie === '' ? {} : { cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const line of answer.headers.getSetCookie()) this.#keep(line)
    return answer
  }

  /** Returns the JSON of an answer to GET. */
  async get(path: string) {
    return (await this.send('GET', path)).json()
  }

  /** Returns the name of the viewer that the server recognises; null for the public. */
  async who(): Promise<string | null> {
    return (await this.get('/me')).account?.name ?? null
  }

  signIn(name: string, password = PASSWORD) {
    return this.send('POST', '/sign-in', { name, password })
  }

  #keep(line: string): void {
    this.set.push(line)
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    const over = /expires=([^;]+)/i.exec(line)?.[1]
    if (over && Date.parse(over) < Date.now()) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

/** Creates an account with PASSWORD and returns its id. */
export async function addAccount(database: Database, account: NewAccount): Promise<number> {
  const id = await createAccount(database, account)
  if (id === undefined) throw new Error(`There is an account ${account.name}.`)
  await setPasswordHash(database, id, await hashPassword(PASSWORD))
  return id
}

/** The sample's accounts in the browser tests: their one-time links and sessions. */
import type { Page } from '@playwright/test'
import { runToEnd, type ServerProcess } from '../environment/server-process.ts'
import { printedTokens, redeem, type Session } from '../environment/sign-in-links.ts'
import { type ServerName, serverUrl } from './page.ts'

export type SampleAccount = 'officer' | 'lead' | 'planner' | 'admin'

/** Not signed in here, for the test that uses the link itself. */
const forTheirOwners: readonly SampleAccount[] = ['planner']

/**
 * Signs in with the links that a server has printed; the tests' workers find the sessions in their
 * environment.
 */
export async function useSampleAccounts(server: ServerProcess): Promise<void> {
  const tokens = await printedTokens(server)
  const sessions: Record<string, Session> = {}
  for (const [name, token] of tokens) {
    if (!forTheirOwners.includes(name as SampleAccount)) sessions[name] = await redeem(server.url, token)
  }
  process.env.SAMPLE_SESSIONS = JSON.stringify(sessions)
  process.env.SAMPLE_LINKS = JSON.stringify(Object.fromEntries(tokens))
}

/** Creates a planner on the PostGIS server, which has no sample, and signs in. */
export async function usePlanner(environment: Readonly<Record<string, string>>, url: string): Promise<void> {
  const add = ['server/accounts/cli/main.ts', 'add', 'importer', '--role', 'planner', '--url', url]
  const token = /#token=(\S+)/.exec(await runToEnd(add, environment))?.[1] ?? ''
  process.env.REAL_SESSIONS = JSON.stringify({ planner: await redeem(url, token) })
}

/** Returns the address of an account's one-time link. */
export function linkOf(name: SampleAccount): string {
  const links = JSON.parse(process.env.SAMPLE_LINKS ?? '{}') as Record<string, string>
  return `${serverUrl('SAMPLE_URL')}/sign-in#token=${links[name]}`
}

/** Signs a page in to an account by its link. */
export async function signIn(
  page: Page,
  name: SampleAccount,
  server: ServerName = 'SAMPLE_URL',
): Promise<void> {
  const known = server === 'SAMPLE_URL' ? process.env.SAMPLE_SESSIONS : process.env.REAL_SESSIONS
  const sessions = JSON.parse(known ?? '{}') as Record<string, Session>
  const session = sessions[name]
  if (!session) throw new Error(`${name} has no session`)
  await page.context().addCookies([{ ...session, url: serverUrl(server) }])
}

/** Signs a page in to a new account of a role, so that ending its sessions ends no other test's. */
export async function signInAsNew(page: Page, name: string, role: SampleAccount): Promise<void> {
  const server = serverUrl('SAMPLE_URL')
  await signIn(page, 'admin')
  const answer = await page.request.post(`${server}/admin/accounts`, {
    headers: { Origin: server },
    data: { name, roles: [role] },
  })
  const token = /#token=([^"\s]+)/.exec(await answer.text())?.[1]
  if (token === undefined) throw new Error(`the account was answered with ${answer.status()}`)
  await page.context().addCookies([{ ...(await redeem(server, token)), url: server }])
}

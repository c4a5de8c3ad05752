/** The sample's accounts in the browser tests: their one-time links, which a first start prints, and sessions. */
import { setTimeout } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { runToEnd, type ServerProcess } from '../environment/server-process.ts'
import { type ServerName, serverUrl } from './page.ts'

export type SampleAccount = 'officer' | 'lead' | 'planner' | 'admin'

/** Kept whole, for the test that opens it as its owner would. */
const forTheirOwners: readonly SampleAccount[] = ['planner']

interface Session {
  readonly name: string
  readonly value: string
}

function linksOf(output: string): Map<string, string> {
  const links = output.matchAll(/^ *(\w+) +https?:\/\/\S+\/sign-in#token=(\S+)$/gm)
  return new Map([...links].map(([, name = '', token = '']) => [name, token]))
}

async function redeem(url: string, token: string): Promise<Session> {
  const headers = { Origin: url, 'Content-Type': 'application/json' }
  const answer = await fetch(`${url}/sign-in/link`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token }),
  })
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(answer.headers.get('set-cookie') ?? '') ?? []
  if (!answer.ok || name === '') throw new Error(`the link was answered with ${answer.status}`)
  return { name, value }
}

/** Signs in by the links that a server has printed; the tests' workers find the sessions in their environment. */
export async function useSampleAccounts({ url, output }: ServerProcess): Promise<void> {
  let links = linksOf(output())
  for (let waited = 0; links.size < 4; waited += 100) {
    if (waited > 20_000) throw new Error(`the server printed no links:\n${output()}`)
    await setTimeout(100)
    links = linksOf(output())
  }
  const sessions: Record<string, Session> = {}
  for (const [name, token] of links) {
    if (!forTheirOwners.includes(name as SampleAccount)) sessions[name] = await redeem(url, token)
  }
  process.env.SAMPLE_SESSIONS = JSON.stringify(sessions)
  process.env.SAMPLE_LINKS = JSON.stringify(Object.fromEntries(links))
}

/** Makes a planner on the PostGIS server, which has no sample, and signs in. */
export async function usePlanner(environment: Readonly<Record<string, string>>, url: string): Promise<void> {
  const add = ['server/accounts/cli/main.ts', 'add', 'importer', '--role', 'planner', '--url', url]
  const token = /#token=(\S+)/.exec(await runToEnd(add, environment))?.[1] ?? ''
  process.env.REAL_SESSIONS = JSON.stringify({ planner: await redeem(url, token) })
}

/** The address of an account's one-time link. */
export function linkOf(name: SampleAccount): string {
  const links = JSON.parse(process.env.SAMPLE_LINKS ?? '{}') as Record<string, string>
  return `${serverUrl('SAMPLE_URL')}/sign-in#token=${links[name]}`
}

/** Gives a page the session of an account that has come by its link. */
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

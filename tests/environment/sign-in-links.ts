/** The one-time sign-in links of the sample's accounts, which a first start prints. */
import { setTimeout } from 'node:timers/promises'
import type { ServerProcess } from './server-process.ts'

/** A session cookie. */
export interface Session {
  readonly name: string
  readonly value: string
}

function linksOf(output: string): Map<string, string> {
  const links = output.matchAll(/^ *(\w+) +https?:\/\/\S+\/sign-in#token=(\S+)$/gm)
  return new Map([...links].map(([, name = '', token = '']) => [name, token]))
}

/** Waits until the server has printed its links and returns their tokens by account. */
export async function printedTokens({ output }: ServerProcess): Promise<ReadonlyMap<string, string>> {
  for (let waited = 0; ; waited += 100) {
    const tokens = linksOf(output())
    if (tokens.size >= 4) return tokens
    if (waited > 20_000) throw new Error(`the server printed no links:\n${output()}`)
    await setTimeout(100)
  }
}

/** Signs in at the server at `url` with the token of a one-time link. */
export async function redeem(url: string, token: string): Promise<Session> {
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

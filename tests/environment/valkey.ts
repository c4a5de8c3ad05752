/** A Valkey or Redis for one test: loopback only, nothing on disk. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { Redis } from 'ioredis'
import { freePort } from './cluster.ts'

const programs = ['/usr/bin/valkey-server', '/usr/bin/redis-server', '/usr/local/bin/valkey-server']

/** Returns the program of this machine, or undefined. */
export function findValkey(): string | undefined {
  return programs.find((path) => existsSync(path))
}

export interface Valkey {
  readonly url: string
  /** All its keys. */
  keys(): Promise<string[]>
  pause(): Promise<void>
  resume(): Promise<void>
}

async function answers(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null })
  client.on('error', () => undefined)
  const answer = await client.connect().then(
    () => client.ping(),
    () => '',
  )
  client.disconnect()
  return answer === 'PONG'
}

/** Starts one; `pause` ends the process, `resume` starts an empty one on the same port. */
export async function startValkey(): Promise<Valkey> {
  const program = findValkey()
  if (program === undefined) throw new Error('Neither Valkey nor Redis is installed: run `npm test`.')
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  const start = async () => {
    const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
    const child = spawn(program, settings, { stdio: 'ignore' })
    while (!(await answers(url))) await new Promise((resolve) => setTimeout(resolve, 50))
    return child
  }
  let server = await start()
  return {
    url,
    keys: async () => {
      const client = new Redis(url)
      const keys = await client.keys('*')
      client.disconnect()
      return keys
    },
    pause: async () => {
      const ended = once(server, 'close')
      server.kill('SIGKILL')
      await ended
    },
    resume: async () => {
      server = await start()
    },
  }
}

/** A PostgreSQL cluster for one test run: loopback only, no durability, gone at the end. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { findPostgisBinaries } from './postgis-binaries.ts'

export interface Cluster {
  /** Address of its `postgres` database, superuser `postgres`, no password. */
  readonly url: string
  /** Ends the server, with `immediate` as a crash does, and starts it again on the same port. */
  restart(how?: 'fast' | 'immediate'): Promise<void>
  pause(): Promise<void>
  resume(): Promise<void>
  stop(): Promise<void>
}

/** Returns a port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}

/** The server refuses to run as root; then it runs as `postgres`. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']).toString())
  return { uid: id('-u'), gid: id('-g') }
}

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  jit: 'off',
  max_connections: '60',
  shared_buffers: '256MB',
  max_parallel_workers_per_gather: '0',
  // What tests need in their statistics they analyse themselves.
  autovacuum: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
}

/** Loaded once, because each of a run's thousand connections needs as long to load it as for all else. */
function preloaded(binaries: string): Readonly<Record<string, string>> {
  const isThere = existsSync(join(binaries, '../lib/postgis-3.so'))
  return isThere ? { shared_preload_libraries: 'postgis-3' } : {}
}

/** Creates a cluster in a temporary folder and starts it. */
export async function startCluster(): Promise<Cluster> {
  const binaries = findPostgisBinaries()
  if (binaries === undefined) throw new Error('PostgreSQL with PostGIS is not installed: run `npm test`.')
  const user = serverUser()
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-postgis-'))
  if (user) chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
  const options = { ...user, cwd: folder, stdio: 'ignore' } as const
  const initdb = [
    '-D',
    folder,
    '-A',
    'trust',
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ]
  execFileSync(join(binaries, 'initdb'), initdb, options)
  const port = await freePort()
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`
  const args = Object.entries({ ...settings, ...preloaded(binaries), port: String(port) }).flatMap(
    ([key, value]) => ['-c', `${key}=${value}`],
  )
  const start = async () => {
    const child = spawn(join(binaries, 'postgres'), ['-D', folder, ...args], options)
    await untilAnswers(url)
    return child
  }
  let server = await start()
  const end = async (signal: 'SIGINT' | 'SIGQUIT') => {
    const ended = once(server, 'close')
    server.kill(signal)
    await ended
  }
  return {
    url,
    pause: () => end('SIGINT'),
    resume: async () => {
      server = await start()
    },
    restart: async (how = 'fast') => {
      await end(how === 'fast' ? 'SIGINT' : 'SIGQUIT')
      server = await start()
    },
    stop: async () => {
      if (server.exitCode === null) await end('SIGQUIT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function untilAnswers(url: string): Promise<void> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    const failure = await client.connect().then(
      () => undefined,
      (error: Error) => error,
    )
    if (failure === undefined) return client.end()
    if (Date.now() > deadline) throw new Error(`PostgreSQL does not answer: ${failure.message}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** A server with accounts that may import, and the requests of the page. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pino } from 'pino'
import type { Viewer } from '../../../geodata/access/viewer.ts'
import { publicViewer } from '../../../geodata/access/viewer.ts'
import type { Database } from '../../../geodata/database/database.ts'
import type { FileAnswer } from '../../../geodata/model/answers/file.ts'
import { isFinished, type JobAnswer } from '../../../geodata/model/answers/job.ts'
import { dataContext } from '../../../server/context.ts'
import { filesEndpoints } from '../../../server/files/routes.ts'
import { importsEndpoints } from '../../../server/imports/routes.ts'
import { startImports } from '../../../server/imports/start-imports.ts'
import { jobsEndpoints } from '../../../server/jobs/routes.ts'
import { outlineJobs } from '../../../server/planning/outlines/jobs.ts'
import { outlineEndpoints } from '../../../server/planning/outlines/routes.ts'
import { readSettings } from '../../../server/settings.ts'
import { serve, type TestServer } from '../serve.ts'

/** Accounts by name; each has its own server on the same database. */
export type ImporterName = 'planner' | 'otherPlanner' | 'plannerOfTown' | 'officer' | 'admin'

const roleOf: Readonly<Record<ImporterName, string>> = {
  planner: 'planner',
  otherPlanner: 'planner',
  plannerOfTown: 'planner',
  officer: 'officer',
  admin: 'admin',
}

async function viewers(database: Database): Promise<Map<ImporterName, Viewer>> {
  const found = new Map<ImporterName, Viewer>()
  for (const [name, role] of Object.entries(roleOf) as [ImporterName, Viewer['role']][]) {
    const towns = name === 'plannerOfTown' ? ['330112008'] : null
    const { rows } = await database.query<{ id: number }>(
      'insert into accounts (name, towns) values ($1, $2) returning id::float8 as id',
      [name, towns],
    )
    const account = rows[0]?.id ?? 0
    await database.query('insert into account_roles (account, role) values ($1, $2)', [account, role])
    found.set(name, towns ? { role: 'planner_limited', towns, account } : { role, account })
  }
  return found
}

export class Importing {
  readonly accounts: ReadonlyMap<string, Viewer>
  readonly #servers: ReadonlyMap<string, TestServer>
  readonly #close: () => Promise<void>

  private constructor(
    accounts: ReadonlyMap<string, Viewer>,
    servers: ReadonlyMap<string, TestServer>,
    close: () => Promise<void>,
  ) {
    this.accounts = accounts
    this.#servers = servers
    this.#close = close
  }

  /** Serves imports and outlines on a database, and runs their jobs. */
  static async start(database: Database, environment: Readonly<Record<string, string>> = {}) {
    const folder = await mkdtemp(join(tmpdir(), 'shuangxi-imports-'))
    const settings = readSettings({ DATA_DIR: folder, ...environment })
    const context = {
      ...dataContext(database),
      systemDatabase: database,
      settings,
      log: pino({ level: 'error' }),
    }
    const endpoints = [
      ...filesEndpoints(context),
      ...jobsEndpoints(context),
      ...importsEndpoints(context),
      ...outlineEndpoints(context),
    ]
    const accounts = await viewers(database)
    const servers = new Map<string, TestServer>([['public', await serve(endpoints, publicViewer)]])
    for (const [name, viewer] of accounts) servers.set(name, await serve(endpoints, viewer))
    const stop = startImports(context, undefined, outlineJobs(context))
    return new Importing(accounts, servers, async () => {
      await stop()
      for (const server of servers.values()) await server.close()
      await rm(folder, { recursive: true, force: true })
    })
  }

  close(): Promise<void> {
    return this.#close()
  }

  /** Address of the server of an account. */
  origin(who: ImporterName | 'public'): string {
    return this.#servers.get(who)?.url ?? ''
  }

  async ask(
    who: ImporterName | 'public',
    method: string,
    path: string,
    body?: unknown,
    // biome-ignore lint/suspicious/noExplicitAny: bodies are checked by what the tests expect of them
  ): Promise<{ status: number; body: any }> {
    const bytes = body instanceof Uint8Array
    const answer = await fetch(`${this.#servers.get(who)?.url}${path}`, {
      method,
      headers:
        body === undefined ? {} : { 'content-type': bytes ? 'application/octet-stream' : 'application/json' },
      ...(body === undefined ? {} : { body: bytes ? new Uint8Array(body) : JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
  }

  /** Downloads a file. Throws if there is none. */
  async bytes(who: ImporterName, path: string): Promise<Buffer> {
    const answer = await fetch(`${this.#servers.get(who)?.url}${path}`)
    if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`)
    return Buffer.from(await answer.arrayBuffer())
  }

  /** Uploads a file in two parts. */
  async upload(who: ImporterName, name: string, content: Uint8Array): Promise<FileAnswer> {
    const { body: file } = await this.ask(who, 'POST', '/files', { name, bytes: content.length })
    const half = Math.floor(content.length / 2)
    await this.ask(who, 'PATCH', `/files/${file.id}?offset=0`, content.subarray(0, half))
    return (await this.ask(who, 'PATCH', `/files/${file.id}?offset=${half}`, content.subarray(half))).body
  }

  /** Queues a job and waits for its end. */
  async done(who: ImporterName, path: string, body: unknown): Promise<JobAnswer> {
    const { status, body: job } = await this.ask(who, 'POST', path, body)
    if (status !== 202) throw new Error(`${status}: ${JSON.stringify(job)}`)
    return this.until(who, job.id, isFinished)
  }

  /** Returns a job as soon as it meets a condition. */
  async until(who: ImporterName, id: string, isSo: (job: JobAnswer) => boolean): Promise<JobAnswer> {
    for (;;) {
      const { status, body } = await this.ask(who, 'GET', `/jobs/${id}`)
      if (status === 200 && isSo(body)) return body
      await setTimeout(50)
    }
  }
}

/** A server over a test's database, on a free port, with the small world of fixture.sql. */

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import express, { type NextFunction, type Request, type Response } from 'express'
import type { Database } from '../../geodata/database.ts'
import { ProblemError } from '../../server/errors.ts'
import { type Endpoint, mount } from '../../server/http/endpoint.ts'

/** Fills an empty database with the fixture's rows. */
export async function loadFixture(database: Database): Promise<void> {
  const sql = readFileSync(new URL('fixture.sql', import.meta.url), 'utf8')
  await database.transaction(async (client) => {
    for (const statement of sql.split(/;\n/)) if (statement.trim() !== '') await client.query(statement)
    await client.query('analyze')
  })
}

export interface TestServer {
  readonly url: string
  close(): Promise<void>
}

/** Serves endpoints on 127.0.0.1; errors become JSON with both languages. */
export async function serve(endpoints: readonly Endpoint[]): Promise<TestServer> {
  const app = express()
  mount(app, endpoints)
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    if (!(error instanceof ProblemError)) console.error(error)
    const problem = error instanceof ProblemError ? error : new ProblemError(500, oops, oops)
    response
      .status(problem.status)
      .json({ status: problem.status, titles: problem.title, details: problem.detail })
  })
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

const oops = { zh: '内部错误', en: 'Internal error' }

/** A server on a test's database, on a free port, with the small world of fixture.sql. */

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { pino } from 'pino'
import { publicViewer, type Viewer } from '../../geodata/access/viewer.ts'
import type { Database } from '../../geodata/database/database.ts'
import { withViewers } from '../../server/access/viewer.ts'
import { dataContext } from '../../server/context.ts'
import { type Endpoint, mount } from '../../server/http/endpoint.ts'
import { problems } from '../../server/http/problem.ts'
import { securityHeaders } from '../../server/http/security-headers.ts'
import { followTileChanges } from '../../server/live/change-streams.ts'
import { followJobs } from '../../server/live/job-feed.ts'
import { followLayerPlaces } from '../../server/live/layer-places.ts'
import { readSettings } from '../../server/settings.ts'
import { tilesEndpoints } from '../../server/tiles/routes.ts'
import { openVectorTiles } from '../../server/tiles/vector-tiles.ts'
import { always } from '../environment/acting.ts'

/** Fills an empty database with the fixture's rows, whose times are before `now`, an SQL expression. */
export async function loadFixture(database: Database, now = 'now()'): Promise<void> {
  const sql = readFileSync(new URL('fixture.sql', import.meta.url), 'utf8').replaceAll('now()', now)
  await database.transaction(async (client) => {
    for (const statement of sql.split(/;\n/)) if (statement.trim() !== '') await client.query(statement)
    await client.query('analyze')
  })
}

/** Returns the endpoints of vector tiles, which follow the database's changes. */
export function tileEndpoints(database: Database): readonly Endpoint[] {
  const access = always(publicViewer)
  const log = pino({ level: 'silent' })
  const data = dataContext(database)
  const tiles = openVectorTiles({ ...data, systemDatabase: database, settings: readSettings({}), log })
  const places = followLayerPlaces(data.databaseAs, tiles)
  const jobs = followJobs({ systemDatabase: database, log })
  return tilesEndpoints({ tiles, places, changes: followTileChanges({ tiles, jobs, access }) })
}

export interface TestServer {
  readonly url: string
  close(): Promise<void>
}

/** Serves endpoints on 127.0.0.1 to one viewer, with the headers and the problem documents of the app. */
export async function serve(
  endpoints: readonly Endpoint[],
  viewer: Viewer = publicViewer,
): Promise<TestServer> {
  const app = express()
  app.use(securityHeaders(false))
  mount(app, withViewers(endpoints, always(viewer)))
  app.use(problems(pino({ level: 'silent' })))
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

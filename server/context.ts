import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { Viewer } from '../geodata/access/viewer.ts'
import type { Database } from '../geodata/database/database.ts'
import type { Access } from './access/access.ts'
import { viewerOf } from './access/viewer.ts'
import type { Settings } from './settings.ts'

/** What every capability of the server is given. */
export interface ServerContext {
  /**
   * The database as whoever runs it: sees all rows, so that only what works for nobody in particular
   * may hold it. tests/house/system-database.test.ts lists who does.
   */
  readonly systemDatabase: Database
  /** The database as the sender of a request sees it. */
  databaseFor(request: IncomingMessage): Database
  /** The database as someone sees it: for what several are given alike. */
  databaseAs(viewer: Viewer): Database
  readonly settings: Settings
  readonly access: Access
  readonly log: Logger
}

/** What a capability needs that answers with data. */
export type DataContext = Pick<ServerContext, 'databaseFor' | 'databaseAs'>

/** A database, as the viewer sees it. */
export function dataContext(database: Database): DataContext {
  return {
    databaseFor: (request) => database.as(viewerOf(request)),
    databaseAs: (viewer) => database.as(viewer),
  }
}

/** The context of a server on a database. */
export function serverContext(
  systemDatabase: Database,
  rest: Pick<ServerContext, 'settings' | 'access' | 'log'>,
): ServerContext {
  return { systemDatabase, ...dataContext(systemDatabase), ...rest }
}

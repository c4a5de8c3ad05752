import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { Viewer } from '../geodata/access/viewer.ts'
import type { Database } from '../geodata/database/database.ts'
import type { Access } from './access/access.ts'
import { viewerOf } from './access/viewer.ts'
import type { Settings } from './settings.ts'

/** The context of every capability of the server. */
export interface ServerContext {
  /**
   * The database with the system's rights: sees all rows, so only code that acts for no viewer may use it.
   * tests/house/system-database.test.ts lists these files.
   */
  readonly systemDatabase: Database
  /** The database with the rights of a request's viewer. */
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

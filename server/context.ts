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
  /** The database with the rights of a viewer, for results that several requests share. */
  databaseAs(viewer: Viewer): Database
  readonly settings: Settings
  readonly access: Access
  readonly log: Logger
}

/** The context of a capability that answers with data. */
export type DataContext = Pick<ServerContext, 'databaseFor' | 'databaseAs'>

/** Creates the context from a database. */
export function dataContext(database: Database): DataContext {
  return {
    databaseFor: (request) => database.as(viewerOf(request)),
    databaseAs: (viewer) => database.as(viewer),
  }
}

/** Creates the context of a server on a database. */
export function serverContext(
  systemDatabase: Database,
  rest: Pick<ServerContext, 'settings' | 'access' | 'log'>,
): ServerContext {
  return { systemDatabase, ...dataContext(systemDatabase), ...rest }
}

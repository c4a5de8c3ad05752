import type { Logger } from 'pino'
import type { Database } from '../geodata/database.ts'
import type { Access } from './access/access.ts'
import type { Settings } from './settings.ts'

/** What every capability of the server is given. */
export interface ServerContext {
  readonly database: Database
  readonly settings: Settings
  readonly access: Access
  readonly log: Logger
}

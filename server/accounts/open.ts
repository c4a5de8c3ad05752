/** Accounts of a server: identifying viewers, starting and ending sessions. */
import type { Logger } from 'pino'
import type { Database } from '../../geodata/database/database.ts'
import type { Settings } from '../settings.ts'
import { Resolver } from './resolver.ts'
import { Sessions } from './sessions/sessions.ts'

export interface Accounts {
  /** Identifies the sender of a request. */
  readonly resolver: Resolver
  readonly sessions: Sessions
  /** Stops background work. */
  close(): void
}

/**
 * Opens the accounts. `database` has the system's rights, because no other role reads credentials, and may
 * still be unavailable.
 */
export function openAccounts(database: Database, settings: Settings, log: Logger): Accounts {
  const resolver = new Resolver(database, settings)
  const sessions = new Sessions(database, settings, resolver, log)
  return {
    resolver,
    sessions,
    close() {
      resolver.close()
      sessions.close()
    },
  }
}

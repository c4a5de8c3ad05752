/**
 * Stores sessions in the database by connect-pg-simple. Rows are identified by the digest of the session's
 * id, so that a reader of the table, or of a copy, cannot use a session. The time of last use is updated by
 * session-identity.sql, not here.
 */
import connectPgSimple from 'connect-pg-simple'
import session, { type SessionData } from 'express-session'
import type { Pool } from 'pg'
import type { Database } from '../../../geodata/database/database.ts'
import { digestOf } from '../../access/secret.ts'
import type { CredentialEnds } from '../find-identity.ts'
import type { SignInMethod } from '../identity.ts'

declare module 'express-session' {
  interface SessionData {
    /** The columns of `sessions` are generated from these. */
    account: number
    /** Seconds since 1970. */
    begun: number
    method: SignInMethod
    address: string
    agent: string
  }
}

type Got = (error: unknown, session?: SessionData | null) => void
type Done = (error?: unknown) => void

const PgStore = connectPgSimple(session)
const named = (sid: string) => digestOf(sid).toString('hex')

export class SessionStore extends PgStore {
  readonly #absoluteSeconds: number

  constructor(database: Database, ends: CredentialEnds, onError: (...what: unknown[]) => void) {
    super({
      // connect-pg-simple uses only `query` of a pool.
      pool: database as unknown as Pool,
      tableName: 'sessions',
      ttl: ends.idleSeconds,
      errorLog: onError,
    })
    this.#absoluteSeconds = ends.absoluteSeconds
  }

  override get(sid: string, callback: Got): void {
    super.get(named(sid), (error, found) => {
      const isOver = found && !(Date.now() / 1000 - found.begun < this.#absoluteSeconds)
      callback(error, isOver ? null : found)
    })
  }

  override set(sid: string, data: SessionData, callback?: Done): void {
    super.set(named(sid), data, callback)
  }

  override destroy(sid: string, callback?: Done): void {
    super.destroy(named(sid), callback)
  }

  override touch(_sid: string, _data: SessionData, callback?: () => void): void {
    callback?.()
  }
}

/**
 * Stores points: in Valkey if configured, otherwise in PostgreSQL, so that all processes count together; in
 * memory on the embedded database, which has one process. While the store is unavailable, each process counts
 * for itself.
 */
import { createHash } from 'node:crypto'
import { Redis } from 'ioredis'
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
} from 'rate-limiter-flexible'
import type { Database } from '../../geodata/database/database.ts'
import { memoIn } from '../../geodata/model/memo.ts'
import type { Policy } from './policies.ts'

const TABLE = 'rate_limits'
const COMMAND_LIMIT_MS = 500
const LONGEST_PAUSE_MS = 5_000

export interface LimitStore {
  /** Returns the counter of a policy's points. */
  counter(policy: Policy): RateLimiterAbstract
  close(): void
}

export interface LimitStoreOptions {
  /** With the system's rights: no viewer may read or reset the counts. */
  readonly database: Database
  readonly valkeyUrl: string | undefined
  /** Distinguishes servers that share a Valkey but not a database. */
  readonly databaseUrl: string | undefined
  readonly onWarning: (message: string, error: Error) => void
}

export function openLimitStore(options: LimitStoreOptions): LimitStore {
  if (options.database.kind === 'embedded') return inProcess()
  return options.valkeyUrl === undefined ? inPostgres(options.database) : inValkey(options, options.valkeyUrl)
}

const settingsOf = ({ name, points, seconds }: Policy) => ({ keyPrefix: name, points, duration: seconds })

const inMemory = (policy: Policy) => new RateLimiterMemory(settingsOf(policy))

function inProcess(): LimitStore {
  const made = new Map<string, RateLimiterMemory>()
  return {
    counter: (policy) => memoIn(made, policy.name, () => inMemory(policy)),
    close: () => undefined,
  }
}

function inPostgres(database: Database): LimitStore {
  const made: RateLimiterPostgres[] = []
  return {
    counter(policy) {
      const one = new RateLimiterPostgres({
        ...settingsOf(policy),
        storeClient: database,
        storeType: 'client',
        tableName: TABLE,
        tableCreated: true,
        // One counter deletes expired rows for all.
        clearExpiredByTimeout: made.length === 0,
        insuranceLimiter: inMemory(policy),
      })
      made.push(one)
      return one
    },
    close: () => undefined,
  }
}

function inValkey({ databaseUrl, onWarning }: LimitStoreOptions, url: string): LimitStore {
  const redis = new Redis(url.replace(/^valkey/, 'redis'), {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_LIMIT_MS,
    connectTimeout: COMMAND_LIMIT_MS * 2,
    retryStrategy: (times) => Math.min(times * 200, LONGEST_PAUSE_MS),
    keyPrefix: `shuangxi:limits:${installation(databaseUrl)}:`,
  })
  let isLost = false
  redis.on('ready', () => {
    isLost = false
  })
  redis.on('error', (error: Error) => {
    if (!isLost) onWarning('Valkey is away: each process counts requests for itself', error)
    isLost = true
  })
  return {
    counter: (policy) =>
      new RateLimiterRedis({
        ...settingsOf(policy),
        storeClient: redis,
        rejectIfRedisNotReady: true,
        insuranceLimiter: inMemory(policy),
      }),
    close: () => redis.disconnect(),
  }
}

/** Returns the database's host and name, without the login. */
function installation(databaseUrl: string | undefined): string {
  const { host = '', pathname = '' } = databaseUrl === undefined ? {} : new URL(databaseUrl)
  return createHash('sha256').update(`${host}${pathname}`).digest('base64url').slice(0, 12)
}

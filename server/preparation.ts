/** Prepares the database before requests can be answered: migrations, then the sample and its accounts. */
import type { Database } from '../geodata/database/database.ts'
import { DatabaseUnavailableError } from '../geodata/database/errors.ts'
import { migrate } from '../geodata/database/migrate.ts'
import { isNewDatabase } from '../geodata/database/open.ts'
import { generateInThread, type SampleAreas } from '../geodata/sample/generate.ts'
import { makeSampleAccounts, type SampleLink } from './accounts/sample-accounts.ts'
import type { ServerContext } from './context.ts'
import { contactCipher } from './privacy/contact-cipher.ts'
import { storeSampleContacts } from './privacy/sample-contacts.ts'
import type { Settings } from './settings.ts'
import { checkVersions } from './start-error.ts'

/** An arbitrary number. Servers that start together load the sample one after another. */
const SAMPLE_LOCK = 5_119_770_302

const RETRY_MS = 2_000

async function isEmpty(database: Database): Promise<boolean> {
  const { rows } = await database.query<{ empty: boolean }>(
    'select not exists (select from imports) as empty',
  )
  return rows[0]?.empty === true
}

interface Needed extends Pick<ServerContext, 'systemDatabase' | 'settings' | 'log'> {
  /** The sample, if it is being generated already. */
  readonly sample?: Promise<SampleAreas> | undefined
}

/** Begins to generate the sample on another core if the embedded database will be new. */
export function beginSample(settings: Settings): Promise<SampleAreas> | undefined {
  if (!settings.sample || settings.databaseUrl || !isNewDatabase(settings.dataDir)) return undefined
  const sample = generateInThread(new Date())
  // An error is reported when the sample is stored.
  sample.catch(() => undefined)
  return sample
}

async function loadSampleIfEmpty({ systemDatabase: database, settings, log, sample }: Needed): Promise<void> {
  if (!(await isEmpty(database))) return
  log.info('loading the synthetic sample; this happens once')
  const { loadSample } = await import('../geodata/sample/index.ts')
  await loadSample(database, (message) => log.info(message), sample)
  const cipher = contactCipher(settings)
  if (cipher) await storeSampleContacts(database, cipher)
}

async function loadSampleWithAccounts(context: Needed): Promise<readonly SampleLink[]> {
  await loadSampleIfEmpty(context)
  return makeSampleAccounts(context.systemDatabase, context.settings.signInLinkHours)
}

/** On a shared PostGIS, only the first of several servers loads the sample. */
async function loadSampleOnce(context: Needed): Promise<readonly SampleLink[]> {
  if (context.systemDatabase.kind === 'embedded') return loadSampleWithAccounts(context)
  const client = await context.systemDatabase.connect({ statementTimeoutMs: 0 })
  try {
    await client.query('select pg_advisory_lock($1)', [SAMPLE_LOCK])
    return await loadSampleWithAccounts(context)
  } finally {
    // Closes the connection, which releases the lock.
    client.release(true)
  }
}

async function prepareOnce(context: Needed): Promise<readonly SampleLink[]> {
  const ran = await migrate(context.systemDatabase, (message) => context.log.debug(message))
  if (ran.length > 0) context.log.info({ migrations: ran.length }, 'the schema is up to date')
  await checkVersions(context.systemDatabase)
  return context.settings.sample ? loadSampleOnce(context) : []
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Prepares the database; waits for an unavailable one until `stopped` returns true. Returns the links of the
 * sample's accounts if they were created now; they are not available later.
 */
export async function prepare(context: Needed, stopped: () => boolean): Promise<readonly SampleLink[]> {
  for (;;) {
    try {
      return await prepareOnce(context)
    } catch (error) {
      if (stopped()) return []
      if (!(error instanceof DatabaseUnavailableError)) throw error
      context.log.warn({ reason: error.message }, 'the database is not reachable yet; trying again')
      await pause(RETRY_MS)
    }
  }
}

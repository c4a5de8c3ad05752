/**
 * Migrated, empty and closed data directories of the embedded database, because a copy starts in a third of
 * the time.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { openEmbedded } from '../../geodata/database/embedded/embedded.ts'
import { embeddedSnapshot } from './embedded-snapshot.ts'

const PREFIX = 'directory-'

/** One for each schema, beside its snapshot. */
async function template(): Promise<string> {
  const snapshot = embeddedSnapshot()
  const cache = dirname(snapshot)
  const name = `${PREFIX}${basename(snapshot, '.tar')}`
  const made = join(cache, name)
  if (existsSync(made)) return made
  const others = readdirSync(cache).filter((one) => one.startsWith(PREFIX) && !one.startsWith(name))
  for (const one of others) rmSync(join(cache, one), { recursive: true, force: true })
  const draft = `${made}.${process.pid}`
  mkdirSync(draft)
  const database = await openEmbedded({
    directory: join(draft, 'postgres'),
    snapshot,
    statementTimeoutMs: 0,
    turnTimeoutMs: 60_000,
    onWarning: (message) => console.warn(message),
  })
  await database.close()
  try {
    renameSync(draft, made)
  } catch (error) {
    // Another worker was faster.
    if (!existsSync(made)) throw error
    rmSync(draft, { recursive: true })
  }
  return made
}

/** Fills a data directory (DATA_DIR) as a first start without the sample does. */
export async function fillDataDirectory(folder: string): Promise<void> {
  cpSync(await template(), folder, { recursive: true })
}

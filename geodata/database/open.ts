import { join } from 'node:path'
import type { Database } from './database.ts'
import { isNewDirectory } from './embedded/directory.ts'
import { openEmbedded } from './embedded/embedded.ts'
import { openPostgis } from './postgis/postgis.ts'

export interface OpenOptions {
  /** URL of a PostGIS server, `postgres://…`; without it the embedded database is opened. */
  readonly url?: string | undefined
  /** Directory of the embedded database; without it, it is in memory. */
  readonly dataDir?: string | undefined
  /** Time limit of a statement, in milliseconds; 0 for none. */
  readonly statementTimeoutMs?: number | undefined
  /** Connections to a PostGIS server. */
  readonly poolSize?: number | undefined
  /** Called for problems outside a call: a lost idle connection, a restart. */
  readonly onWarning?: ((message: string, error: unknown) => void) | undefined
}

const embeddedDirectory = (dataDir: string) => join(dataDir, 'postgres')

/** Returns whether opening the embedded database in `dataDir` will create it. */
export function isNewDatabase(dataDir: string): boolean {
  return isNewDirectory(embeddedDirectory(dataDir))
}

/**
 * Opens the database of the options. A PostGIS server is not contacted yet, so that the caller can wait for
 * one that is starting; the embedded database is open when this resolves.
 * Throws DataDirectoryInUseError, DatabaseUnavailableError.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const statementTimeoutMs = options.statementTimeoutMs ?? 30_000
  const onWarning = options.onWarning ?? (() => undefined)
  if (options.url) {
    return openPostgis({ url: options.url, poolSize: options.poolSize ?? 8, statementTimeoutMs, onWarning })
  }
  return openEmbedded({
    directory: options.dataDir ? embeddedDirectory(options.dataDir) : undefined,
    statementTimeoutMs,
    turnTimeoutMs: 30_000,
    onWarning,
  })
}

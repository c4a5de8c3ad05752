import { join } from 'node:path'
import type { Database } from './database.ts'
import { isNewDirectory } from './embedded/directory.ts'
import { openEmbedded } from './embedded/embedded.ts'
import { openPostgis } from './postgis/postgis.ts'

export interface OpenOptions {
  /** Of a PostGIS server, `postgres://…`; without it the embedded database is opened. */
  readonly url?: string | undefined
  /** Where the embedded database keeps its files; without it they are in memory. */
  readonly dataDir?: string | undefined
  /** Time limit of a statement, in milliseconds; 0 for none. */
  readonly statementTimeoutMs?: number | undefined
  /** Connections to a PostGIS server. */
  readonly poolSize?: number | undefined
  /** Is told of what goes wrong without a caller: a lost idle connection, a restart. */
  readonly onWarning?: ((message: string, error: unknown) => void) | undefined
}

const embeddedDirectory = (dataDir: string) => join(dataDir, 'postgres')

/** Whether opening the embedded database in `dataDir` will make it. */
export function isNewDatabase(dataDir: string): boolean {
  return isNewDirectory(embeddedDirectory(dataDir))
}

/**
 * Opens the database that the options name. A PostGIS server is not asked yet, so that the caller
 * can wait for one that is still starting; the embedded one is open when this returns.
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

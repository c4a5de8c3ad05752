/** Checks whether the database's disk has space for writes. */
import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import type { Database } from '../../geodata/database/database.ts'
import { hasRoom } from '../../geodata/database/embedded/disk-room.ts'
import { DiskFullError } from '../../geodata/database/errors.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import { memoIn } from '../../geodata/model/memo.ts'

const fillSql = sqlFile(import.meta.url, 'fill-work-memory.sql')

/** Milliseconds to cache the result, because anyone may request it. */
const KEPT_MS = 5_000

/**
 * Returns the check. The operating system reports the free space of the embedded database's disk; the disk of
 * a PostGIS server may be on another machine, so the server has to write a temporary file.
 */
export function diskRoom(database: Database, dataDir: string): () => Promise<boolean> {
  if (database.kind === 'embedded') return async () => hasRoom(join(dataDir, 'postgres'))
  const kept = new LRUCache<Database, Promise<boolean>>({ max: 1, ttl: KEPT_MS })
  return () => memoIn(kept, database, ask)
}

async function ask(database: Database): Promise<boolean> {
  try {
    await database.transaction(
      async (client) => {
        await client.query("set local work_mem = '64kB'")
        await client.query(fillSql)
      },
      { readOnly: true },
    )
    return true
  } catch (error) {
    if (error instanceof DiskFullError) return false
    throw error
  }
}

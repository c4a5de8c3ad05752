import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Database } from '../../geodata/database/database.ts'
import { DatabaseUnavailableError } from '../../geodata/database/errors.ts'

const RETRY_MS = 2_000

/** Folders whose code determines the bytes of a tile and how they are stored, besides the rows. */
const folders = [
  'geodata/model',
  'geodata/schema',
  'tiles/cache',
  'tiles/overview',
  'tiles/sql',
  'tiles/vector',
]

function codeVersion(): string {
  const hash = createHash('sha256')
  for (const folder of folders) {
    const path = fileURLToPath(new URL(`../../${folder}/`, import.meta.url))
    const entries = readdirSync(path, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map((file) => `${file.parentPath}/${file.name}`)
    for (const file of files.sort()) hash.update(file.slice(path.length)).update(readFileSync(file))
  }
  return hash.digest('base64url').slice(0, 12)
}

/**
 * Returns the prefix of shared tiles' keys: the database, and the version of schema and program, so that a
 * new deployment does not read tiles of an old one. Waits for an unavailable database.
 */
export async function tilePrefix(database: Database): Promise<string> {
  for (;;) {
    try {
      const { rows } = await database.query<{ identity: string }>(
        "select system_identifier || '/' || current_database() as identity from pg_control_system()",
      )
      const identity = createHash('sha256').update(String(rows[0]?.identity)).digest('base64url')
      return `shuangxi:${identity.slice(0, 12)}:${codeVersion()}:`
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) throw error
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref())
    }
  }
}

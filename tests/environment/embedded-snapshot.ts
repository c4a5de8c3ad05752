import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { openEmbedded } from '../../geodata/database/embedded/embedded.ts'
import { migrate } from '../../geodata/database/migrate.ts'
import { projectRoot } from '../house/source-files.ts'

const folder = join(projectRoot, 'node_modules/.cache/shuangxi')
const schema = join(projectRoot, 'geodata/schema')

/** Changes with the schema and with the versions of the packages for the database. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const file of readdirSync(schema).sort()) hash.update(file).update(readFileSync(join(schema, file)))
  for (const name of ['pglite', 'pglite-postgis']) {
    hash.update(readFileSync(join(projectRoot, 'node_modules/@electric-sql', name, 'package.json')))
  }
  return hash.digest('hex').slice(0, 16)
}

/** Environment variable with the run's snapshot, because the schema may be edited meanwhile. */
const SNAPSHOT = 'SHUANGXI_TEST_SNAPSHOT'

/** Another run may still start from a snapshot of an older schema. */
const KEPT_MS = 3_600_000

/**
 * Returns a dump of the embedded database, migrated and empty, from which a test file starts in a quarter of
 * the time.
 */
export function embeddedSnapshot(): string {
  return process.env[SNAPSHOT] ?? join(folder, `embedded-${fingerprint()}.tar`)
}

function removeOld(): void {
  for (const name of readdirSync(folder).filter((one) => one.startsWith('embedded-'))) {
    const file = join(folder, name)
    if (Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > KEPT_MS) {
      rmSync(file, { force: true })
    }
  }
}

/** Writes the snapshot if there is none, and deletes those of older schemas. */
export async function prepareEmbeddedSnapshot(): Promise<void> {
  const file = join(folder, `embedded-${fingerprint()}.tar`)
  process.env[SNAPSHOT] = file
  if (existsSync(file)) return
  mkdirSync(folder, { recursive: true })
  removeOld()
  const database = await openEmbedded({
    directory: undefined,
    statementTimeoutMs: 0,
    turnTimeoutMs: 60_000,
    onWarning: (message) => console.warn(message),
  })
  await migrate(database)
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, await database.dump())
  renameSync(draft, file)
  await database.close()
}

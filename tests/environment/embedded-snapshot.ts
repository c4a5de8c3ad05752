import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEmbedded } from '../../geodata/embedded.ts'
import { migrate } from '../../geodata/migrate.ts'
import { projectRoot } from '../house/source-files.ts'

const folder = join(projectRoot, 'node_modules/.cache/shuangxi')
const schema = join(projectRoot, 'geodata/schema')

/** Changes with the schema and with the versions of the packages that make the database. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const file of readdirSync(schema).sort()) hash.update(file).update(readFileSync(join(schema, file)))
  for (const name of ['pglite', 'pglite-postgis']) {
    hash.update(readFileSync(join(projectRoot, 'node_modules/@electric-sql', name, 'package.json')))
  }
  return hash.digest('hex').slice(0, 16)
}

/** A dump of the embedded database, migrated and empty; a test file starts from it in a quarter of the time. */
export function embeddedSnapshot(): string {
  return join(folder, `embedded-${fingerprint()}.tar`)
}

/** Writes the snapshot where there is none yet, and removes those of older schemas. */
export async function prepareEmbeddedSnapshot(): Promise<void> {
  const file = embeddedSnapshot()
  if (existsSync(file)) return
  mkdirSync(folder, { recursive: true })
  for (const old of readdirSync(folder)) if (old.startsWith('embedded-')) rmSync(join(folder, old))
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

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where Debian and Ubuntu install the programs of each PostgreSQL version. */
const versionsFolder = '/usr/lib/postgresql'

/** Returns the folder of `initdb` and `postgres` of the newest version with PostGIS, or undefined. */
export function findPostgisBinaries(): string | undefined {
  if (!existsSync(versionsFolder)) return undefined
  return readdirSync(versionsFolder)
    .filter((version) => existsSync(join(versionsFolder, version, 'bin/initdb')))
    .filter((version) => existsSync(join(versionsFolder, version, 'lib/postgis-3.so')))
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(versionsFolder, version, 'bin'))[0]
}

/** Returns the version that the tests run; undefined without PostGIS. */
const versionOf = (binaries: string | undefined) => binaries?.split('/').at(-2)

/** Without it, tests that compare with pgRouting are skipped by name. */
export function hasPgrouting(): boolean {
  const version = versionOf(findPostgisBinaries())
  return (
    version !== undefined && existsSync(join('/usr/share/postgresql', version, 'extension/pgrouting.control'))
  )
}

/** Returns the package for the version that the tests run; none without PostGIS. */
export function pgroutingPackage(): readonly string[] {
  const version = versionOf(findPostgisBinaries())
  return version === undefined ? [] : [`postgresql-${version}-pgrouting`]
}

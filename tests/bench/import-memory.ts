/**
 * `npm run bench:import-memory`: memory of an import of a large OSM file. Writes a synthetic extract of 100
 * MB (or of the MB in the first argument) and imports it into the PostGIS of DATABASE_URL, or only reads it
 * without that; prints the peak resident memory.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../geodata/database/migrate.ts'
import { openDatabase } from '../../geodata/database/open.ts'
import { runImport } from '../../geodata/import/import.ts'
import { extractOsm, osmLayers } from '../../geodata/import/osm/extract.ts'
import { Skipped } from '../../geodata/import/skipped.ts'
import { writeTown } from '../geodata/import/osm/write-town.ts'

const megabytes = Number(process.argv[2] ?? 100)
const folder = mkdtempSync(join(tmpdir(), 'shuangxi-import-'))
try {
  const file = join(folder, 'large.osm.pbf')
  const town = writeTown(file, megabytes * 1e6)
  const start = performance.now()
  const url = process.env.DATABASE_URL
  let features = 0
  if (url) {
    const database = await openDatabase({ url })
    await migrate(database)
    const report = await runImport(database, { file, as: 'osm', source: 'bench:large' })
    features = Object.values(report.counts).reduce((sum, count) => sum + count, 0)
    await database.close()
  } else {
    for await (const _ of extractOsm(file, new Set(osmLayers), new Skipped())) features++
  }
  // ru_maxrss is the peak of the process in kilobytes, including writing the file.
  const peak = Math.round(process.resourceUsage().maxRSS / 1024)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${JSON.stringify(town)}: ${features} rows in ${seconds} s, peak memory ${peak} MB`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

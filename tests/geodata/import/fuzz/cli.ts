/**
 * `npm run fuzz:import -- --count 2000 [--format osm] [--seed 1] [--first 0]`: damages small files of each
 * format and imports them into its own PostGIS, or that of DATABASE_URL. Prints what was refused and imported
 * and every fault, and keeps the faulty files; exits with 1 after a fault.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrate } from '../../../../geodata/database/migrate.ts'
import { openDatabase } from '../../../../geodata/database/open.ts'
import { Gdal } from '../../../../geodata/import/gdal/gdal.ts'
import { createPostgisDatabase } from '../../../environment/postgis-database.ts'
import { formats } from './formats/index.ts'
import { fuzz } from './run.ts'
import { startWatchdog } from './watchdog.ts'

const text = { type: 'string' } as const
const { values } = parseArgs({ options: { count: text, format: text, seed: text, first: text } })
const chosen = formats.filter(({ name }) => values.format === undefined || name === values.format)
if (chosen.length === 0) {
  console.error(
    `There is no format ${values.format}. Available: ${formats.map(({ name }) => name).join(', ')}`,
  )
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-fuzz-'))
const own = process.env.DATABASE_URL ? null : await createPostgisDatabase()
const database = await openDatabase({ url: process.env.DATABASE_URL ?? own?.url })
const gdal = await Gdal.start()
const watchdog = startWatchdog()
try {
  await migrate(database)
  for (const format of chosen) {
    const start = performance.now()
    const report = await fuzz(database, {
      gdal,
      format,
      folder,
      count: Number(values.count ?? 200),
      seed: values.seed ?? '1',
      first: Number(values.first ?? 0),
      onCase: (number) => watchdog.hear(`${format.name} ${number}`),
    })
    const seconds = ((performance.now() - start) / 1000).toFixed(0)
    console.log(`${format.name}: ${report.refused} refused, ${report.imported} imported in ${seconds} s`)
    for (const [sentence, times] of [...report.sentences].sort(([, a], [, b]) => b - a)) {
      console.log(`  ${times} × ${sentence}`)
    }
    for (const failure of report.failures) console.error(`  FAULT ${failure}`)
    if (report.failures.length > 0) process.exitCode = 1
  }
} finally {
  watchdog.end()
  await gdal.close()
  await database.close()
  await own?.drop()
}

/**
 * Two servers for the browser tests: the embedded database with the sample, as `npm start` gives
 * it, and an empty PostGIS into which the real extract and elevation model are imported first.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPostgisDatabase } from '../environment/postgis-database.ts'
import { runToEnd, startServer } from '../environment/server-process.ts'
import { sharedData } from '../environment/shared-data.ts'
import { lacksRealData, realFiles } from './real-data.ts'
import { usePlanner, useSampleAccounts } from './sample-accounts.ts'

async function importRealData(environment: Readonly<Record<string, string>>): Promise<void> {
  for (const [kind, file] of Object.entries(realFiles)) {
    await runToEnd(['geodata/cli/main.ts', 'import', sharedData(file), '--as', kind], environment)
  }
}

export default async function startServers(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-e2e-'))
  const postgis = await createPostgisDatabase()
  const realData = { DATABASE_URL: postgis.url, SAMPLE: 'false' }
  const [sample] = await Promise.all([
    startServer(
      { DATA_DIR: join(folder, 'var'), CONTACTS_KEY: randomBytes(32).toString('hex') },
      // The sample is stored first, which a busy machine takes minutes for.
      { limitMs: 600_000 },
    ),
    lacksRealData ? undefined : importRealData(realData),
  ])
  const real = await startServer({ ...realData, DATA_DIR: join(folder, 'real') })
  process.env.SAMPLE_URL = sample.url
  process.env.REAL_URL = real.url
  process.env.REAL_DATABASE_URL = postgis.url
  await useSampleAccounts(sample)
  await usePlanner(realData, real.url)
  return async () => {
    await Promise.all([sample.stop(), real.stop()])
    await postgis.drop()
    rmSync(folder, { recursive: true, force: true })
  }
}

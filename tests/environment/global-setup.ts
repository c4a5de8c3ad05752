import { migrate } from '../../geodata/database/migrate.ts'
import { openDatabase } from '../../geodata/database/open.ts'
import { startCluster } from './cluster.ts'
import { prepareEmbeddedSnapshot } from './embedded-snapshot.ts'
import { CLUSTER_URL, siblingUrl, TEMPLATE } from './postgis-database.ts'

/** Starts the run's PostGIS with a migrated template, and the embedded database's snapshot. */
export default async function setUp(): Promise<() => Promise<void>> {
  // Two of vitest's projects call it, one after the other.
  if (process.env[CLUSTER_URL] !== undefined) return async () => undefined
  const cluster = await startCluster()
  try {
    process.env[CLUSTER_URL] = cluster.url
    const server = await openDatabase({ url: cluster.url })
    await server.query(`create database ${TEMPLATE}`)
    await server.close()
    const template = await openDatabase({ url: siblingUrl(cluster.url, TEMPLATE) })
    await migrate(template)
    await template.close()
    await prepareEmbeddedSnapshot()
    return () => cluster.stop()
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

/**
 * `node --import tsx tests/bench/database.ts`: makes the benchmark's database on the PostgreSQL of
 * DATABASE_URL, or on a cluster of its own that lives until Ctrl-C, and prints its address.
 */
import { startCluster } from '../environment/cluster.ts'
import { seedBenchmark } from './seed/seed.ts'

const { DATABASE_URL: given } = process.env
const cluster = given ? undefined : await startCluster()
try {
  console.log(await seedBenchmark(given ?? cluster?.url ?? '', console.error))
  if (cluster) {
    const waiting = setInterval(() => undefined, 60_000)
    await new Promise((resolve) => process.once('SIGINT', resolve))
    clearInterval(waiting)
  }
} finally {
  await cluster?.stop()
}

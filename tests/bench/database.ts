/**
 * `node --import tsx tests/bench/database.ts`: creates the benchmarks' database on the PostgreSQL of
 * DATABASE_URL, or on its own cluster until Ctrl-C, and prints its address.
 */
import { openBenchmark } from './measure/benchmark.ts'

const benchmark = await openBenchmark(console.error)
console.log(benchmark.url)
if (!process.env.DATABASE_URL) {
  const waiting = setInterval(() => undefined, 60_000)
  await new Promise((resolve) => process.once('SIGINT', resolve))
  clearInterval(waiting)
}
await benchmark.close()

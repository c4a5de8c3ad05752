/**
 * Loaded into a server by `--import`: at SIGUSR2 it collects all garbage and prints the megabytes in use, so that
 * what is kept can be told from what is not collected yet.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

process.on('SIGUSR2', () => {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  console.log(`in use after collection: ${Math.round((heapUsed + external) / 2 ** 20)} MB`)
})

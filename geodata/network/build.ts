/** Builds the networks of a database in a thread, so that the server keeps answering. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Queryable } from '../database/database.ts'
import { NO_HEIGHT } from '../model/routes/graph.ts'
import { threadEntry, threadEnvironment } from '../thread-entry.ts'
import { readParts, readWays } from './read.ts'
import type { BuildAnswer, BuildMessage, Heights, ReadyRoutes, RouteWish } from './thread.ts'

/** Returns heights at alternating longitudes and latitudes in degrees. */
export type HeightsOf = (database: Queryable, lonLat: Float64Array) => Promise<Heights>

const noHeights: HeightsOf = async (_, lonLat) => ({
  decimetres: new Int16Array(lonLat.length / 2).fill(NO_HEIGHT),
  sources: [],
})

export interface BuiltNetworks {
  /** For patrols: geodata/model/network/bytes.ts. */
  readonly network: ArrayBuffer
  /** For people on foot and on wheels: geodata/model/routes/bytes.ts. */
  readonly routes: ArrayBuffer
  /** The same, ready for the searches of some profiles; null if none was asked for. */
  readonly ready: ReadyRoutes | null
}

/** Returns the bytes of the networks from the current rows, and the costs of the profiles `ahead`. */
export async function buildFromDatabase(
  database: Queryable,
  heightsOf: HeightsOf = noHeights,
  ahead: readonly RouteWish[] = [],
): Promise<BuiltNetworks> {
  const worker = new Worker(threadEntry(new URL('./thread.ts', import.meta.url)), {
    env: threadEnvironment(),
    execArgv: [],
  })
  worker.unref()
  const send = (message: BuildMessage) => worker.postMessage(message)
  const next = () => once(worker, 'message') as Promise<[BuildAnswer]>
  try {
    const asked = next()
    // The first error is thrown below.
    asked.catch(() => undefined)
    for await (const page of readWays(database)) send({ page })
    const stamp = { version: randomUUID().slice(0, 8), builtAt: new Date().toISOString() }
    send({ parts: await readParts(database), stamp })
    worker.ref()
    const [question] = await asked
    if (!('asks' in question)) throw new Error('the thread did not ask for heights')
    const heights = await heightsOf(database, question.asks)
    const built = next()
    send({ heights, ahead })
    const [answer] = await built
    if (!('routes' in answer)) throw new Error('the thread built nothing')
    return answer
  } finally {
    await worker.terminate()
  }
}

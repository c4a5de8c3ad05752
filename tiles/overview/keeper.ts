/** Keeps overviews true while a server runs: after every change, and what a start finds out of date. */
import type { Database } from '../../geodata/database/database.ts'
import { rebuildSome } from './rebuild.ts'

/** The channel on which the database says that something is queued. */
const CHANNEL = 'overviews'
/** A transaction holds the embedded database's only connection: its turns are short. */
const BUDGET_MS: Readonly<Record<Database['kind'], number>> = { postgis: 400, embedded: 60 }
/** Between two turns, for those who wait for the connection or the processor. */
const REST_MS = 15
/** Whatever a notification did not tell is found so often. */
const LOOK_MS = 30_000
const RETRY_MS = 5_000

export interface OverviewKeeper {
  /** Ends after the turn that is under way. */
  stop(): Promise<void>
}

interface KeeperOptions {
  /** Is told why overviews could not be made; it is tried again. */
  readonly onError: (error: unknown) => void
  /** Is told each time that all of them are true again, and how long it took. */
  readonly onDone?: (layerIds: readonly string[], ms: number) => void
}

function noAlarm(): void {
  // Nobody waits yet.
}

/** Begins to keep them; any number of servers may on one database. */
export function keepOverviews(database: Database, options: KeeperOptions): OverviewKeeper {
  let stopped = false
  let wake: () => void = noAlarm
  let rung = true
  const ring = () => {
    rung = true
    wake()
  }
  /** Waits for a notification, or for so long. */
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  let unlisten: (() => Promise<void>) | undefined
  const keep = async () => {
    unlisten ??= await database.listen(CHANNEL, ring)
    rung = false
    await rebuildAll(database, () => stopped, options)
  }
  const keeping = (async () => {
    while (!stopped) {
      const failed = await keep().then(
        () => false,
        (error: unknown) => {
          if (!stopped) options.onError(error)
          return true
        },
      )
      if (!stopped && (failed || !rung)) await rest(failed ? RETRY_MS : LOOK_MS)
    }
    await unlisten?.()
  })()
  return {
    stop: async () => {
      stopped = true
      wake()
      await keeping
    },
  }
}

async function rebuildAll(
  database: Database,
  stopped: () => boolean,
  { onDone }: KeeperOptions,
): Promise<void> {
  const began = performance.now()
  const layers = new Set<string>()
  while (!stopped()) {
    const layer = await rebuildSome(database, { budgetMs: BUDGET_MS[database.kind] })
    if (layer === null) break
    layers.add(layer)
    await new Promise((resolve) => setTimeout(resolve, REST_MS))
  }
  if (layers.size > 0) onDone?.([...layers], Math.round(performance.now() - began))
}

/** Keeps overviews up to date while a server runs: after every change, and after a start. */
import type { Database } from '../../geodata/database/database.ts'
import { rebuildSome } from './rebuild.ts'

/** The NOTIFY channel for queued tiles. */
const CHANNEL = 'overviews'
/** Short transactions, because they occupy the embedded database's only connection. */
const BUDGET_MS: Readonly<Record<Database['kind'], number>> = { postgis: 400, embedded: 60 }
/** Pause between transactions, for others that wait for the connection or the processor. */
const REST_MS = 15
/** Polling interval, in case a notification was lost. */
const LOOK_MS = 30_000
const RETRY_MS = 5_000

export interface OverviewKeeper {
  /** Cancels the current transaction, even if it waits for a lock, and stops. */
  stop(): Promise<void>
}

interface KeeperOptions {
  /** Called with the reason when overviews cannot be made; it will retry. */
  readonly onError: (error: unknown) => void
  /** Called when all overviews are up to date again, with the time it took. */
  readonly onDone?: (layerIds: readonly string[], ms: number) => void
}

function noAlarm(): void {
  // No waiter yet.
}

/** Starts the job; several servers may run it on one database. */
export function keepOverviews(database: Database, options: KeeperOptions): OverviewKeeper {
  const stopping = new AbortController()
  const { signal } = stopping
  let wake: () => void = noAlarm
  let rung = true
  const ring = () => {
    rung = true
    wake()
  }
  /** Waits for a notification or the timeout. */
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
    await rebuildAll(database, signal, options)
  }
  const keeping = (async () => {
    while (!signal.aborted) {
      const failed = await keep().then(
        () => false,
        (error: unknown) => {
          if (!signal.aborted) options.onError(error)
          return true
        },
      )
      if (!signal.aborted && (failed || !rung)) await rest(failed ? RETRY_MS : LOOK_MS)
    }
    await unlisten?.()
  })()
  return {
    stop: async () => {
      stopping.abort(new Error('The overview keeper is stopping.'))
      wake()
      await keeping
    },
  }
}

async function rebuildAll(database: Database, signal: AbortSignal, { onDone }: KeeperOptions): Promise<void> {
  const began = performance.now()
  const layers = new Set<string>()
  while (!signal.aborted) {
    const layer = await rebuildSome(database, { budgetMs: BUDGET_MS[database.kind], signal })
    if (layer === null) break
    layers.add(layer)
    await new Promise((resolve) => setTimeout(resolve, REST_MS))
  }
  if (layers.size > 0) onDone?.([...layers], Math.round(performance.now() - began))
}

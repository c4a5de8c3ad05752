/** Deletes expired sets of outlines. */
import type { ServerContext } from '../../context.ts'
import { sweepSets } from './rows.ts'

const HOUR_MS = 3_600_000

/** Sweeps now and each hour. Returns stop(). */
export function startOutlineSweeper({
  systemDatabase,
  log,
}: Pick<ServerContext, 'systemDatabase' | 'log'>): () => Promise<void> {
  let sweeping = Promise.resolve()
  const sweep = () => {
    sweeping = sweeping
      .then(() => sweepSets(systemDatabase))
      .then((sets) => log.debug({ sets }, 'expired outlines are deleted'))
      .catch((error: unknown) =>
        log.warn({ err: error }, 'expired outlines could not be deleted; trying again'),
      )
  }
  const timer = setInterval(sweep, HOUR_MS)
  timer.unref()
  sweep()
  return async () => {
    clearInterval(timer)
    await sweeping
  }
}

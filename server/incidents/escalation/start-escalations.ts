/** Tells of clocks that are about to run out or ran out, in time and once, whichever server looks first. */
import { clockLimits, clocks } from '../../../geodata/model/patrol/clocks.ts'
import type { ServerContext } from '../../context.ts'

/** A breach is told of at most this much late. */
const EVERY_MS = 2_000

/** Seconds, in the order of the clocks, as fire_escalations takes them. */
export const limitsOfClocks: readonly number[] = clocks.map((clock) => clockLimits[clock])

/** Begins now; the result ends it. What was due while no server ran is told of at the start. */
export function startEscalations({
  systemDatabase,
  settings,
  log,
}: Pick<ServerContext, 'systemDatabase' | 'log'> & {
  readonly settings: Pick<ServerContext['settings'], 'slaFrom'>
}): () => Promise<void> {
  let looking: Promise<void> | undefined
  let isFailing = false
  const look = async () => {
    try {
      await systemDatabase.query('select fire_escalations($1::int[], $2::boolean)', [
        limitsOfClocks,
        settings.slaFrom === 'previous',
      ])
      isFailing = false
    } catch (error) {
      if (!isFailing) log.warn({ err: error }, 'clocks could not be looked at; trying again')
      isFailing = true
    }
  }
  const next = () => {
    looking ??= look().finally(() => {
      looking = undefined
    })
  }
  const timer = setInterval(next, EVERY_MS).unref()
  next()
  return async () => {
    clearInterval(timer)
    await looking
  }
}

/** Raises escalations before and after deadlines of clocks, once for all servers on the database. */
import { clockLimits, clocks } from '../../../geodata/model/patrol/clocks.ts'
import type { ServerContext } from '../../context.ts'

/** Interval, and so the maximum delay of an escalation. */
const EVERY_MS = 2_000

/** Limits in seconds in the order of the clocks, as the SQL function fire_escalations expects. */
export const limitsOfClocks: readonly number[] = clocks.map((clock) => clockLimits[clock])

/** Starts the checks; returns the function that stops them. Escalations missed while no server ran are raised first. */
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

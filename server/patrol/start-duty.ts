/** Does what time brings to units: shifts begin and end, check-ins and answers to roll calls become overdue. */
import type { ServerContext } from '../context.ts'
import { startDaily } from '../jobs/daily.ts'
import { extendShifts } from './roster/roster.ts'

/** A unit whose shift has ended is tracked no longer than this. */
const EVERY_MS = 5_000

/** Begins now; the result ends it. Each server looks, since whoever finds nothing changed writes nothing. */
export function startDuty({
  systemDatabase,
  log,
}: Pick<ServerContext, 'systemDatabase' | 'log'>): () => Promise<void> {
  let looking: Promise<void> | undefined
  let isFailing = false
  const look = async () => {
    try {
      await systemDatabase.query('select refresh_unit_states(), raise_due_alarms(), raise_zone_alarms()')
      isFailing = false
    } catch (error) {
      if (!isFailing)
        log.warn({ err: error }, 'states and alarms of units could not be derived; trying again')
      isFailing = true
    }
  }
  const timer = setInterval(() => {
    looking ??= look().finally(() => {
      looking = undefined
    })
  }, EVERY_MS).unref()
  const daily = startDaily(
    systemDatabase,
    { queue: 'shifts', key: 'extend', run: () => extendShifts(systemDatabase, Date.now()) },
    { onError: (error) => log.warn({ err: error }, 'coming shifts could not be added; trying again') },
  )
  return async () => {
    clearInterval(timer)
    await Promise.all([looking, daily.stop()])
  }
}

/**
 * Updates units as time passes: begins and ends shifts, derives zone crossings from their positions, and raises
 * alarms for overdue check-ins, roll calls and units that left their zone.
 */
import type { ServerContext } from '../context.ts'
import { startDaily } from '../jobs/daily.ts'
import { unitFollower } from './movements/follow-units.ts'
import { extendShifts } from './roster/roster.ts'

/** Interval; a unit is tracked at most this long after its shift ends. */
const EVERY_MS = 5_000

/** Starts the updates; returns the function that stops them. Every server runs them: repeated runs change nothing. */
export function startDuty({
  systemDatabase,
  log,
}: Pick<ServerContext, 'systemDatabase' | 'log'>): () => Promise<void> {
  const follow = unitFollower(systemDatabase)
  let looking: Promise<void> | undefined
  let isFailing = false
  const look = async () => {
    try {
      await follow()
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

/**
 * Moves the units of the synthetic sample slowly along greenways. So their positions stay recent, and a
 * demonstration can dispatch them. The positions are stored and tracked as those of real units.
 */
import type { Database } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { ServerContext } from '../context.ts'
import { storeBatches } from './positions.ts'

const walkSql = sqlFile(import.meta.url, 'sample-walk.sql')

const EVERY_S = 30
/** Slow walking speed in m/s. */
const METRES_PER_S = 0.8
const ACCURACY_M = 8
/** A unit with a position of another sender that is at most this old is not moved. */
const OTHERS_MS = 110_000

interface Step {
  readonly unit: string
  readonly at: number | null
  readonly lon: number
  readonly lat: number
  readonly heading: number | null
}

/**
 * Returns the function that moves all units once. `ours` holds when it last moved each unit, to recognise
 * positions that a real device sent for a unit of the sample.
 */
export function sampleWalk(database: Database, ours = new Map<string, number>()) {
  return async (now: number): Promise<number> => {
    const { rows } = await database.query<Step>(walkSql, [EVERY_S, METRES_PER_S])
    const free = rows.filter(({ unit, at }) => at === null || at === ours.get(unit) || now - at > OTHERS_MS)
    await storeBatches(
      database,
      free.map(({ unit, lon, lat, heading }) => ({
        fid: unit,
        positions: [{ at: new Date(now).toISOString(), lon, lat, heading, accuracy_m: ACCURACY_M }],
      })),
    )
    for (const { unit } of free) ours.set(unit, now)
    return free.length
  }
}

/** Starts the walk unless a setting disables it. Returns the function that stops it. */
export function startSampleWalk({
  systemDatabase,
  settings,
  log,
}: Pick<ServerContext, 'systemDatabase' | 'settings' | 'log'>): () => Promise<void> {
  if (!settings.sample || !settings.sampleWalk) return async () => {}
  const walk = sampleWalk(systemDatabase)
  let walking: Promise<unknown> | undefined
  const timer = setInterval(() => {
    walking ??= walk(Date.now())
      .catch((error: unknown) => log.debug({ err: error }, 'units of the sample did not walk'))
      .finally(() => {
        walking = undefined
      })
  }, EVERY_S * 1000).unref()
  return async () => {
    clearInterval(timer)
    await walking
  }
}

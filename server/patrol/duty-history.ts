/** Decides whether units were on duty when their positions were taken; other positions are not stored. */
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import { type DutyRecord, wasOnDuty } from '../../geodata/model/patrol/duty.ts'

const historySql = sqlFile(import.meta.url, 'duty-history.sql')

/** A newer position belongs to the current state of the unit. */
const FRESH_MS = 60_000

interface Unit {
  readonly unit: number
  readonly state: string
}

/** Returns true if a unit was on duty at a moment (milliseconds since 1970). */
export type OnDuty = (unit: Unit, moment: number) => boolean

interface HistoryRow extends DutyRecord {
  readonly unit: number
  readonly rostered: boolean
}

/** Reads the duty history for positions of batches. Recent positions of units on shift need no query. */
export async function readDuty(
  database: Queryable,
  batches: readonly { readonly fid: string; readonly positions: readonly { readonly at: string }[] }[],
  units: ReadonlyMap<string, Unit>,
  now: number,
): Promise<OnDuty> {
  const isFresh = (moment: number) => moment > now - FRESH_MS
  let [first, last] = [now, now]
  const asked = new Set<string>()
  for (const { fid, positions } of batches) {
    const isOff = units.get(fid)?.state === 'off_shift'
    for (const { at } of positions) {
      const moment = Date.parse(at)
      if (isFresh(moment) && !isOff) continue
      asked.add(fid)
      ;[first, last] = [Math.min(first, moment), Math.max(last, moment)]
    }
  }
  const ids = [...asked].filter((fid) => units.has(fid))
  const { rows } =
    ids.length === 0
      ? { rows: [] }
      : await database.query<HistoryRow>(historySql, [ids, new Date(first), new Date(last)])
  const histories = new Map(rows.map((row) => [row.unit, row]))
  return function onDuty({ unit, state }, moment) {
    const history = histories.get(unit)
    const isOn = state !== 'off_shift'
    if (!history?.rostered || (isFresh(moment) && isOn)) return isOn
    return wasOnDuty(history, moment)
  }
}

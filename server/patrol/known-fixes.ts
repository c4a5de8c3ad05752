/** Reads stored positions of devices: a new position is compared with positions before and after it. */
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { Fix, KnownFixes } from '../../geodata/model/patrol/position-judge.ts'

const knownSql = sqlFile(import.meta.url, 'known-fixes.sql')
const heardSql = sqlFile(import.meta.url, 'heard-devices.sql')

interface DeviceBatch {
  readonly fid: string
  readonly positions: readonly { readonly at: string }[]
  readonly device?: { readonly id: number }
}

interface KnownRow {
  readonly device: number
  readonly believed: readonly Fix[]
  readonly doubted: readonly Fix[]
}

/** Returns stored positions by id of the device. Batches of accounts need none. */
export async function readKnownFixes(
  database: Queryable,
  batches: readonly DeviceBatch[],
): Promise<ReadonlyMap<number, KnownFixes>> {
  const asked = batches.flatMap(({ fid, device, positions }) => {
    if (!device || positions.length === 0) return []
    const times = positions.map(({ at }) => Date.parse(at))
    const [first, last] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))]
    return [{ device: device.id, unit: fid, first: new Date(first), last: new Date(last) }]
  })
  if (asked.length === 0) return new Map()
  const values = [JSON.stringify(asked)]
  const { rows } = await database.query<KnownRow>({ text: knownSql, name: 'known-fixes', values })
  return new Map(rows.map((row) => [row.device, row]))
}

/** Stores the newest plausible position of each device. */
export async function keepLastFixes(
  database: Queryable,
  lists: readonly { readonly device: number; readonly believed: readonly Fix[] }[],
): Promise<void> {
  const heard = lists.flatMap(({ device, believed }) => {
    const last = believed.at(-1)
    if (!last) return []
    return [{ device, at: new Date(last.at), lon: last.lon, lat: last.lat, accuracy_m: last.accuracyM }]
  })
  if (heard.length === 0) return
  await database.query({ text: heardSql, name: 'heard-devices', values: [JSON.stringify(heard)] })
}

/** Derives the log of zone crossings from new positions of units, once for all servers on the database. */
import type { Database, Queryable } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import {
  type Crossing,
  followZones,
  type Movement,
  type SeenFix,
} from '../../../geodata/model/patrol/zone-crossings.ts'
import { type ZoneShape, zoneShape } from '../../../geodata/model/patrol/zone-shape.ts'

const zonesSql = sqlFile(import.meta.url, 'zones.sql')
const movedSql = sqlFile(import.meta.url, 'moved-units.sql')
const storeSql = sqlFile(import.meta.url, 'store-movements.sql')

/** Longer than a stay that does not count yet, except along a border. */
const REPLAY_MIN = 10
/** Of one look; the others follow at the next. */
const limits = { units: 500, positions: 2_000 }

interface ZonesRow {
  readonly version: string
  readonly zones: readonly { readonly code: string; readonly polygons: number[][][][] }[]
}

interface MovedUnit extends SeenFix {
  readonly id: number
  /** Null for a unit that is new, or if the zones have changed. */
  readonly movement: Movement | null
  /** The last position, if the zones have changed. */
  readonly last: SeenFix | null
  readonly replayFrom: Date | null
  readonly from: Date
  readonly otherSides: readonly string[]
  readonly fixes: readonly SeenFix[]
  readonly lastBefore: SeenFix | null
}

/** Returns the function that looks at new positions once; it returns the number of units that it followed. */
export function unitFollower(database: Database): () => Promise<number> {
  let version = 'none'
  let zones: readonly ZoneShape[] = []
  const refresh = async (client: Queryable) => {
    const { rows } = await client.query<ZonesRow>({
      text: zonesSql,
      name: 'crossing-zones',
      values: [version],
    })
    const [row] = rows
    if (!row) return
    version = row.version
    zones = row.zones.map(({ code, polygons }) => zoneShape(code, polygons))
  }
  return () =>
    database.transaction(async (client) => {
      const { rows } = await client.query<{ ours: boolean }>(
        "select pg_try_advisory_xact_lock(hashtext('unit_movements')) as ours",
      )
      if (!rows[0]?.ours) return 0
      await refresh(client)
      const values = [version, REPLAY_MIN, limits.units, limits.positions]
      const moved = (await client.query<MovedUnit>({ text: movedSql, name: 'moved-units', values })).rows
      if (moved.length === 0) return 0
      const told = JSON.stringify(moved.map((unit) => followed(unit, zones)))
      await client.query({ text: storeSql, name: 'store-movements', values: [told, version] })
      return moved.length
    })
}

function followed(unit: MovedUnit, zones: readonly ZoneShape[]) {
  const { id, fixes, replayFrom, from } = unit
  const isCut = fixes.length >= limits.positions
  // A unit that is moved by hand has a position without a track.
  const { at, lon, lat, accuracyM } = unit
  const all = isCut ? fixes : [...fixes, { at, lon, lat, accuracyM }]
  const { movement, crossings } = followZones(zones, startOf(unit), all)
  const seenAt = isCut ? (fixes.at(-1)?.at ?? at) : Math.max(at, fixes.at(-1)?.at ?? 0)
  return {
    id,
    movement,
    seenAt: new Date(seenAt),
    ...(replayFrom && { replayFrom, from }),
    crossings: crossings.map(storedCrossing),
  }
}

/** Returns what is known before the positions; for late ones what was known then. */
function startOf({ movement, last, replayFrom, lastBefore, otherSides }: MovedUnit): Movement | null {
  if (movement === null) return last && { last, sides: {} }
  if (replayFrom === null) return movement
  if (lastBefore === null) return null
  const sides = Object.entries(movement.sides).map(([code, { inside }]) => [
    code,
    { inside: inside !== otherSides.includes(code), pending: null },
  ])
  return { last: lastBefore, sides: Object.fromEntries(sides) }
}

const storedCrossing = ({ at, earliest, latest, ...crossing }: Crossing) => ({
  ...crossing,
  at: new Date(at),
  earliest: new Date(earliest),
  latest: new Date(latest),
})

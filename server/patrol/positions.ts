/** Takes in where a unit is, from the device on board. */
import type { Database, DatabaseClient } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import { notFound, ProblemError } from '../errors.ts'
import { isRowId } from '../http/parameters.ts'

const storeSql = sqlFile(import.meta.url, 'store-positions.sql')
const moveSql = sqlFile(import.meta.url, 'move-unit.sql')

/** WGS 84; a moment as RFC 3339 text. */
export interface Position {
  readonly at: string
  readonly lon: number
  readonly lat: number
  readonly accuracy_m?: number | null | undefined
  readonly heading?: number | null | undefined
}

export interface Stored {
  /** How many were new. */
  readonly stored: number
  /** How many were there before. */
  readonly known: number
  /** Whether the unit's current position is now one of them. */
  readonly current: boolean
}

export interface UnitRow {
  readonly code: string
  readonly state: string
}

/** The unit, as far as whoever asks sees it. Throws a ProblemError of status 404 where they don't. */
export async function knownUnit(client: DatabaseClient, fid: string): Promise<UnitRow> {
  const { rows } = isRowId(fid)
    ? await client.query<UnitRow>('select code, state from units where id = $1', [fid])
    : { rows: [] }
  const [unit] = rows
  if (unit === undefined) throw notFound({ zh: '巡查单元', en: 'unit' }, fid)
  return unit
}

/**
 * Stores positions and moves the unit to the newest, in one transaction. Off shift nothing is taken:
 * ProblemErrors of status 404 and 409.
 */
export function storePositions(
  database: Database,
  fid: string,
  positions: readonly Position[],
): Promise<Stored> {
  return database.transaction(async (client) => {
    const { state } = await knownUnit(client, fid)
    if (state === 'off_shift') throw offShift
    const { rowCount } = await client.query(storeSql, [fid, JSON.stringify(positions)])
    const stored = rowCount ?? 0
    return { stored, known: positions.length - stored, current: await moveUnit(client, fid, positions) }
  })
}

async function moveUnit(
  client: DatabaseClient,
  fid: string,
  positions: readonly Position[],
): Promise<boolean> {
  const newest = positions.reduce((last, one) => (Date.parse(one.at) > Date.parse(last.at) ? one : last))
  const { lon, lat, at, accuracy_m, heading } = newest
  const { rowCount } = await client.query(moveSql, [fid, lon, lat, at, accuracy_m ?? null, heading ?? null])
  return rowCount === 1
}

const offShift = new ProblemError(
  409,
  { zh: '单元休息中', en: 'Off shift' },
  {
    zh: '该巡查单元处于休息状态，不记录其位置。请先更改单元状态。',
    en: 'This unit is off shift, when its positions are not recorded. Change its state first.',
  },
)

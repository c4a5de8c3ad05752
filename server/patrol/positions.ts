/** Judges and stores positions that devices and accounts send. */
import type { Database, DatabaseClient, Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { StoredPositions } from '../../geodata/model/answers/track.ts'
import {
  type Fix,
  type Judged,
  judgeFixes,
  type KnownFixes,
} from '../../geodata/model/patrol/position-judge.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import { notFound, ProblemError } from '../errors.ts'
import { type OnDuty, readDuty } from './duty-history.ts'
import { keepLastFixes, readKnownFixes } from './known-fixes.ts'

const storeSql = sqlFile(import.meta.url, 'store-positions.sql')
const knownUnitsSql = sqlFile(import.meta.url, 'known-units.sql')

/** A position in WGS 84 degrees; times are RFC 3339. */
export interface Position {
  readonly at: string
  readonly lon: number
  readonly lat: number
  readonly accuracy_m?: number | null | undefined
  readonly heading?: number | null | undefined
  /** False if the device reports no fix. */
  readonly valid?: boolean | undefined
}

export interface UnitRow {
  readonly code: string
  readonly state: string
}

/** Returns a unit. Throws a ProblemError of status 404 if the viewer cannot see it. */
export async function knownUnit(client: DatabaseClient, fid: string): Promise<UnitRow> {
  const { rows } = isRowId(fid)
    ? await client.query<UnitRow>('select code, state from units where id = $1', [fid])
    : { rows: [] }
  const [unit] = rows
  if (unit === undefined) throw noSuchUnit(fid)
  return unit
}

/** Positions of one request. */
export interface Batch {
  /** Id of the unit, as in the URL. */
  readonly fid: string
  readonly positions: readonly Position[]
  /** The device that sends; undefined if an account sends for the unit. */
  readonly device?: { readonly id: number; readonly movesUnit: boolean }
}

interface UnitState extends UnitRow {
  readonly unit: number
  readonly at: number | null
  readonly lon: number
  readonly lat: number
  readonly accuracyM: number | null
}

interface StoredRow {
  readonly id: number
  readonly state: string
  readonly stored: number
  readonly current: boolean
}

/**
 * Stores batches of different units in one statement and moves each unit to its newest position. Outcomes
 * are in the order of the batches; rejected ones have ProblemErrors: 404, or 409 if the unit is off shift.
 */
export async function storeBatches(
  database: Database,
  batches: readonly Batch[],
): Promise<readonly PromiseSettledResult<StoredPositions>[]> {
  if (batches.length > 1) {
    // If one statement fails, each batch is stored separately.
    const together = await database
      .transaction((client) => storeTogether(client, batches))
      .catch(() => undefined)
    if (together) return together
  }
  const outcomes: PromiseSettledResult<StoredPositions>[] = []
  for (const batch of batches) outcomes.push(...(await Promise.allSettled([storeOne(database, batch)])))
  return outcomes
}

/** A judged batch. */
interface JudgedBatch {
  readonly batch: Batch
  readonly unit: UnitState | undefined
  readonly judged: readonly Judged<Sent>[]
  /** Number of positions outside of duty, which are not stored. */
  readonly dropped: number
}

interface Sent extends Fix {
  readonly position: Position
}

async function judgeBatches(database: Queryable, batches: readonly Batch[]): Promise<readonly JudgedBatch[]> {
  const ids = batches.map(({ fid }) => fid).filter(isRowId)
  const { rows } = await database.query<UnitState>({
    text: knownUnitsSql,
    name: 'known-units',
    values: [ids],
  })
  const units = new Map(rows.map((row) => [String(row.unit), row]))
  const now = Date.now()
  const onDuty = await readDuty(database, batches, units, now)
  const known = await readKnownFixes(database, batches)
  return batches.map((batch) => {
    const unit = units.get(batch.fid)
    return judged(batch, unit, { onDuty, now, known: batch.device && known.get(batch.device.id) })
  })
}

interface Circumstances {
  readonly onDuty: OnDuty
  readonly now: number
  /** Stored positions of the device. */
  readonly known: KnownFixes | undefined
}

function judged(
  batch: Batch,
  unit: UnitState | undefined,
  { onDuty, now, known }: Circumstances,
): JudgedBatch {
  if (!unit) return { batch, unit, judged: [], dropped: 0 }
  const all = batch.positions.map(
    (position): Sent => ({
      position,
      at: Date.parse(position.at),
      lon: position.lon,
      lat: position.lat,
      accuracyM: position.accuracy_m ?? null,
      isValid: position.valid !== false,
    }),
  )
  const kept = all.filter(({ at }) => onDuty(unit, at))
  const isNewer = unit.at !== null && all.every(({ at }) => at > (unit.at ?? 0))
  const last = unit.at === null || !isNewer ? [] : [{ ...unit, at: unit.at }]
  const fixes = known ?? { believed: batch.device ? [] : last }
  return { batch, unit, judged: judgeFixes(kept, fixes, now), dropped: all.length - kept.length }
}

async function store(database: Queryable, batches: readonly JudgedBatch[]) {
  const all = batches.flatMap(({ batch, unit, judged: list }) =>
    list.map(({ fix: { position }, doubt, speedMps }) => ({
      unit: batch.fid,
      device: batch.device?.id ?? 0,
      ...position,
      moves: batch.device?.movesUnit ?? true,
      late: unit?.state === 'off_shift' && batch.device !== undefined,
      reason: doubt,
      speed_mps: speedMps,
    })),
  )
  const values = [true, false].map((isBelieved) =>
    JSON.stringify(all.filter(({ reason }) => (reason === null) === isBelieved)),
  )
  const { rows } = await database.query<StoredRow>({ text: storeSql, name: 'store-positions', values })
  await keepLastFixes(
    database,
    batches.flatMap(({ batch: { device }, judged: list }) => {
      if (!device) return []
      return [
        { device: device.id, believed: list.filter(({ doubt }) => doubt === null).map(({ fix }) => fix) },
      ]
    }),
  )
  await noteLate(database, batches)
  return new Map(rows.map((row) => [String(row.id), row]))
}

/** Lets zone crossings be derived again from positions that arrived after later ones. */
async function noteLate(database: Queryable, batches: readonly JudgedBatch[]): Promise<void> {
  const late = batches.flatMap(({ batch, unit, judged: list }) => {
    const first = list.find(({ doubt }) => doubt === null)?.fix
    const isLate = first && unit && first.at <= (unit.at ?? 0) && batch.device?.movesUnit !== false
    return isLate ? [{ unit: unit.unit, at: first.position.at }] : []
  })
  if (late.length > 0)
    await database.query('select note_late_positions($1::text::json)', [JSON.stringify(late)])
}

async function storeOne(database: Queryable, batch: Batch): Promise<StoredPositions> {
  const [one] = await judgeBatches(database, [batch])
  if (!one) throw new Error('a batch was lost')
  refuse(one)
  const rows = await store(database, [one])
  const row = rows.get(batch.fid)
  return answerOf(one, row, row?.stored ?? 0)
}

/** Throws if a position was already stored, since the statement does not count them for each unit. */
async function storeTogether(client: Queryable, batches: readonly Batch[]) {
  // Servers that move the same units in different orders would block each other.
  if (batches.some(({ device }) => device))
    await client.query("select pg_advisory_xact_lock(hashtext('moving_units'))")
  const list = await judgeBatches(client, batches)
  const rows = await store(client, list)
  const outcomes = await Promise.allSettled(
    list.map(async (one) => {
      refuse(one)
      return answerOf(one, rows.get(one.batch.fid), believed(one))
    }),
  )
  const expected = outcomes.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value.stored : 0), 0)
  const [first] = rows.values()
  if (first && first.stored !== expected) throw new Error('Some of these positions are known.')
  return outcomes
}

const believed = ({ judged: list }: JudgedBatch) => list.filter(({ doubt }) => doubt === null).length

/**
 * Throws ProblemErrors: 404 for an unknown unit, 409 if an account sends for a unit off shift. Devices get counts
 * instead.
 */
function refuse({ unit, batch }: JudgedBatch): void {
  if (unit === undefined) throw noSuchUnit(batch.fid)
  if (unit.state === 'off_shift' && batch.device === undefined) throw offShift
}

function answerOf(one: JudgedBatch, row: StoredRow | undefined, stored: number): StoredPositions {
  const { judged: list, dropped } = one
  const count = believed(one)
  return {
    stored,
    known: count - stored,
    quarantined: list.length - count,
    dropped,
    current: row?.current ?? false,
  }
}

const noSuchUnit = (fid: string) => notFound({ zh: '巡查组', en: 'unit' }, fid)

const offShift = new ProblemError(
  409,
  { zh: '单元休息中', en: 'Off shift' },
  {
    zh: '该巡查组处于休息状态，不记录其位置。请先签到上岗或更改单元状态。',
    en: 'This unit is off shift, when its positions are not recorded. Check in or change its state first.',
  },
)

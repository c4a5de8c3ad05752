/** Takes in where a unit is, from the device on board. */
import type { Database, DatabaseClient, Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { StoredPositions } from '../../geodata/model/answers/track.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import { notFound, ProblemError } from '../errors.ts'

const storeSql = sqlFile(import.meta.url, 'store-positions.sql')

/** WGS 84; a moment as RFC 3339 text. */
interface Position {
  readonly at: string
  readonly lon: number
  readonly lat: number
  readonly accuracy_m?: number | null | undefined
  readonly heading?: number | null | undefined
}

export interface UnitRow {
  readonly code: string
  readonly state: string
}

/** The unit, as far as the viewer sees it. Throws a ProblemError of status 404 if they don't. */
export async function knownUnit(client: DatabaseClient, fid: string): Promise<UnitRow> {
  const { rows } = isRowId(fid)
    ? await client.query<UnitRow>('select code, state from units where id = $1', [fid])
    : { rows: [] }
  const [unit] = rows
  if (unit === undefined) throw noSuchUnit(fid)
  return unit
}

/** What a device sends at once. */
export interface Batch {
  /** Id of the unit, as it stands in the address. */
  readonly fid: string
  readonly positions: readonly Position[]
}

interface StoredRow {
  readonly id: number
  readonly state: string
  readonly stored: number
  readonly current: boolean
}

/**
 * Stores batches of different units in one statement and moves each unit to its newest position. Outcomes
 * are in the order of the batches; rejected ones are ProblemErrors of status 404 and, off shift, 409.
 */
export async function storeBatches(
  database: Database,
  batches: readonly Batch[],
): Promise<readonly PromiseSettledResult<StoredPositions>[]> {
  if (batches.length > 1) {
    // What cannot be stored together is rolled back; then each batch stands for itself.
    const together = await database
      .transaction((client) => storeTogether(client, batches))
      .catch(() => undefined)
    if (together) return together
  }
  const outcomes: PromiseSettledResult<StoredPositions>[] = []
  for (const batch of batches) outcomes.push(...(await Promise.allSettled([storeOne(database, batch)])))
  return outcomes
}

async function query(database: Queryable, batches: readonly Batch[]) {
  const positions = batches
    .filter(({ fid }) => isRowId(fid))
    .flatMap((batch) => batch.positions.map((position) => ({ unit: batch.fid, ...position })))
  const values = [JSON.stringify(positions)]
  const { rows } = await database.query<StoredRow>({ text: storeSql, name: 'store-positions', values })
  return new Map(rows.map((row) => [String(row.id), row]))
}

async function storeOne(database: Queryable, batch: Batch): Promise<StoredPositions> {
  const row = takenRow(await query(database, [batch]), batch)
  return answerOf(batch, row, row.stored)
}

/** Throws where some were there before: how many of which unit, the database does not say. */
async function storeTogether(client: Queryable, batches: readonly Batch[]) {
  const rows = await query(client, batches)
  const outcomes = await Promise.allSettled(
    batches.map(async (batch) => answerOf(batch, takenRow(rows, batch), batch.positions.length)),
  )
  const expected = outcomes.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value.stored : 0), 0)
  const [first] = rows.values()
  if (first && first.stored !== expected) throw new Error('Some of these positions are known.')
  return outcomes
}

/** The row of a batch's unit. Throws ProblemErrors if it is unknown or off shift. */
function takenRow(rows: ReadonlyMap<string, StoredRow>, { fid }: Batch): StoredRow {
  const row = rows.get(fid)
  if (row === undefined) throw noSuchUnit(fid)
  if (row.state === 'off_shift') throw offShift
  return row
}

const answerOf = ({ positions }: Batch, { current }: StoredRow, stored: number): StoredPositions => ({
  stored,
  known: positions.length - stored,
  current,
})

const noSuchUnit = (fid: string) => notFound({ zh: '巡查组', en: 'unit' }, fid)

const offShift = new ProblemError(
  409,
  { zh: '单元休息中', en: 'Off shift' },
  {
    zh: '该巡查组处于休息状态，不记录其位置。请先更改单元状态。',
    en: 'This unit is off shift, when its positions are not recorded. Change its state first.',
  },
)

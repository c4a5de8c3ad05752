/** Changes since an archive was built, from the log that triggers write (schema 0040). */
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Database } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { Bounds } from '../../geodata/model/tile.ts'

const positionSql = sqlFile(import.meta.url, 'position.sql')
const changesSql = sqlFile(import.meta.url, 'changes.sql')

/** How long to wait for running transactions, so that the next update need not repeat theirs. */
const PATIENCE_MS = 5_000
const PAUSE_MS = 50

export const positionSchema = z.object({
  /** A digest that differs between this database and its copies, restored or promoted ones. */
  database: z.string(),
  /** A transaction id: tiles rendered after reading it show all changes up to it, and maybe later ones. */
  position: z.string().regex(/^\d{1,20}$/),
})
export type Position = z.infer<typeof positionSchema>

/** Returns the current position in the log; waits briefly for running transactions. */
export async function currentPosition(database: Database): Promise<Position> {
  const patience = performance.now() + PATIENCE_MS
  for (;;) {
    const { rows } = await database.query<Position & { settled: boolean }>(positionSql)
    const [row] = rows
    if (!row) throw new Error('The database returned no position of its change log.')
    if (row.settled || performance.now() > patience) return { database: row.database, position: row.position }
    await sleep(PAUSE_MS)
  }
}

/** Extents in EPSG:3857 metres; `all` if a whole layer changed or the log does not reach back. */
export type Changes = readonly Bounds[] | 'all'

const changesSchema = z.object({
  complete: z.boolean(),
  extents: z.array(
    z.tuple([z.number().nullable(), z.number().nullable(), z.number().nullable(), z.number().nullable()]),
  ),
})

/** Changes in catalogue layers since a position returned by `currentPosition`. */
export async function changesSince(
  database: Database,
  layers: readonly string[],
  position: string,
): Promise<Changes> {
  const { rows } = await database.query(changesSql, [layers, position])
  const { complete, extents } = changesSchema.parse(rows[0])
  if (!complete) return 'all'
  const boxes: Bounds[] = []
  for (const [west, south, east, north] of extents) {
    if (west === null || south === null || east === null || north === null) return 'all'
    boxes.push([west, south, east, north])
  }
  return boxes
}

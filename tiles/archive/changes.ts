/** What has changed since an archive was made, from the list that triggers keep (schema 0040). */
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Database } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { Bounds } from '../../geodata/model/tile.ts'

const positionSql = sqlFile(import.meta.url, 'position.sql')
const changesSql = sqlFile(import.meta.url, 'changes.sql')

/** How long to wait for transactions under way, so that an archive need not look at theirs again. */
const PATIENCE_MS = 5_000
const PAUSE_MS = 50

export const positionSchema = z.object({
  /** A digest of what tells this database from its copies, its restored and its promoted ones. */
  database: z.string(),
  /** A transaction id: tiles made after it was read show all changes up to it, and maybe later ones. */
  position: z.string().regex(/^\d{1,20}$/),
})
export type Position = z.infer<typeof positionSchema>

/** Where the list of changes stands now; waits a little for transactions that are about to end. */
export async function currentPosition(database: Database): Promise<Position> {
  const patience = performance.now() + PATIENCE_MS
  for (;;) {
    const { rows } = await database.query<Position & { settled: boolean }>(positionSql)
    const [row] = rows
    if (!row) throw new Error('The database did not say where its changes stand.')
    if (row.settled || performance.now() > patience) return { database: row.database, position: row.position }
    await sleep(PAUSE_MS)
  }
}

/** Extents in EPSG:3857 metres; `all` where a whole layer changed or the list does not reach back. */
export type Changes = readonly Bounds[] | 'all'

const changesSchema = z.object({
  complete: z.boolean(),
  extents: z.array(
    z.tuple([z.number().nullable(), z.number().nullable(), z.number().nullable(), z.number().nullable()]),
  ),
})

/** What changed in layers of the catalogue since a position that `currentPosition` gave before. */
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

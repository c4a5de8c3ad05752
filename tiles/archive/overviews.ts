import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { OVERVIEW_VERSION, overviewPlan } from '../overview/plan.ts'
import { rebuildSome } from '../overview/rebuild.ts'

const unfinishedSql = sqlFile(import.meta.url, 'unfinished-overviews.sql')

const BUDGET_MS = 1_000
const PAUSE_MS = 200

/** Makes missing overviews of the layers, and waits for those that a server is making. */
export async function bringOverviewsUpToDate(
  database: Database,
  layers: readonly Layer[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const layerIds = layers.flatMap(({ id }) => (overviewPlan(id) ? [id] : []))
  while (layerIds.length > 0) {
    signal?.throwIfAborted()
    if ((await rebuildSome(database, { budgetMs: BUDGET_MS, layerIds })) !== null) continue
    const { rows } = await database.query<{ unfinished: boolean }>(unfinishedSql, [
      layerIds,
      OVERVIEW_VERSION,
    ])
    if (!rows[0]?.unfinished) return
    await sleep(PAUSE_MS)
  }
}

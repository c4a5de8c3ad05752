import type { Database, Queryable } from '../../geodata/database/database.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { renderFromRows } from '../vector/live.ts'
import { dissolvedTile } from './areas.ts'
import { countedTile } from './counts.ts'
import { keepTile } from './kept.ts'
import { mergedLines } from './lines.ts'
import type { OverviewPlan } from './plan.ts'

/**
 * Renders one tile of a layer's overviews and stores it. Tiles of the next higher zoom must be up to
 * date. `kind` is the kind of the client's database.
 */
export async function buildOverview(
  client: Queryable,
  kind: Database['kind'],
  layer: Layer,
  plan: OverviewPlan,
  address: TileAddress,
): Promise<void> {
  const tile = await drawn(client, kind, layer, plan, address)
  await keepTile(client, layer.id, address, tile)
}

async function drawn(
  client: Queryable,
  kind: Database['kind'],
  layer: Layer,
  plan: OverviewPlan,
  address: TileAddress,
): Promise<Uint8Array> {
  switch (plan.kind) {
    case 'areas':
      return dissolvedTile(client, layer.id, plan, address)
    case 'lines':
      return mergedLines(client, layer.id, plan, address)
    case 'counts':
      return countedTile(client, layer.id, address)
    case 'rows':
      return renderFromRows(client, kind, [layer], address)
  }
}

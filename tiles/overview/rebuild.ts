/** Rebuilds outdated overviews in small steps. */
import { cancellable } from '../../geodata/database/cancellable.ts'
import type { Database, Queryable } from '../../geodata/database/database.ts'
import { fillMarks, sqlFile } from '../../geodata/database/sql.ts'
import { catalogue, findLayer } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { type TileAddress, tileBounds } from '../../geodata/model/tile.ts'
import { buildOverview } from './build.ts'
import {
  keptTo,
  OVERVIEW_MAX_ZOOM,
  OVERVIEW_VERSION,
  type OverviewPlan,
  overviewPlan,
  planAt,
} from './plan.ts'

const lockSql = sqlFile(import.meta.url, 'lock.sql')
const takeSql = sqlFile(import.meta.url, 'take.sql')
const baseTilesSql = sqlFile(import.meta.url, 'base-tiles.sql')

/** Queue rows per transaction. */
const TAKEN = 2000
/** A notification can hold about 8000 bytes. */
const MAX_BOXES = 80

const overviewLayers: readonly Layer[] = catalogue.filter(({ id }) => overviewPlan(id))

export interface RebuildOptions {
  /** A transaction starts no further tile after so many milliseconds. */
  readonly budgetMs: number
  /** Only these layers; all layers with overviews if absent. */
  readonly layerIds?: readonly string[]
  /** When it aborts, the step is cancelled and rolled back, and the signal's reason is thrown. */
  readonly signal?: AbortSignal
}

/**
 * Does one step in a transaction and returns its layer; null if nothing is left that no other process
 * is working on. Several processes may call it at once.
 */
export async function rebuildSome(database: Database, options: RebuildOptions): Promise<string | null> {
  const ids = options.layerIds ?? overviewLayers.map(({ id }) => id)
  return database.transaction(
    async (connection) => {
      const client = options.signal ? cancellable(connection, options.signal) : connection
      const { rows } = await client.query<{ layer: string; version: number | null }>(lockSql, [
        ids,
        OVERVIEW_VERSION,
      ])
      const [state] = rows
      const layer = state && findLayer(state.layer)
      const plan = layer && overviewPlan(layer.id)
      if (!layer || !plan) return null
      await rebuildLayer(client, database.kind, layer, plan, state.version, options.budgetMs)
      return layer.id
    },
    { statementTimeoutMs: 0 },
  )
}

async function rebuildLayer(
  client: Queryable,
  kind: Database['kind'],
  layer: Layer,
  plan: OverviewPlan,
  version: number | null,
  budgetMs: number,
): Promise<void> {
  const until = performance.now() + budgetMs
  const whole = version !== OVERVIEW_VERSION
  const highest = keptTo(layer.id, kind)
  if (whole && version !== -OVERVIEW_VERSION) await beginLayer(client, layer, highest)
  const taken = await client.query<TileAddress>(takeSql, [layer.id, TAKEN])
  const tiles = taken.rows.filter(({ z }) => z >= layer.minzoom && z <= highest)
  const done: TileAddress[] = []
  for (const tile of tiles) {
    await buildOverview(client, kind, layer, planAt(plan, tile.z), tile)
    done.push(tile)
    if (performance.now() > until) break
  }
  await putBack(client, layer.id, tiles.slice(done.length))
  if (!whole) await announceTiles(client, layer.id, done)
  else if (taken.rows.length < TAKEN && done.length === tiles.length) await endLayer(client, layer)
}

/** Deletes a layer's overviews and queues every tile that its rows intersect. */
async function beginLayer(client: Queryable, layer: Layer, highest: number): Promise<void> {
  for (const table of ['tile_overviews', 'overview_grids', 'overview_queue']) {
    await client.query(`delete from ${table} where layer = $1`, [layer.id])
  }
  const { rows } = await client.query<{ complete: boolean }>(fillMarks(baseTilesSql, { layer: layer.id }), [
    layer.minzoom,
    highest,
  ])
  if (!rows[0]?.complete) throw new RangeError(`Rows of ${layer.id} reach too far for overviews.`)
  await setVersion(client, layer.id, -OVERVIEW_VERSION)
}

/** Marks a layer as complete. Changes made meanwhile are in the queue. */
async function endLayer(client: Queryable, { id, minzoom }: Layer): Promise<void> {
  await setVersion(client, id, OVERVIEW_VERSION)
  if (minzoom > OVERVIEW_MAX_ZOOM) return
  await announce(client, id, null, minzoom, OVERVIEW_MAX_ZOOM)
}

async function setVersion(client: Queryable, layerId: string, version: number): Promise<void> {
  await client.query('update overview_layers set version = $2::integer where layer = $1', [layerId, version])
}

async function putBack(client: Queryable, layerId: string, tiles: readonly TileAddress[]): Promise<void> {
  if (tiles.length === 0) return
  await client.query(
    `insert into overview_queue (layer, z, x, y)
     select $1, z, x, y from json_to_recordset($2::json) as tile (z smallint, x integer, y integer)`,
    [layerId, JSON.stringify(tiles)],
  )
}

/**
 * Announces rebuilt overviews, each by a point in its middle, which no other tile of its zoom contains. Details have not changed. */
async function announceTiles(
  client: Queryable,
  layerId: string,
  tiles: readonly TileAddress[],
): Promise<void> {
  for (const zoom of new Set(tiles.map(({ z }) => z))) {
    if (zoom > OVERVIEW_MAX_ZOOM) continue
    const spots = tiles.filter(({ z }) => z === zoom).map(middle)
    await announce(client, layerId, spots.length > MAX_BOXES ? null : spots, zoom, zoom)
  }
}

function middle(tile: TileAddress): [number, number, number, number] {
  const [west, south, east, north] = tileBounds(tile)
  const [x, y] = [Math.round((west + east) / 2), Math.round((south + north) / 2)]
  return [x, y, x + 1, y + 1]
}

/** Sends the changed tiles of a layer on the channel `tiles` at commit. */
async function announce(
  client: Queryable,
  layer: string,
  boxes: readonly (readonly number[])[] | null,
  minzoom: number,
  maxzoom: number,
): Promise<void> {
  const payload = JSON.stringify({ layer, boxes, zooms: [minzoom, maxzoom] })
  await client.query("select pg_notify('tiles', $1)", [payload])
}

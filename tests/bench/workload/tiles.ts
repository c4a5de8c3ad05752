/** Chooses tiles by random features, so that towns are requested as often as they are viewed. */
import type { Database } from '../../../geodata/database/database.ts'
import { findLayer } from '../../../geodata/model/catalogue.ts'
import { MERCATOR_LIMIT, type TileAddress } from '../../../geodata/model/tile.ts'
import { spread } from '../seed/lattice.ts'

/**
 * Returns tiles of a zoom with features of a layer, at most `limit`, without duplicates, shuffled; the same
 * at every call.
 */
export async function tilesOfFeatures(
  database: Database,
  layer: string,
  z: number,
  limit: number,
): Promise<TileAddress[]> {
  const known = findLayer(layer)
  if (!known) throw new RangeError(`${layer} is no layer`)
  const { rows } = await database.query<{ x: number; y: number }>(
    `select x, y from (
       select x, y from (
         select floor((ST_XMin(geom_3857) + $2::float8) / $3::float8)::int as x,
           floor(($2::float8 - ST_YMax(geom_3857)) / $3::float8)::int as y,
           min(md5(source_id)) as place
         from ${known.id} where source = 'bench' group by 1, 2) as tile
       order by place limit $1) as chosen
     order by md5(x || ' ' || y)`,
    [limit, MERCATOR_LIMIT, (2 * MERCATOR_LIMIT) / 2 ** z],
  )
  return rows.map(({ x, y }) => ({ z, x, y }))
}

/** Draws from a list, the first items far more often than the last (Zipf, exponent 1). */
export function zipf<T>(items: readonly T[], draws: number): T[] {
  const weights = items.map((_, index) => 1 / (index + 1))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const bounds: number[] = []
  for (const weight of weights) bounds.push((bounds.at(-1) ?? 0) + weight / total)
  return Array.from({ length: draws }, (_, draw) => {
    const at = spread(draw, 31)
    const index = lowerBound(bounds, at)
    const item = items[Math.min(index, items.length - 1)]
    if (item === undefined) throw new RangeError('nothing to draw from')
    return item
  })
}

function lowerBound(bounds: readonly number[], value: number): number {
  let [low, high] = [0, bounds.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((bounds[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

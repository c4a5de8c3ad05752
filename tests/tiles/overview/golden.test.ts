import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { findLayer } from '../../../geodata/model/catalogue.ts'
import { rebuildSome } from '../../../tiles/overview/rebuild.ts'
import { renderVectorTile } from '../../../tiles/vector/render.ts'
import { describeOnBoth } from '../../environment/databases.ts'
import { fixtureTile, loadFixture } from '../vector/fixture.ts'
import { readGolden, rewriting, writeGolden } from '../vector/golden.ts'
import { decodeTile } from '../vector/tile-geometry.ts'

/** Layers that merge rows at low zooms, at their first zoom and at the last one before rows. */
const cases = ['parcels', 'land_cover', 'roads', 'waterways', 'greenways', 'incidents'].flatMap((id) => {
  const layer = findLayer(id)
  if (!layer) return []
  return [layer.minzoom, 12].map((z) => {
    const shift = 2 ** (fixtureTile.z - z)
    const address = { z, x: Math.floor(fixtureTile.x / shift), y: Math.floor(fixtureTile.y / shift) }
    return { name: `overview_${id}_${z}_${address.x}_${address.y}`, layer, address }
  })
})

describeOnBoth('golden overviews', (db: () => Database) => {
  beforeAll(async () => {
    await loadFixture(db())
    while ((await rebuildSome(db(), { budgetMs: 1000 })) !== null);
  })

  test.each(cases)('$name', async ({ name, layer, address }) => {
    const tile = decodeTile(await renderVectorTile(db(), [layer], address))
    if (rewriting && db().kind === 'postgis') writeGolden(name, tile)
    // Not a unit's difference, because the same code draws them on both databases.
    expect(JSON.parse(JSON.stringify(tile))).toEqual(readGolden(name))
  })
})

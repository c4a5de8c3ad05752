import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { catalogue, tileProperties } from '../../../geodata/model/catalogue.ts'
import { renderVectorTile } from '../../../tiles/vector/render.ts'
import { describeOnBoth } from '../../environment/databases.ts'
import { fixtureTile, loadFixture } from './fixture.ts'
import { readGolden, rewriting, writeGolden } from './golden.ts'
import { decodeTile, differences } from './tile-geometry.ts'

/** One unit of 4096 on either axis. */
const ONE_UNIT = Math.SQRT2

/** Each layer at its first zoom and where nothing is thinned, and both with all layers in one tile. */
const cases = [
  ...catalogue.flatMap((layer) =>
    [layer.minzoom, Math.max(layer.minzoom, fixtureTile.z)].map((z) => [[layer], z] as const),
  ),
  [catalogue, 11] as const,
].map(([layers, z]) => {
  const shift = 2 ** (fixtureTile.z - z)
  const address = { z, x: Math.floor(fixtureTile.x / shift), y: Math.floor(fixtureTile.y / shift) }
  const subject = layers.length === 1 ? layers[0]?.id : 'all'
  return { name: `${subject}_${address.z}_${address.x}_${address.y}`, layers, address }
})

describeOnBoth('golden tiles', (db: () => Database) => {
  beforeAll(async () => loadFixture(db()))

  test.each(cases)('$name', async ({ name, layers, address }) => {
    const tile = decodeTile(await renderVectorTile(db(), layers, address))
    if (rewriting && db().kind === 'postgis') writeGolden(name, tile)
    expect(differences(readGolden(name), tile, ONE_UNIT)).toEqual([])
  })

  test('a tile has the attributes of the catalogue and no others', async () => {
    const tile = decodeTile(await renderVectorTile(db(), catalogue, fixtureTile))
    for (const layer of catalogue) {
      const names = new Set(tile[layer.id]?.flatMap(({ attributes }) => Object.keys(attributes)))
      const known = tileProperties(layer).map((property) => property.name)
      expect(known, layer.id).toEqual(expect.arrayContaining([...names]))
      expect(names, layer.id).toContain('synthetic')
    }
  })

  test('is empty without data, and below the lowest zoom', async () => {
    expect(await renderVectorTile(db(), catalogue, { z: 14, x: 0, y: 0 })).toHaveLength(0)
    expect(await renderVectorTile(db(), catalogue, { z: 3, x: 6, y: 3 })).toHaveLength(0)
  })
})

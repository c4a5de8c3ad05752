import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TileChange } from '../../../geodata/model/answers/change.ts'
import { type Bounds, MERCATOR_LIMIT, TILE_BUFFER, tileBounds } from '../../../geodata/model/tile.ts'
import { TileCache } from '../../../tiles/cache/tile-cache.ts'
import { keyOf, type TileName } from '../../../tiles/cache/tile-name.ts'

const lists = ['parcels', 'roads', 'parcels,roads', 'greenways,parcels', 'greenways']

/** Tiles near one place at all zooms, so that boxes intersect some of them. */
const name: fc.Arbitrary<TileName> = fc
  .record({
    z: fc.integer({ min: 0, max: 22 }),
    x: fc.double({ min: 0.82, max: 0.84, noNaN: true }),
    y: fc.double({ min: 0.4, max: 0.42, noNaN: true }),
    layers: fc.constantFrom(...lists),
    visibility: fc.constantFrom('public', 'planner'),
  })
  .map(({ x, y, z, ...rest }) => ({ ...rest, z, x: Math.floor(x * 2 ** z), y: Math.floor(y * 2 ** z) }))

const metres = (share: number) => Math.round((share * 2 - 1) * MERCATOR_LIMIT)
const box: fc.Arbitrary<Bounds> = fc
  .tuple(
    fc.double({ min: 0.82, max: 0.84, noNaN: true }),
    fc.double({ min: 0.58, max: 0.6, noNaN: true }),
    fc.constantFrom(0, 1, 40, 900, 20_000, 3_000_000),
    fc.constantFrom(0, 3, 70, 30_000),
  )
  .map(([x, y, width, height]) => [metres(x), metres(y), metres(x) + width, metres(y) + height])

/** The rule in its simplest form. */
function shouldGo({ layer, boxes, zooms }: TileChange, { layers, ...address }: TileName): boolean {
  if (!layers.split(',').includes(layer)) return false
  if (zooms && (address.z < zooms[0] || address.z > zooms[1])) return false
  if (boxes === null) return true
  const [w, s, e, n] = tileBounds(address, TILE_BUFFER)
  return boxes.some(
    ([west, south, east, north]) =>
      !(east < Math.floor(w) || west > Math.ceil(e) || north < Math.floor(s) || south > Math.ceil(n)),
  )
}

test('drops exactly the tiles whose buffered extent intersects a box of the change', async () => {
  const change: fc.Arbitrary<TileChange> = fc.record({
    layer: fc.constantFrom('parcels', 'roads', 'greenways', 'terrain'),
    boxes: fc.option(fc.array(box, { minLength: 1, maxLength: 4 }), { freq: 6 }),
    zooms: fc.option(fc.constantFrom<[number, number]>([0, 11], [12, 22]), { nil: undefined }),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(name, { maxLength: 80, selector: keyOf }),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      async (names, changes) => {
        const cache = new TileCache({ maxBytes: 1_000_000, concurrency: 1 })
        for (const one of names) await cache.get(one, async () => Uint8Array.of(1))
        for (const one of changes) cache.drop(one)
        const left = names.filter((one) => cache.peek(keyOf(one)))
        expect(left).toEqual(names.filter((one) => !changes.some((change) => shouldGo(change, one))))
      },
    ),
    { numRuns: 300 },
  )
})

import { expect, test } from 'vitest'
import { RememberedChanges } from '../../../client/map/remembered-changes.ts'
import { type Bounds, type TileAddress, tileBounds } from '../../../geodata/model/tile.ts'

const here: TileAddress = { z: 14, x: 13658, y: 6745 }
const there: TileAddress = { z: 14, x: 13670, y: 6745 }
const parcels = new Set(['parcels', 'control_lines'])

const middle = (tile: TileAddress): Bounds => {
  const [west, south, east, north] = tileBounds(tile)
  const [x, y] = [(west + east) / 2, (south + north) / 2]
  return [x, y, x, y]
}
const changeAt = (tile: TileAddress, layer = 'parcels') => ({ layer, boxes: [middle(tile)] })

test('a changed tile is requested once per change', () => {
  const changes = new RememberedChanges()
  expect(changes.changedTiles('planning', parcels, [here, there])).toEqual([])
  changes.add(changeAt(here))
  expect(changes.changedTiles('planning', parcels, [here, there])).toEqual([here])
  expect(changes.changedTiles('planning', parcels, [here, there])).toEqual([])
  changes.add(changeAt(here))
  expect(changes.changedTiles('planning', parcels, [here, there])).toEqual([here])
})

test('a tile that was out of view is requested when it returns', () => {
  const changes = new RememberedChanges()
  changes.add(changeAt(there))
  expect(changes.changedTiles('planning', parcels, [here])).toEqual([])
  expect(changes.changedTiles('planning', parcels, [here, there])).toEqual([there])
})

test('each source requests its own tiles of its own layers', () => {
  const changes = new RememberedChanges()
  changes.add(changeAt(here))
  expect(changes.changedTiles('basemap', new Set(['roads']), [here])).toEqual([])
  expect(changes.changedTiles('planning', parcels, [here])).toEqual([here])
  expect(changes.changedTiles('copy', parcels, [here])).toEqual([here])
})

test('changes of a whole layer or of some zooms are found', () => {
  const changes = new RememberedChanges()
  changes.add({ layer: 'parcels', boxes: null, zooms: [0, 12] })
  expect(changes.changedTiles('planning', parcels, [here])).toEqual([])
  changes.add({ layer: 'parcels', boxes: null })
  expect(changes.changedTiles('planning', parcels, [here, there])).toEqual([here, there])
  expect(changes.changedTiles('planning', parcels, [here, there])).toEqual([])
})

test('no change is lost among many, and a tile in view is not requested repeatedly', () => {
  const changes = new RememberedChanges()
  changes.add(changeAt(here))
  changes.add(changeAt(there))
  expect(changes.changedTiles('planning', parcels, [here])).toEqual([here])
  let asked = 0
  for (let i = 0; i < 500; i++) {
    changes.add(changeAt({ ...here, x: here.x + 100 }))
    asked += changes.changedTiles('planning', parcels, [here]).length
  }
  expect(asked).toBeLessThan(12)
  expect(changes.changedTiles('planning', parcels, [there])).toEqual([there])
})

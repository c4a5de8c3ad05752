/** Parcels around the lake that are not for building: fields on flat ground, woods on slopes. */
import type { Grid } from '../grid.ts'
import { sample } from '../grid.ts'
import { naturalParcels } from '../natural-parcels.ts'
import { createParcelMaker } from '../parcels.ts'
import type { Point } from '../plane.ts'
import type { ParcelRow } from '../rows.ts'
import type { CoverResult } from './cover.ts'
import type { Ground } from './ground.ts'
import { origin } from './layout.ts'

/** Number of parcels of woods, some of them inside the ecological red line. */
const WOODS = 90

/** Returns about `most` parcels on ground without town, village, road or water. */
export function openParcels(
  ground: Ground,
  cover: CoverResult,
  urban: Grid,
  villages: Grid,
  most: number,
): ParcelRow[] {
  const clear = ([x, y]: Point) =>
    sample(ground.water, x, y) > 18 &&
    sample(urban, x, y) > 40 &&
    sample(villages, x, y) > 15 &&
    sample(ground.corridors, x, y) > 40
  const makers = new Map(
    ['330112006', '330112008'].map((code) => [
      code,
      createParcelMaker({ townCode: code, addressAt: () => '临安区（合成示例）' }),
    ]),
  )
  // One grid for both kinds, so that no cell is both a field and a wood.
  const plan = {
    name: 'qingshan fields',
    origin,
    reach: [8200, 4600],
    cell: [150, 105],
    angle: 0.12,
    makerAt: ([x]: Point) => {
      const maker = makers.get(x < origin[0] ? '330112006' : '330112008')
      if (!maker) throw new RangeError('no town has this ground')
      return maker
    },
  } as const
  const fields = naturalParcels({
    ...plan,
    most: most - WOODS,
    fits: (p) => clear(p) && sample(cover.farmland, p[0], p[1]) < 0 && sample(cover.forest, p[0], p[1]) > 0,
    useAt: ([x, y]) => (sample(ground.slope, x, y) > 2.2 ? '0103' : '0101'),
  })
  const woods = naturalParcels({
    ...plan,
    most: WOODS,
    fits: (p) => clear(p) && sample(cover.forest, p[0], p[1]) < -1,
    useAt: ([x, y]) => (sample(ground.heights, x, y) > 140 ? '0301' : '0302'),
  })
  return [...fields, ...woods]
}

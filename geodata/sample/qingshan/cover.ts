/** Land cover around the lake: woods on the slopes, tea at their foot, fields on flat ground. */
import type { CoverClaim } from '../cover.ts'
import { partitionCover } from '../cover.ts'
import { distanceTo } from '../distance.ts'
import type { Grid } from '../grid.ts'
import { createGrid } from '../grid.ts'
import { createNoise, fractal } from '../noise.ts'
import { distance } from '../plane.ts'
import type { LandCoverRow } from '../rows.ts'
import { knownPoints, origin } from './layout.ts'

export interface CoverFields {
  readonly shore: Grid
  readonly water: Grid
  readonly slope: Grid
  readonly heights: Grid
  /** Metres to town blocks and to village lots, negative inside. */
  readonly urban: Grid
  readonly villages: Grid
}

export interface CoverResult {
  readonly rows: readonly LandCoverRow[]
  readonly forest: Grid
  readonly farmland: Grid
}

export function buildCover(fields: CoverFields): CoverResult {
  const { shore, water, slope, heights, urban, villages } = fields
  const texture = fractal(createNoise('qingshan texture'), 4, 900)
  const patch = fractal(createNoise('qingshan patch'), 3, 620)
  const edge = fractal(createNoise('qingshan edge'), 4, 3400)
  const rim = rimOf(shore)
  const bound = createGrid(shore, (x, y, i) => 700 + 1700 * edge(x, y) - (rim.data[i] as number))
  const limit = (field: Grid) =>
    createGrid(field, (_x, _y, i) => Math.max(field.data[i] as number, bound.data[i] as number))
  const forest = limit(
    createGrid(
      shore,
      (x, y, i) =>
        6.3 -
        (slope.data[i] as number) -
        7 * texture(x, y) -
        Math.max(0, (heights.data[i] as number) - 70) * 0.1,
    ),
  )
  const tea = limit(
    createGrid(shore, (x, y, i) => {
      const s = slope.data[i] as number
      return Math.max(2.5 - s, s - 13, 10 * (0.1 - patch(x, y)), ((heights.data[i] as number) - 170) * 0.2)
    }),
  )
  const farmland = limit(
    createGrid(shore, (x, y, i) =>
      Math.max(
        (slope.data[i] as number) - 5.5,
        12 * (patch(x + 9000, y) - 0.16),
        3 - (urban.data[i] as number) * 0.02,
      ),
    ),
  )
  const wetland = createGrid(shore, (x, y, i) =>
    Math.max(
      distance([x, y], knownPoints.waterForest) - 430 + 330 * patch(x, y),
      (slope.data[i] as number) * 60 - 420,
    ),
  )
  const parks = createGrid(shore, (x, y, i) =>
    Math.min(
      distance([x, y], knownPoints.flowerCentre) - 260 + 200 * patch(x, y),
      distance([x, y], knownPoints.scenicArea) - 210 + 160 * patch(x, y),
      Math.max((shore.data[i] as number) - 85 - 60 * patch(x, y), Math.abs(x - origin[0]) < 2300 ? 50 : -50),
      Math.max((water.data[i] as number) - 60 - 40 * patch(x, y), (urban.data[i] as number) - 130),
    ),
  )
  const grass = limit(createGrid(shore, () => -100))
  const verge = createGrid(shore, (_x, _y, i) => (urban.data[i] as number) - 40)
  const claims: CoverClaim[] = [
    { kind: null, field: water, minArea: 0 },
    { kind: null, field: urban, minArea: 0 },
    { kind: 'residential', field: villages, minArea: 800 },
    { kind: 'wetland', field: wetland, minArea: 2000 },
    { kind: 'park', field: parks, minArea: 2500 },
    { kind: 'grass', field: verge, minArea: 900 },
    { kind: 'forest', field: forest, minArea: 5000 },
    { kind: 'orchard', field: tea, minArea: 4000 },
    { kind: 'farmland', field: farmland, minArea: 4000 },
    { kind: 'grass', field: grass, minArea: 4000 },
  ]
  return { rows: partitionCover(claims), forest, farmland }
}

/** Returns metres to the edge of the ground. */
function rimOf(frame: Grid): Grid {
  return distanceTo(frame, (i) => {
    const column = i % frame.width
    return (
      i < frame.width || i >= frame.width * (frame.height - 1) || column === 0 || column === frame.width - 1
    )
  })
}

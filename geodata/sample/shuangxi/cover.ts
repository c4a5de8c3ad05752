/** Land cover of the corridor: woods and tea on the hills, green in the wetland, blocks of the city. */
import type { CoverClaim } from '../cover.ts'
import { partitionCover } from '../cover.ts'
import { distanceToLines } from '../fields.ts'
import type { Grid } from '../grid.ts'
import { createGrid } from '../grid.ts'
import { createNoise, fractal } from '../noise.ts'
import type { LandCoverRow } from '../rows.ts'
import type { Ground } from './ground.ts'
import { valleys } from './layout.ts'

export function buildCover(
  { heights, slope, water, wetland }: Ground,
  urban: Grid,
  villages: Grid,
): LandCoverRow[] {
  const texture = fractal(createNoise('shuangxi texture'), 4, 800)
  const patch = fractal(createNoise('shuangxi patch'), 3, 560)
  const { west, north, width, height, cell } = heights
  const [midX, midY] = [west + (width * cell) / 2, north - (height * cell) / 2]
  // The cover ends in an irregular edge inside the ground's frame, rounded at the corners.
  const edge = fractal(createNoise('shuangxi edge'), 4, 2300)
  const reach = (Math.min(width, height) * cell) / 2
  const bound = createGrid(heights, (x, y) => {
    const [u, v] = [(x - midX) / reach, (y - midY) / reach]
    return (Math.sqrt(Math.sqrt(u * u * u * u + v * v * v * v)) - 0.94) * reach + 900 * edge(x, y)
  })
  const near = distanceToLines(heights, valleys)
  const limit = (value: (x: number, y: number, i: number) => number) =>
    createGrid(heights, (x, y, i) => Math.max(value(x, y, i), bound.data[i] as number))
  const at = (grid: Grid, i: number) => grid.data[i] as number
  const claims: CoverClaim[] = [
    { kind: null, field: water, minArea: 0 },
    { kind: null, field: urban, minArea: 0 },
    { kind: 'residential', field: villages, minArea: 800 },
    { kind: 'wetland', field: limit((_x, _y, i) => at(wetland, i)), minArea: 3000 },
    {
      kind: 'park',
      field: limit((x, y, i) => Math.max(at(water, i) - 70 - 50 * patch(x, y), at(slope, i) * 20 - 160)),
      minArea: 3000,
    },
    { kind: 'grass', field: limit((_x, _y, i) => at(urban, i) - 35), minArea: 900 },
    {
      // Tea gardens are along the valleys, below the woods.
      kind: 'orchard',
      field: limit((x, y, i) =>
        Math.max(at(near, i) - 230 - 420 * patch(x - 5000, y), 1.5 - at(slope, i), at(slope, i) - 17),
      ),
      minArea: 2500,
    },
    {
      kind: 'forest',
      field: limit(
        (x, y, i) => 6 - at(slope, i) - 6 * texture(x, y) - Math.max(0, at(heights, i) - 40) * 0.12,
      ),
      minArea: 5000,
    },
    {
      kind: 'orchard',
      field: limit((x, y, i) => Math.max(2 - at(slope, i), at(slope, i) - 14, 10 * (0.02 - patch(x, y)))),
      minArea: 4000,
    },
    {
      kind: 'farmland',
      field: limit((x, y, i) => Math.max(at(slope, i) - 5, 12 * (patch(x + 7000, y) - 0.05))),
      minArea: 5000,
    },
    { kind: 'grass', field: limit(() => -100), minArea: 5000 },
  ]
  return partitionCover(claims)
}

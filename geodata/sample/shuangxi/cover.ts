/** Land cover of the corridor: woods and tea on the hills, the wetland's green, the city's blocks. */
import type { CoverClaim } from '../cover.ts'
import { partitionCover } from '../cover.ts'
import type { Grid } from '../grid.ts'
import { createGrid } from '../grid.ts'
import { createNoise, fractal } from '../noise.ts'
import type { LandCoverRow } from '../rows.ts'
import type { Ground } from './ground.ts'

export function buildCover({ heights, slope, water, wetland }: Ground, urban: Grid): LandCoverRow[] {
  const texture = fractal(createNoise('shuangxi texture'), 4, 800)
  const patch = fractal(createNoise('shuangxi patch'), 3, 560)
  const { west, north, width, height, cell } = heights
  const [midX, midY] = [west + (width * cell) / 2, north - (height * cell) / 2]
  // Everything ends in an organic edge inside the ground's frame.
  const reach = Math.min(width, height) * cell * 0.47
  const edge = fractal(createNoise('shuangxi edge'), 4, 1500)
  const limit = (value: (x: number, y: number, i: number) => number) =>
    createGrid(heights, (x, y, i) =>
      Math.max(value(x, y, i), Math.max(Math.abs(x - midX), Math.abs(y - midY)) - reach + 500 * edge(x, y)),
    )
  const at = (grid: Grid, i: number) => grid.data[i] as number
  const claims: CoverClaim[] = [
    { kind: null, field: water, leastArea: 0 },
    { kind: null, field: urban, leastArea: 0 },
    { kind: 'wetland', field: limit((_x, _y, i) => at(wetland, i)), leastArea: 3000 },
    {
      kind: 'park',
      field: limit((x, y, i) => Math.max(at(water, i) - 70 - 50 * patch(x, y), at(slope, i) * 20 - 160)),
      leastArea: 3000,
    },
    { kind: 'grass', field: limit((_x, _y, i) => at(urban, i) - 35), leastArea: 900 },
    {
      kind: 'forest',
      field: limit(
        (x, y, i) => 6 - at(slope, i) - 6 * texture(x, y) - Math.max(0, at(heights, i) - 40) * 0.12,
      ),
      leastArea: 5000,
    },
    {
      kind: 'orchard',
      field: limit((x, y, i) => Math.max(2 - at(slope, i), at(slope, i) - 14, 10 * (0.02 - patch(x, y)))),
      leastArea: 4000,
    },
    {
      kind: 'farmland',
      field: limit((x, y, i) => Math.max(at(slope, i) - 5, 12 * (patch(x + 7000, y) - 0.05))),
      leastArea: 5000,
    },
    { kind: 'grass', field: limit(() => -100), leastArea: 5000 },
  ]
  return partitionCover(claims)
}

/** Control lines of every kind around the lake, derived from terrain and buildings. */

import { regionBelow } from '../contour.ts'
import { controlLine, heritageLines, linesBelow } from '../control-lines.ts'
import type { Grid } from '../grid.ts'
import { createGrid } from '../grid.ts'
import { around } from '../plane.ts'
import { createRandom } from '../random.ts'
import type { ControlLineRow } from '../rows.ts'
import type { CoverResult } from './cover.ts'
import type { Ground } from './ground.ts'
import { origin } from './layout.ts'

/** Height of a 100-year flood in metres above sea level (合成示例). */
const FLOOD_M = 29.6

export function qingshanControlLines(
  ground: Ground,
  cover: CoverResult,
  urban: Grid,
  villages: Grid,
): ControlLineRow[] {
  const { heights, water, lake } = ground
  const at = (grid: Grid, i: number) => grid.data[i] as number
  const field = (value: (i: number) => number) => createGrid(heights, (_x, _y, i) => value(i))
  const redline = field((i) =>
    Math.max(at(cover.forest, i) + 4, 320 - at(urban, i), 90 - at(villages, i), (95 - at(heights, i)) * 2),
  )
  const farmland = field((i) =>
    Math.max(
      at(cover.farmland, i),
      150 - at(urban, i),
      25 - at(villages, i),
      35 - at(water, i),
      60 - at(ground.corridors, i),
    ),
  )
  const boundary = field((i) => Math.max(at(urban, i) - 130, 25 - at(water, i)))
  const flood = field((i) =>
    Math.max((at(heights, i) - FLOOD_M) * 25, at(water, i) - 380, -at(lake.shore, i)),
  )
  const [place, placeEn] = ['青山湖', 'Qingshan Lake']
  const shoreline = regionBelow(lake.shore, 90, { minArea: 1e5, tolerance: 3, rounds: 1 }).slice(0, 1)
  const random = createRandom('qingshan heritage')
  const placeAt = around(origin)
  return [
    ...linesBelow('ecological_redline', place, placeEn, redline, 250_000),
    ...linesBelow('permanent_basic_farmland', place, placeEn, farmland, 25_000),
    ...linesBelow('urban_development_boundary', place, placeEn, boundary, 300_000),
    ...linesBelow('flood', place, placeEn, flood, 60_000),
    controlLine('water_protection', place, placeEn, shoreline),
    ...heritageLines(random, {
      name: '示例古塔',
      name_en: 'Sample Pagoda',
      middle: placeAt(-4.1, -0.9),
      radius: 85,
      heightLimit: 18,
    }),
    ...heritageLines(random, {
      name: '示例老街',
      name_en: 'Sample Old Street',
      middle: placeAt(3.8, 0.8),
      radius: 120,
      heightLimit: 12,
    }),
  ]
}

/** The ground of Qingshan Lake: heights, water, slope, and the area taken by main roads. */
import { regionBelow } from '../contour.ts'
import { distanceToLines, least, slopeOf } from '../fields.ts'
import type { Grid } from '../grid.ts'
import { mapGrid } from '../grid.ts'
import type { WaterRow, WaterwayRow } from '../rows.ts'
import { fillLake, type Lake } from './lake.ts'
import { mainRoads } from './main-roads.ts'
import { courses, shapeTerrain } from './terrain.ts'

export interface Ground {
  readonly lake: Lake
  readonly heights: Grid
  /** In degrees. */
  readonly slope: Grid
  /** Metres to the lake or a river, negative on it. */
  readonly water: Grid
  /** Metres to the motorway, trunk road and railway. */
  readonly corridors: Grid
  readonly waterRows: readonly WaterRow[]
  readonly riverRows: readonly WaterwayRow[]
}

interface River {
  readonly name: string
  readonly name_en: string
  readonly halfWidth: number
}

/** In the order of `courses`. */
const rivers: readonly River[] = [
  { name: '南苕溪（示例）', name_en: 'South Tiaoxi (sample)', halfWidth: 27 },
  { name: '南苕溪（示例）', name_en: 'South Tiaoxi (sample)', halfWidth: 33 },
  { name: '横溪（示例）', name_en: 'Hengxi Brook (sample)', halfWidth: 13 },
]

export function layGround(): Ground {
  const lake = fillLake(shapeTerrain())
  const { heights, shore } = lake
  const reaches = courses.map(({ line }, index) => {
    const river = rivers[index] ?? rivers[0]
    if (!river) throw new RangeError('a river has no width')
    const bank = mapGrid(distanceToLines(heights, [line]), (d) => d - river.halfWidth)
    return { river, line, bank }
  })
  const water = least(shore, ...reaches.map(({ bank }) => bank))
  const riverWater = reaches.flatMap(({ river, bank }): WaterRow[] => {
    const outside = mapGrid(bank, (d, i) => Math.max(d, -(shore.data[i] as number)))
    return regionBelow(outside, 0, { minArea: 3000, tolerance: 2, rounds: 2 }).map((polygon) => ({
      kind: 'river',
      name: river.name,
      name_en: river.name_en,
      geom: [polygon],
    }))
  })
  return {
    lake,
    heights,
    slope: slopeOf(heights, 2),
    water,
    corridors: distanceToLines(
      heights,
      mainRoads.filter((road) => road.class !== 'metro' && road.class !== 'primary').map(({ line }) => line),
    ),
    waterRows: [
      { kind: 'reservoir', name: '青山湖', name_en: 'Qingshan Lake', geom: lake.outline },
      ...riverWater,
    ],
    riverRows: reaches.map(({ river, line }) => ({
      kind: 'river',
      name: river.name,
      name_en: river.name_en,
      geom: line,
    })),
  }
}

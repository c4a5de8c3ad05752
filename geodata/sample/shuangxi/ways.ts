/** Rows of roads, streets, village lanes and trails of the corridor. */
import { regionBelow } from '../contour.ts'
import { connect } from '../country-roads.ts'
import type { Grid } from '../grid.ts'
import { coarser, createGrid, sample } from '../grid.ts'
import type { Peak } from '../peaks.ts'
import type { Line, Point } from '../plane.ts'
import { roadRows } from '../road-rows.ts'
import type { RoadRow } from '../rows.ts'
import type { Town } from '../town.ts'
import type { Ground } from './ground.ts'
import { chain, mainRoads } from './layout.ts'
import type { Village } from './villages.ts'

/** Distance in metres of the road around the wetland from its edge. */
const RING_OFFSET_M = 30

/** Returns the closed course of the road around the wetland. */
function wetlandRing(wetland: Grid): Line {
  const [outline] = regionBelow(wetland, RING_OFFSET_M, { minArea: 1e6, tolerance: 2, rounds: 2 })
  const ring = outline?.[0] ?? []
  return [...ring, ...ring.slice(0, 1)]
}

function costsOf({ slope, water, wetland, heights }: Ground, steep: number): Grid {
  return createGrid(
    coarser(heights, 2),
    (x, y) =>
      1 +
      sample(slope, x, y) ** 2 * steep +
      (sample(water, x, y) < 12 ? 14 : 0) +
      (sample(wetland, x, y) < 0 ? 20 : 0),
  )
}

function mainRows({ water, heights }: Ground): RoadRow[] {
  return mainRoads.flatMap(({ line, ...road }) =>
    roadRows({
      ...road,
      line,
      water,
      ...(road.class === 'trunk' ? { tunnelAbove: { heights, metres: 55 } } : {}),
    }),
  )
}

export function wayRows(
  ground: Ground,
  towns: readonly Town[],
  villages: readonly Village[],
  peaks: readonly Peak[],
): RoadRow[] {
  const { water, wetland } = ground
  const streets = towns.flatMap((town) =>
    town.streets.flatMap(({ class: kind, name, course }) => {
      const [zh = '', en = ''] = name.split('|')
      return roadRows({ class: kind, name: `${zh}（示例）`, name_en: `${en} (sample)`, line: course, water })
    }),
  )
  const ring = wetlandRing(wetland)
  const open = mainRoads.filter((road) => road.class === 'primary').map(({ line }) => line)
  const country = connect(
    costsOf(ground, 0.08),
    [...open, ring, ...towns.flatMap((town) => town.streets.map(({ course }) => course))],
    villages.map(({ site }) => site.middle),
  )
  const trails = connect(
    costsOf(ground, 0.012),
    [...chain.map(({ line }) => line), ...country, ...open],
    peaks.map(({ point }): Point => point),
  )
  const of = (kind: string, lines: readonly Line[]) =>
    lines.flatMap((line) => roadRows({ class: kind, line, water }))
  return [
    ...mainRows(ground),
    ...streets,
    ...roadRows({
      class: 'tertiary',
      name: '湿地环路（示例）',
      name_en: 'Wetland Ring Road (sample)',
      line: ring,
      water,
    }),
    ...of('tertiary', country),
    ...of(
      'residential',
      villages.flatMap(({ town }) => town.streets.map(({ course }) => course)),
    ),
    ...of('path', trails),
  ]
}

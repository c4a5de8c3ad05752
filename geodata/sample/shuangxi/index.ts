/** The sample of the 双西 corridor, composed. */
import { connect } from '../country-roads.ts'
import { signedDistance } from '../distance.ts'
import { facilitiesAlong } from '../facilities.ts'
import { cellsInside } from '../fields.ts'
import { coarser, createGrid, sample } from '../grid.ts'
import { createNamer } from '../names.ts'
import type { Peak } from '../peaks.ts'
import { findPeaks, peakPlaces } from '../peaks.ts'
import type { Point } from '../plane.ts'
import { createRandom } from '../random.ts'
import { roadRows } from '../road-rows.ts'
import type { RoadRow, SampleArea } from '../rows.ts'
import { emptyArea } from '../rows.ts'
import { streamRows } from '../streams.ts'
import type { Town } from '../town.ts'
import { buildCity } from './city.ts'
import { buildCover } from './cover.ts'
import { chainEntrances, chainGreenways } from './greenways.ts'
import { type Ground, layGround } from './ground.ts'
import { incidents } from './incidents.ts'
import { chain, mainRoads, river } from './layout.ts'
import { patrolUnits, patrolZones } from './zones.ts'

function ways({ water, slope, heights }: Ground, towns: readonly Town[], peaks: readonly Peak[]): RoadRow[] {
  const main = mainRoads.flatMap(({ line, ...road }) =>
    roadRows({
      ...road,
      line,
      water,
      ...(road.class === 'trunk' ? { tunnelAbove: { heights, metres: 55 } } : {}),
    }),
  )
  const streets = towns.flatMap((town) =>
    town.streets.flatMap(({ class: kind, name, course }) => {
      const [zh = '', en = ''] = name.split('|')
      return roadRows({ class: kind, name: `${zh}（示例）`, name_en: `${en} (sample)`, line: course, water })
    }),
  )
  const costs = createGrid(
    coarser(heights, 2),
    (x, y) => 1 + sample(slope, x, y) ** 2 * 0.012 + (sample(water, x, y) < 12 ? 14 : 0),
  )
  const trails = connect(
    costs,
    [...chain.map(({ line }) => line), ...mainRoads.slice(0, 3).map(({ line }) => line)],
    peaks.map(({ point }): Point => point),
  )
  return [...main, ...streets, ...trails.flatMap((line) => roadRows({ class: 'path', line, water }))]
}

/** `now` ends the two years of incidents and places the units in time. */
export function generateShuangxi(now: Date): SampleArea {
  const ground = layGround()
  const { heights, water } = ground
  const namer = createNamer(createRandom('shuangxi names'))
  const towns = buildCity(ground, namer)
  const blocks = cellsInside(
    heights,
    towns.flatMap((town) => town.grounds.map(({ ring }) => ring)),
  )
  const urban = signedDistance(heights, (i) => blocks[i] === 1)
  const peaks = findPeaks(heights, 90, 1000).slice(0, 18)
  const zones = patrolZones(ground)
  const units = patrolUnits(zones, now)
  const entrances = chainEntrances()
  const dry = ([x, y]: Point) => sample(water, x, y) > 4
  const facilities = chain.flatMap(({ name, name_en, line }) =>
    facilitiesAlong(
      createRandom(`facilities ${name_en}`),
      line,
      name.replace('双西绿道·', '').replace('（示例）', ''),
      name_en.replace('Shuangxi Greenway, ', '').replace(' (sample)', ''),
      dry,
    ),
  )
  return {
    ...emptyArea,
    heights,
    landCover: buildCover(ground, urban),
    water: ground.waterRows,
    waterways: [
      { kind: 'river', name: '沿山河（示例）', name_en: 'Foothill River (sample)', geom: river },
      ...streamRows({ heights, water, urban, namer, leastCatchment: 3e5 }),
    ],
    roads: ways(ground, towns, peaks),
    buildings: towns.flatMap((town) => town.buildings),
    greenways: chainGreenways(ground),
    facilities,
    entrances,
    zones,
    units,
    incidents: incidents({ zones, units: units.map(({ code }) => code), entrances, facilities, now }),
    places: peakPlaces(peaks, namer),
  }
}

/** Rows of roads, streets, lanes and paths around the lake. */
import { connect } from '../country-roads.ts'
import type { Grid } from '../grid.ts'
import { coarser, createGrid, sample } from '../grid.ts'
import type { Peak } from '../peaks.ts'
import type { Line, Point } from '../plane.ts'
import { roadRows } from '../road-rows.ts'
import type { RoadRow } from '../rows.ts'
import type { Town } from '../town.ts'
import type { VillageSite } from '../villages.ts'
import type { Ground } from './ground.ts'
import { mainRoads } from './main-roads.ts'

export interface WaysOptions {
  readonly ground: Ground
  readonly urban: Grid
  readonly towns: readonly Town[]
  readonly villages: readonly { readonly site: VillageSite; readonly town: Town }[]
  readonly loop: Line
  readonly peaks: readonly Peak[]
}

/** Height in metres above which motorway and railway run in tunnels. */
const TUNNEL_M = 78

/** Returns the cost of a metre by slope and water, so that roads follow the valley and avoid bridges. */
function costsOf({ slope, water, heights }: Ground, cell: number, steep: number): Grid {
  return createGrid(coarser(heights, cell / heights.cell), (x, y) => {
    const s = sample(slope, x, y)
    return 1 + s * s * steep + (sample(water, x, y) < 12 ? 14 : 0)
  })
}

function streetRows({ ground, towns }: WaysOptions): RoadRow[] {
  return towns.flatMap((town) =>
    town.streets.flatMap(({ class: kind, name, course }) => {
      const [zh = null, en = null] = name.split('|')
      return roadRows({
        class: kind,
        name: zh ? `${zh}（示例）` : null,
        name_en: en ? `${en} (sample)` : null,
        line: course,
        water: ground.water,
      })
    }),
  )
}

export function wayRows(options: WaysOptions): RoadRow[] {
  const { ground, towns, villages, loop, peaks } = options
  const { water, heights } = ground
  const main = mainRoads.flatMap(({ line, ...road }) => {
    const tunnels = road.class === 'motorway' || road.class === 'rail'
    return roadRows({
      ...road,
      line,
      water,
      ...(tunnels ? { tunnelAbove: { heights, metres: TUNNEL_M } } : {}),
    })
  })
  const open = mainRoads
    .filter((road) => road.class === 'trunk' || road.class === 'primary')
    .map(({ line }) => line)
  const streets = towns.flatMap((town) => town.streets.map(({ course }) => course))
  const country = connect(
    costsOf(ground, 40, 0.08),
    [...open, ...streets],
    villages.map(({ site }) => site.middle),
  )
  const lanes = villages.flatMap(({ town }) => town.streets.map(({ course }) => course))
  const trails = connect(
    costsOf(ground, 40, 0.012),
    [loop, ...country, ...open],
    peaks.map(({ point }): Point => point),
  )
  const of = (kind: string, lines: readonly Line[]) =>
    lines.flatMap((line) => roadRows({ class: kind, line, water }))
  return [
    ...main,
    ...streetRows(options),
    ...of('tertiary', country),
    ...of('residential', lanes),
    ...of('path', trails),
  ]
}

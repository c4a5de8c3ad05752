/** The chain of greenways in segments, its entrances, and its length by zone. */
import { sample } from '../grid.ts'
import type { Line, Point } from '../plane.ts'
import { distance } from '../plane.ts'
import { lengthOf, pointAlong, slice } from '../polyline.ts'
import { createRandom } from '../random.ts'
import type { EntranceRow, GreenwayRow, SegmentRow } from '../rows.ts'
import { cutByKind } from '../stretches.ts'
import type { Ground } from './ground.ts'
import { chain } from './layout.ts'

function segmentsOf(line: Line, { water, wetland, slope }: Ground, name: string): SegmentRow[] {
  const random = createRandom(`shuangxi ${name}`)
  const length = lengthOf(line)
  const pieces: Line[] = []
  for (let from = 0; from < length; ) {
    let to = from + random.between(380, 900)
    if (length - to < 300) to = length
    pieces.push(slice(line, from, to))
    from = to
  }
  return pieces.flatMap((piece): SegmentRow[] => {
    const { point } = pointAlong(piece, lengthOf(piece) / 2)
    const inWetland = sample(wetland, point[0], point[1]) < 0
    const steep = sample(slope, point[0], point[1])
    const land = inWetland
      ? 'boardwalk'
      : steep > 12
        ? 'stone_steps'
        : random.pick(['asphalt', 'rubber', 'paving', 'concrete'])
    return cutByKind(piece, ([x, y]) => sample(water, x, y) < 2, 40).map(
      ({ kind: overWater, line: geom }) => ({
        length_m: lengthOf(geom),
        surface: overWater ? 'boardwalk' : land,
        width_m: overWater || inWetland ? 2.8 : steep > 12 ? 2 : 4,
        lit: steep < 5,
        bicycle: steep < 9 && !inWetland,
        geom,
      }),
    )
  })
}

export function chainGreenways(ground: Ground): GreenwayRow[] {
  return chain.map(({ name, name_en, line }) => ({
    name,
    name_en,
    operator: '双西联合管理单位（合成示例）',
    loop: false,
    segments: segmentsOf(line, ground, name_en),
  }))
}

const gates: Readonly<Record<string, readonly (readonly [zh: string, en: string])[]>> = {
  main: [['主入口', 'Main Entrance']],
  metro: [['地铁口', 'Metro Entrance']],
  parking: [
    ['停车场', 'Car Park'],
    ['停车场二', 'Car Park 2'],
  ],
  side: [
    ['东门', 'East Gate'],
    ['西门', 'West Gate'],
    ['码头', 'Pier'],
    ['南门', 'South Gate'],
  ],
}
/** An entrance within this distance of a station is a metro entrance. */
const STATION_REACH_M = 450
/** Ends of two greenways within this distance share an entrance. */
const SHARED_M = 150

/** Returns entrances at both ends of each greenway and every two kilometres. */
export function chainEntrances(stations: readonly Point[]): EntranceRow[] {
  const entrances: EntranceRow[] = []
  chain.forEach(({ name, name_en, line }, greenway) => {
    const length = lengthOf(line)
    const count = Math.max(2, Math.round(length / 2000) + 1)
    const used = new Map<string, number>()
    for (let k = 0; k < count; k++) {
      const { point } = pointAlong(line, (length * k) / (count - 1))
      if (entrances.some(({ geom }) => distance(geom, point) < SHARED_M)) continue
      const metro = stations.some((station) => distance(station, point) < STATION_REACH_M)
      const kind =
        metro && !used.has('metro') ? 'metro' : !used.has('main') ? 'main' : k % 2 === 0 ? 'parking' : 'side'
      const turn = used.get(kind) ?? 0
      used.set(kind, turn + 1)
      const [zh, en] = gates[kind]?.[turn] ?? [`${turn + 1} 号门`, `Gate ${turn + 1}`]
      entrances.push({
        kind,
        name: `${name.replace('双西绿道·', '').replace('（示例）', '')}${zh}（示例）`,
        name_en: `${name_en.replace('Shuangxi Greenway, ', '').replace(' (sample)', '')} ${en} (sample)`,
        greenway,
        wheelchair: (greenway + k) % 3 !== 0,
        geom: point,
      })
    }
  })
  return entrances
}

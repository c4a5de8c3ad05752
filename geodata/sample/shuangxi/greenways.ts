/** The chain of greenways in segments, its entrances, and its length by zone. */
import { sample } from '../grid.ts'
import type { Line } from '../plane.ts'
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

const gates = ['东门', '西门', '南门', '北门', '码头', '地铁站', '停车场', '驿站']
const gatesEn = ['East Gate', 'West Gate', 'South Gate', 'North Gate', 'Pier', 'Metro', 'Car Park', 'Station']

/** Where people come in: both ends of each greenway and every two kilometres. */
export function chainEntrances(): EntranceRow[] {
  return chain.flatMap(({ name, name_en, line }, greenway): EntranceRow[] => {
    const length = lengthOf(line)
    const count = Math.max(2, Math.round(length / 2000) + 1)
    return Array.from({ length: count }, (_, k) => ({
      kind: k === 0 ? 'main' : ((['side', 'parking', 'metro'] as const)[(greenway + k) % 3] ?? 'side'),
      name: `${name.replace('双西绿道·', '').replace('（示例）', '')}${gates[(greenway * 3 + k) % gates.length]}（示例）`,
      name_en: `${name_en.replace('Shuangxi Greenway, ', '').replace(' (sample)', '')} ${gatesEn[(greenway * 3 + k) % gates.length]} (sample)`,
      greenway,
      wheelchair: (greenway + k) % 3 !== 0,
      geom: pointAlong(line, (length * k) / (count - 1)).point,
    }))
  })
}

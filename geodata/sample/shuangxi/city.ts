/** Built-up ground of the corridor: 留下 in the west and the city's edge in the north-east. */

import { memo } from '../../model/memo.ts'
import { distanceToLines } from '../fields.ts'
import type { Grid } from '../grid.ts'
import { sample } from '../grid.ts'
import type { Namer } from '../names.ts'
import { createParcelMaker } from '../parcels.ts'
import type { Point } from '../plane.ts'
import { distance } from '../plane.ts'
import type { Town } from '../town.ts'
import { buildTown } from '../town.ts'
import type { Quarter } from '../zoning.ts'
import type { Ground } from './ground.ts'
import { at, chain } from './layout.ts'

const parcels = createParcelMaker({ townCode: '330106109', addressAt: () => '西湖区（合成示例）' })

function fitsOf({ slope, water, wetland, corridors }: Ground, greenways: Grid) {
  return ([x, y]: Point) =>
    sample(slope, x, y) < 5 &&
    sample(water, x, y) > 55 &&
    sample(wetland, x, y) > 60 &&
    sample(corridors, x, y) > 32 &&
    sample(greenways, x, y) > 26
}

const liuxia = at(-4.0, 0.0)
const wenxin = at(4.1, 3.4)

export function buildCity(ground: Ground, namer: Namer): Town[] {
  const fits = fitsOf(
    ground,
    distanceToLines(
      ground.heights,
      chain.map(({ line }) => line),
    ),
  )
  const inside = (middle: Point, reach: number) => (p: Point) => distance(p, middle) < reach && fits(p)
  const streetName = () =>
    memo((line: string) => {
      const { zh, en } = namer.street(line.startsWith('v') ? 'road' : 'street')
      return `${zh}|${en}`
    })
  const quarter = (centre: Point, p: Point): Quarter => {
    if (sample(ground.water, p[0], p[1]) < 140) return 'waterside'
    const d = distance(p, centre)
    return d < 420 ? 'centre' : d < 1100 ? 'mixed' : 'housing'
  }
  return [
    buildTown(
      {
        name: 'liuxia',
        origin: liuxia,
        angle: 0.12,
        stray: 130,
        extent: [-1500, -1500, 1900, 1900],
        spacing: 205,
        joining: 0.2,
        fits: inside(liuxia, 1750),
        quarterAt: (p) => quarter(liuxia, p),
        parcels,
      },
      streetName(),
    ),
    buildTown(
      {
        name: 'wenxin',
        origin: wenxin,
        angle: -0.06,
        stray: 110,
        extent: [-1500, -2300, 1300, 2000],
        spacing: 218,
        joining: 0.22,
        fits: inside(wenxin, 2100),
        quarterAt: (p) => quarter(wenxin, p),
        parcels,
      },
      streetName(),
    ),
    buildTown(
      {
        name: 'foothill',
        origin: at(0.3, 0.62),
        angle: 0.03,
        stray: 90,
        extent: [-2600, -420, 2300, 420],
        spacing: 190,
        joining: 0.15,
        fits,
        quarterAt: (p) => quarter(at(0.5, 0.6), p),
        parcels,
      },
      streetName(),
    ),
  ]
}

/** The two towns by the lake: 锦城 upstream in the west, 青山湖街道 below the dam in the east. */
import { memo } from '../../model/memo.ts'
import type { Grid } from '../grid.ts'
import { sample } from '../grid.ts'
import type { Namer } from '../names.ts'
import { createParcelMaker } from '../parcels.ts'
import type { Point } from '../plane.ts'
import { around, distance } from '../plane.ts'
import type { Town } from '../town.ts'
import { buildTown } from '../town.ts'
import type { Quarter } from '../zoning.ts'
import { origin } from './layout.ts'

const at = around(origin)
const eastCentre = at(4.7, 1.5)
const oldTown = at(3.75, 0.75)
const westCentre = at(-4.5, -0.55)
const northWest = at(-4.3, 2.2)

export interface TownGround {
  readonly heights: Grid
  /** Metres to water, negative on it. */
  readonly water: Grid
  /** Metres to the motorway, trunk road and railway. */
  readonly corridors: Grid
  /** In degrees. */
  readonly slope: Grid
}

export function buildTowns(ground: TownGround, namer: Namer): Town[] {
  const flat = (least: number) => (p: Point) =>
    sample(ground.slope, p[0], p[1]) < 5.5 &&
    sample(ground.water, p[0], p[1]) > least &&
    sample(ground.corridors, p[0], p[1]) > 34
  const streetName = () =>
    memo((line: string) => {
      const { zh, en } = namer.street(line.startsWith('v') ? 'road' : 'street')
      return `${zh}|${en}`
    })
  const east = (p: Point) => p[0] > origin[0] + 3150 && flat(48)(p) && eastLimit(p)
  const west = (p: Point) => p[0] < origin[0] - 3000 && flat(45)(p) && westLimit(p)
  return [
    buildTown(
      {
        name: 'qingshan east',
        origin: at(5.6, 1.4),
        angle: 0.2,
        stray: 190,
        extent: [-3100, -3300, 3000, 3000],
        spacing: 228,
        joining: 0.24,
        fits: east,
        quarterAt: (p) => eastQuarter(ground, p),
        parcels: createParcelMaker({
          townCode: '330112008',
          addressAt: () => '临安区青山湖街道（合成示例）',
        }),
      },
      streetName(),
    ),
    buildTown(
      {
        name: 'qingshan west',
        origin: at(-5.2, 0),
        angle: -0.13,
        stray: 170,
        extent: [-3000, -2500, 2400, 3600],
        spacing: 196,
        joining: 0.2,
        fits: west,
        quarterAt: (p) => westQuarter(ground, p),
        parcels: createParcelMaker({ townCode: '330112006', addressAt: () => '临安区锦城街道（合成示例）' }),
      },
      streetName(),
    ),
  ]
}

/** Limits the town by an irregular outline instead of a circle. */
function eastLimit(p: Point): boolean {
  const [e, n] = [(p[0] - origin[0]) / 1000 - 5.3, (p[1] - origin[1]) / 1000 - 1.35]
  const angle = Math.atan2(n, e)
  return Math.hypot(e / 1.12, n) < 2.45 + 0.3 * Math.sin(3 * angle + 0.6) + 0.17 * Math.sin(7 * angle + 2)
}

function westLimit(p: Point): boolean {
  const [e, n] = [(p[0] - origin[0]) / 1000 + 4.7, (p[1] - origin[1]) / 1000 - 0.15]
  const angle = Math.atan2(n, e)
  return Math.hypot(e, n / 1.35) < 1.75 + 0.22 * Math.sin(3 * angle + 1.2) + 0.14 * Math.sin(5 * angle)
}

function eastQuarter(ground: TownGround, p: Point): Quarter {
  if (sample(ground.water, p[0], p[1]) < 190) return 'waterside'
  if (distance(p, oldTown) < 620) return 'oldtown'
  if (distance(p, eastCentre) < 620) return 'centre'
  const [e, n] = [(p[0] - origin[0]) / 1000, (p[1] - origin[1]) / 1000]
  if (e > 6.0 && n > 0.2) return 'industry'
  if (n > 2.4) return e > 4.6 ? 'industry' : 'research'
  if (n < -0.1) return 'housing'
  return distance(p, eastCentre) < 1350 ? 'mixed' : 'housing'
}

function westQuarter(ground: TownGround, p: Point): Quarter {
  if (sample(ground.water, p[0], p[1]) < 150) return 'waterside'
  if (distance(p, westCentre) < 520) return 'centre'
  if (distance(p, westCentre) < 1150) return 'oldtown'
  if (distance(p, northWest) < 700) return 'research'
  return distance(p, westCentre) < 2000 ? 'mixed' : 'housing'
}

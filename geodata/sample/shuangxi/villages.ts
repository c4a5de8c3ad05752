/** Villages between the wetland and the hills, and in the tea valleys. */
import { distanceToLines } from '../fields.ts'
import type { Grid } from '../grid.ts'
import { sample } from '../grid.ts'
import { createNamer } from '../names.ts'
import { createParcelMaker } from '../parcels.ts'
import type { Point } from '../plane.ts'
import { createRandom } from '../random.ts'
import type { PlaceRow } from '../rows.ts'
import type { Town } from '../town.ts'
import { buildVillage, chooseSites, type VillageSite } from '../villages.ts'
import type { Ground } from './ground.ts'
import { chain, groundBox } from './layout.ts'

const COUNT = 20
/** Minimum distance in metres of villages from the edge of the ground. */
const EDGE_M = 700

export interface Village {
  readonly site: VillageSite
  readonly town: Town
}

export function buildVillages(ground: Ground, urban: Grid): Village[] {
  const { slope, water, wetland, corridors, heights } = ground
  const random = createRandom('shuangxi villages')
  const namer = createNamer(createRandom('shuangxi village names'))
  const parcels = createParcelMaker({ townCode: '330106109', addressAt: () => '西湖区（合成示例）' })
  const greenways = distanceToLines(
    heights,
    chain.map(({ line }) => line),
  )
  const fits = ([x, y]: Point) =>
    sample(water, x, y) > 45 &&
    sample(wetland, x, y) > 75 &&
    sample(urban, x, y) > 50 &&
    sample(corridors, x, y) > 45 &&
    sample(greenways, x, y) > 28 &&
    sample(slope, x, y) < 8
  const [minX, minY, maxX, maxY] = groundBox
  const inside = ([x, y]: Point) =>
    x > minX + EDGE_M && x < maxX - EDGE_M && y > minY + EDGE_M && y < maxY - EDGE_M
  const sites = chooseSites({
    random,
    namer,
    slope,
    count: COUNT,
    apart: 640,
    fits: (p) => fits(p) && inside(p) && sample(urban, p[0], p[1]) > 240,
  })
  return sites.map((site) => ({ site, town: buildVillage({ site, random, fits, parcels }) }))
}

export function villagePlaces(villages: readonly Village[]): PlaceRow[] {
  return villages.map(({ site }) => ({
    kind: 'locality',
    name: `${site.name.zh}村（示例）`,
    name_en: `${site.name.en} Village (sample)`,
    importance: 0.4,
    geom: site.middle,
  }))
}

/** Composes the sample around Qingshan Lake. */
import { signedDistance } from '../distance.ts'
import { facilitiesAlong } from '../facilities.ts'
import { cellsInside } from '../fields.ts'
import type { Grid } from '../grid.ts'
import { sample } from '../grid.ts'
import { createNamer } from '../names.ts'
import { createParcelMaker } from '../parcels.ts'
import { findPeaks, peakPlaces } from '../peaks.ts'
import type { Line, Point, Ring } from '../plane.ts'
import { lengthOf, pointAlong } from '../polyline.ts'
import { createRandom } from '../random.ts'
import type { EntranceRow, FacilityRow, SampleArea } from '../rows.ts'
import { emptyArea } from '../rows.ts'
import { streamRows } from '../streams.ts'
import { buildVillage, chooseSites } from '../villages.ts'
import { qingshanControlLines } from './controls.ts'
import { buildCover } from './cover.ts'
import { qingshanCoverages } from './coverages.ts'
import { type Ground, layGround } from './ground.ts'
import { knownPoints, origin } from './layout.ts'
import { loopGreenway, traceLoop } from './loop.ts'
import { openParcels } from './open-parcels.ts'
import { qingshanPlans } from './plans.ts'
import { buildTowns } from './towns.ts'
import { wayRows } from './ways.ts'

/** Approximate number of all parcels. */
const PARCELS = 3000

const townCode = '330112008'

/** Returns metres to the edge of the rings, negative inside. */
function fieldOf(frame: Grid, rings: readonly Ring[]): Grid {
  const marked = cellsInside(frame, rings)
  return signedDistance(frame, (i) => marked[i] === 1)
}

function buildVillages(ground: Ground, urban: Grid) {
  const { slope, water, corridors } = ground
  const random = createRandom('qingshan villages')
  const namer = createNamer(createRandom('qingshan village names'))
  const parcels = createParcelMaker({ townCode, addressAt: () => '临安区青山湖街道农村（合成示例）' })
  const fits = ([x, y]: Point) =>
    sample(water, x, y) > 45 &&
    sample(urban, x, y) > 60 &&
    sample(corridors, x, y) > 45 &&
    sample(slope, x, y) < 7
  const sites = chooseSites({
    random,
    namer,
    slope,
    count: 34,
    apart: 780,
    fits: (p) => fits(p) && sample(urban, p[0], p[1]) > 380 && Math.abs(p[0] - origin[0]) < 8600,
  })
  return sites.map((site) => ({ site, town: buildVillage({ site, random, fits, parcels }) }))
}

/** Returns the known points around the lake: real positions and names in a synthetic landscape. */
function knownFacilities(): FacilityRow[] {
  const known = (kind: string, name: string, name_en: string, geom: Point): FacilityRow => ({
    kind,
    name,
    name_en,
    geom,
  })
  return [
    known('attraction', '青山湖景区', 'Qingshan Lake Scenic Area', knownPoints.scenicArea),
    known('attraction', '水上森林', 'Swamp Forest', knownPoints.waterForest),
    known('park', '花园中心', 'Garden Centre', knownPoints.flowerCentre),
    known('museum', '临安博物馆', "Lin'an Museum", knownPoints.museum),
    known('park', '院士林', 'Academicians’ Grove', knownPoints.yuanshilin),
  ]
}

function loopEntrances(loop: Line): EntranceRow[] {
  const names = ['码头', '水上森林', '大坝', '花园中心', '南岸', '琴山', '西湾', '石桥', '听泉', '樱花']
  const english = [
    'Pier',
    'Swamp Forest',
    'Dam',
    'Garden Centre',
    'South Shore',
    'Qin Hill',
    'West Bay',
    'Stone Bridge',
    'Spring',
    'Cherry',
  ]
  const kinds = ['main', 'side', 'parking', 'side', 'metro'] as const
  return names.map((name, index) => ({
    kind: kinds[index % kinds.length] ?? 'side',
    name: `${name}入口（示例）`,
    name_en: `${english[index]} Entrance (sample)`,
    greenway: 0,
    wheelchair: index % 3 !== 2,
    geom: pointAlong(loop, (lengthOf(loop) * index) / names.length).point,
  }))
}

export function generateQingshan(): SampleArea {
  const ground = layGround()
  const { heights, water, lake, slope } = ground
  const namer = createNamer(createRandom('qingshan names'))
  const towns = buildTowns(ground, namer)
  const urban = fieldOf(
    heights,
    towns.flatMap((town) => town.grounds.map(({ ring }) => ring)),
  )
  const villages = buildVillages(ground, urban)
  const villageField = fieldOf(
    heights,
    villages.flatMap(({ town }) => town.grounds.map(({ ring }) => ring)),
  )
  const cover = buildCover({ shore: lake.shore, water, slope, heights, urban, villages: villageField })
  const loop = traceLoop(lake.shore)
  const peaks = findPeaks(heights, 150, 1500).slice(0, 28)
  const all = [...towns, ...villages.map(({ town }) => town)]
  const built = all.flatMap((town) => town.parcels)
  return {
    ...emptyArea,
    heights,
    landCover: cover.rows,
    water: ground.waterRows,
    waterways: [...ground.riverRows, ...streamRows({ heights, water, urban, namer, minCatchment: 4.5e5 })],
    roads: wayRows({ ground, urban, towns, villages, loop, peaks }),
    buildings: all.flatMap((town) => town.buildings),
    parcels: [...built, ...openParcels(ground, cover, urban, villageField, PARCELS - built.length)],
    controlLines: qingshanControlLines(ground, cover, urban, villageField),
    plans: qingshanPlans(),
    coverages: qingshanCoverages(heights),
    greenways: [loopGreenway(loop, lake.shore, slope, urban)],
    facilities: [
      ...knownFacilities(),
      ...facilitiesAlong(
        createRandom('qingshan facilities'),
        loop,
        '青山湖',
        'Qingshan Lake',
        ([x, y]) => sample(water, x, y) > 4,
      ),
    ],
    entrances: loopEntrances(loop),
    places: [
      ...peakPlaces(peaks, namer),
      ...villages.map(({ site }) => ({
        kind: 'locality',
        name: `${site.name.zh}村（示例）`,
        name_en: `${site.name.en} Village (sample)`,
        importance: 0.4,
        geom: site.middle,
      })),
    ],
  }
}

/** Composes the sample of the 双西 corridor. */
import { signedDistance } from '../distance.ts'
import { facilitiesAlong } from '../facilities.ts'
import { cellsInside } from '../fields.ts'
import type { Frame, Grid } from '../grid.ts'
import { sample } from '../grid.ts'
import { createNamer } from '../names.ts'
import { findPeaks, peakPlaces } from '../peaks.ts'
import type { Point } from '../plane.ts'
import { createRandom } from '../random.ts'
import type { SampleArea } from '../rows.ts'
import { emptyArea } from '../rows.ts'
import { streamRows } from '../streams.ts'
import type { Town } from '../town.ts'
import { buildCity } from './city.ts'
import { buildCover } from './cover.ts'
import { chainEntrances, chainGreenways } from './greenways.ts'
import { layGround } from './ground.ts'
import { incidents } from './incidents.ts'
import { clearOfLandmarks, landmarkBuildings, landmarkFacilities, metroStations } from './landmarks.ts'
import { chain, river } from './layout.ts'
import { nameWaters } from './names.ts'
import { buildVillages, villagePlaces } from './villages.ts'
import { wayRows } from './ways.ts'
import { patrolUnits, patrolZones } from './zones.ts'

/** Returns metres to built-up ground, negative on it. */
function builtField(frame: Frame, towns: readonly Town[]): Grid {
  const blocks = cellsInside(
    frame,
    towns.flatMap((town) => town.grounds.map(({ ring }) => ring)),
  )
  return signedDistance(frame, (i) => blocks[i] === 1)
}

/** `now` ends the two years of incidents and is the time of the units' positions. */
export function generateShuangxi(now: Date): SampleArea {
  const ground = layGround()
  const { heights, water } = ground
  const namer = createNamer(createRandom('shuangxi names'))
  const towns = buildCity(ground, namer)
  const urban = builtField(heights, towns)
  const villages = buildVillages(ground, urban)
  const villageField = builtField(
    heights,
    villages.map(({ town }) => town),
  )
  const peaks = findPeaks(heights, 90, 1000).slice(0, 18)
  const zones = patrolZones(ground)
  const units = patrolUnits(zones, now)
  const stations = metroStations()
  const entrances = chainEntrances(stations.map(({ geom }) => geom))
  const dry = ([x, y]: Point) => sample(water, x, y) > 4
  const along = chain.flatMap(({ name, name_en, line }) =>
    facilitiesAlong(
      createRandom(`facilities ${name_en}`),
      line,
      name.replace('双西绿道·', '').replace('（示例）', ''),
      name_en.replace('Shuangxi Greenway, ', '').replace(' (sample)', ''),
      dry,
    ),
  )
  const facilities = [...landmarkFacilities(), ...stations, ...along]
  const built = [...towns, ...villages.map(({ town }) => town)].flatMap((town) => town.buildings)
  return {
    ...emptyArea,
    heights,
    landCover: buildCover(ground, urban, villageField),
    water: nameWaters(ground.waterRows),
    waterways: [
      { kind: 'river', name: '沿山河（示例）', name_en: 'Foothill River (sample)', geom: river },
      ...streamRows({ heights, water, urban, namer, minCatchment: 3e5 }),
    ],
    roads: wayRows(ground, towns, villages, peaks),
    buildings: [...landmarkBuildings(), ...clearOfLandmarks(built)],
    greenways: chainGreenways(ground),
    facilities,
    entrances,
    zones,
    units,
    incidents: incidents({ zones, units: units.map(({ code }) => code), entrances, facilities, now }),
    places: [...peakPlaces(peaks, namer), ...villagePlaces(villages)],
  }
}

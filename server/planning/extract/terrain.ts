/** Elevation, slope and aspect of a piece of ground, from samples of the stored elevations. */
import type { Queryable } from '../../../geodata/database/database.ts'
import type { ExtractSubject, Surroundings } from '../../../geodata/model/answers/planning-extract.ts'
import { METRES_PER_DEGREE, metresPerLongitude } from '../../../geodata/model/network/geometry.ts'
import { elevationsAt, type LonLat } from '../../../tiles/terrain/elevation.ts'

/** Samples along the longer side of the ground's box. */
const SIDE = 7
/** Metres from a sample to its neighbours, between which the slope is measured. */
const STEP_M = 15
/** Below it, the direction of a slope says nothing. */
const FLAT_PERCENT = 1

const aspects = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'] as const

type Outline = ExtractSubject['outline']
type Ring = readonly (readonly number[])[]

const ringsOf = (outline: Outline): readonly Ring[] =>
  outline.type === 'Polygon' ? outline.coordinates : outline.coordinates.flat()

/** Returns whether a point lies inside, by the parity of crossings over all rings. */
function isInside([x, y]: LonLat, rings: readonly Ring[]): boolean {
  let inside = false
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [ax = 0, ay = 0] = ring[i - 1] ?? []
      const [bx = 0, by = 0] = ring[i] ?? []
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
    }
  }
  return inside
}

/** Returns points of a grid inside the outline; `middle` if the grid misses it. */
function samplesOf(outline: Outline, middle: LonLat): LonLat[] {
  const rings = ringsOf(outline)
  const points = rings.flat()
  const [xs, ys] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)]
  const [west, south] = [Math.min(...xs), Math.min(...ys)]
  const [width, height] = [Math.max(...xs) - west, Math.max(...ys) - south]
  const grid = Array.from({ length: SIDE * SIDE }, (_, index): LonLat => {
    const [column, row] = [index % SIDE, Math.floor(index / SIDE)]
    return [west + ((column + 0.5) / SIDE) * width, south + ((row + 0.5) / SIDE) * height]
  })
  const inside = grid.filter((point) => isInside(point, rings))
  return inside.length === 0 ? [middle] : inside
}

/** Returns the terrain of an outline; null where no elevations are stored. */
export async function terrainOf(
  database: Queryable,
  outline: Outline,
  middle: LonLat,
): Promise<Surroundings['terrain']> {
  const samples = samplesOf(outline, middle)
  const stencil = samples.flatMap(([lon, lat]): LonLat[] => {
    const [east, north] = [STEP_M / metresPerLongitude(lat), STEP_M / METRES_PER_DEGREE]
    return [
      [lon, lat],
      [lon - east, lat],
      [lon + east, lat],
      [lon, lat - north],
      [lon, lat + north],
    ]
  })
  const found = await elevationsAt(database, stencil)
  const heights = samples.flatMap((_, index) => found[5 * index] ?? [])
  const [first] = heights
  if (first === undefined) return null
  const slopes = samples.flatMap((_, index) => {
    const around = found.slice(5 * index + 1, 5 * index + 5).flatMap((one) => one ?? [])
    const [west, east, south, north] = around.map(({ elevation_m }) => elevation_m)
    if (west === undefined || east === undefined || south === undefined || north === undefined) return []
    return [{ x: (east - west) / (2 * STEP_M), y: (north - south) / (2 * STEP_M) }]
  })
  const metres = heights.map(({ elevation_m }) => elevation_m)
  return {
    source: first.source,
    synthetic: first.synthetic,
    samples: heights.length,
    lowest_m: Math.min(...metres),
    highest_m: Math.max(...metres),
    mean_m: tenths(metres.reduce((sum, one) => sum + one, 0) / metres.length),
    ...inclined(slopes),
  }
}

const tenths = (value: number): number => Math.round(value * 10) / 10

/** Slope in percent, and the direction that the ground faces on the whole. */
function inclined(slopes: readonly { readonly x: number; readonly y: number }[]) {
  if (slopes.length === 0) return { mean_slope_percent: null, steepest_percent: null, aspect: null }
  const percents = slopes.map(({ x, y }) => 100 * Math.hypot(x, y))
  const mean = percents.reduce((sum, one) => sum + one, 0) / slopes.length
  const [x, y] = [slopes.reduce((sum, one) => sum + one.x, 0), slopes.reduce((sum, one) => sum + one.y, 0)]
  // Downhill, clockwise from north.
  const degrees = (Math.atan2(-x, -y) * 180) / Math.PI
  const isFlat = (100 * Math.hypot(x, y)) / slopes.length < FLAT_PERCENT
  const aspect = isFlat ? 'flat' : (aspects[Math.round((degrees + 360) / 45) % 8] ?? 'flat')
  return {
    mean_slope_percent: tenths(mean),
    steepest_percent: tenths(Math.max(...percents)),
    aspect: aspect as NonNullable<Surroundings['terrain']>['aspect'],
  }
}

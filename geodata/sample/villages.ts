/** Villages in the valleys: sites on gentle ground at a distance from one another, each with a few lanes. */
import type { Grid } from './grid.ts'
import { cellCentre, sample } from './grid.ts'
import type { Name, Namer } from './names.ts'
import type { ParcelMaker } from './parcels.ts'
import type { Point } from './plane.ts'
import { distance } from './plane.ts'
import type { Random } from './random.ts'
import type { Town } from './town.ts'
import { buildTown } from './town.ts'

export interface VillageSite {
  readonly middle: Point
  readonly name: Name
}

export interface SiteOptions {
  readonly random: Random
  readonly namer: Namer
  readonly slope: Grid
  readonly count: number
  /** Minimum distance between two villages in metres. */
  readonly apart: number
  readonly fits: (p: Point) => boolean
}

export function chooseSites({ random, namer, slope, count, apart, fits }: SiteOptions): VillageSite[] {
  const sites: VillageSite[] = []
  for (let tries = 0; tries < 6000 && sites.length < count; tries++) {
    const middle = cellCentre(slope, random.integer(0, slope.data.length - 1))
    if (!fits(middle) || sample(slope, middle[0], middle[1]) > 4) continue
    if (sites.some((site) => distance(site.middle, middle) < apart)) continue
    sites.push({ middle, name: namer.village() })
  }
  return sites
}

export interface VillageOptions {
  readonly site: VillageSite
  readonly random: Random
  readonly fits: (p: Point) => boolean
  readonly parcels: ParcelMaker
}

/** Builds a few winding lanes; `fits` keeps houses off water, roads and steep ground. */
export function buildVillage({ site, random, fits, parcels }: VillageOptions): Town {
  const reach = random.between(95, 190)
  const squeeze = random.between(0.5, 1)
  const angle = random.between(-0.7, 0.7)
  return buildTown(
    {
      name: `village ${site.name.en}`,
      origin: site.middle,
      angle,
      stray: 150,
      extent: [-reach, -reach * squeeze, reach, reach * squeeze],
      spacing: 74,
      joining: 0.1,
      fits: (p) => fits(p) && distance(p, site.middle) < reach * 1.15,
      quarterAt: () => 'village',
      parcels,
    },
    () => '',
  )
}

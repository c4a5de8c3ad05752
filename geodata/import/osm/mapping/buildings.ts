import type { buildingKinds, heightSources } from '../../../model/codes.ts'
import type { Tags } from '../elements.ts'
import type { Properties } from './values.ts'
import { integerOf, isSet, lookUp, metresOf, namesOf } from './values.ts'

type BuildingKind = keyof typeof buildingKinds

const kinds: Readonly<Record<string, BuildingKind>> = {
  apartments: 'residential',
  residential: 'residential',
  house: 'residential',
  detached: 'residential',
  semidetached_house: 'residential',
  terrace: 'residential',
  bungalow: 'residential',
  villa: 'residential',
  dormitory: 'residential',
  farm: 'residential',
  commercial: 'commercial',
  retail: 'commercial',
  supermarket: 'commercial',
  hotel: 'commercial',
  kiosk: 'commercial',
  office: 'office',
  industrial: 'industrial',
  warehouse: 'industrial',
  factory: 'industrial',
  manufacture: 'industrial',
  public: 'public',
  civic: 'public',
  government: 'public',
  hospital: 'public',
  museum: 'public',
  train_station: 'public',
  transportation: 'public',
  sports_hall: 'public',
  sports_centre: 'public',
  stadium: 'public',
  fire_station: 'public',
  toilets: 'public',
  school: 'education',
  university: 'education',
  college: 'education',
  kindergarten: 'education',
  temple: 'religious',
  pagoda: 'religious',
  church: 'religious',
  chapel: 'religious',
  cathedral: 'religious',
  mosque: 'religious',
  shrine: 'religious',
  religious: 'religious',
}

/** Metres per storey, and the height of a building without any figures. */
const assumptions: Readonly<Record<BuildingKind, { readonly storey: number; readonly height: number }>> = {
  residential: { storey: 3, height: 18 },
  commercial: { storey: 4.2, height: 15 },
  office: { storey: 3.6, height: 30 },
  industrial: { storey: 5, height: 10 },
  public: { storey: 4, height: 12 },
  education: { storey: 3.8, height: 15 },
  religious: { storey: 4.5, height: 9 },
  other: { storey: 3.2, height: 9 },
}

/** Kinds of small buildings that are lower than their class. */
const lowHeights: Readonly<Record<string, number>> = {
  house: 8,
  detached: 8,
  semidetached_house: 8,
  terrace: 9,
  villa: 9,
  bungalow: 5,
  farm: 7,
  kiosk: 3.5,
  toilets: 4,
  garage: 3,
  garages: 3,
  shed: 3,
  hut: 3.5,
  roof: 4.5,
  greenhouse: 4,
  pavilion: 5,
  service: 4,
}

/** Metres. Taller than any building, so a typing error. */
const TALLEST = 700

function kindOf(tags: Tags): BuildingKind {
  const tagged = lookUp(kinds, tags.building)
  if (tagged) return tagged
  const use = tags.amenity ?? ''
  if (['school', 'university', 'college', 'kindergarten'].includes(use)) return 'education'
  if (use === 'place_of_worship') return 'religious'
  if (['hospital', 'library', 'police', 'townhall', 'theatre'].includes(use)) return 'public'
  if (tags.tourism === 'museum') return 'public'
  if (isSet(tags.office)) return 'office'
  if (isSet(tags.shop) || ['hotel', 'guest_house'].includes(tags.tourism ?? '')) return 'commercial'
  return 'other'
}

/** Returns the row of `buildings` for a closed way or multipolygon; null if it is not a building. */
export function buildingOf(tags: Tags): Properties | null {
  if (!isSet(tags.building)) return null
  const kind = kindOf(tags)
  const levels = integerOf(tags['building:levels'])
  const storeys = levels !== null && levels > 0 && levels < 200 ? levels : null
  return {
    kind,
    ...namesOf(tags),
    ...heightOf(tags, kind, storeys),
    min_height_m: Math.max(0, metresOf(tags.min_height) ?? 0),
    levels: storeys,
  }
}

function heightOf(
  tags: Tags,
  kind: BuildingKind,
  storeys: number | null,
): { height_m: number; height_source: keyof typeof heightSources } {
  const height = metresOf(tags.height)
  if (height !== null && height > 0 && height < TALLEST)
    return { height_m: height, height_source: 'measured' }
  const { storey, height: usual } = assumptions[kind]
  if (storeys !== null) return { height_m: Math.round(storeys * storey * 10) / 10, height_source: 'levels' }
  return { height_m: lookUp(lowHeights, tags.building) ?? usual, height_source: 'assumed' }
}

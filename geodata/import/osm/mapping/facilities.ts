import type { entranceKinds, facilityKinds, placeKinds } from '../../../model/codes.ts'
import type { Tags } from '../elements.ts'
import type { Properties } from './values.ts'
import { booleanOf, integerOf, isSet, lookUp, namesOf } from './values.ts'

type FacilityKind = keyof typeof facilityKinds
type EntranceKind = keyof typeof entranceKinds
type PlaceKind = keyof typeof placeKinds

/** By key, then value; the first key with a known value decides. */
const facilities: readonly (readonly [key: string, kinds: Readonly<Record<string, FacilityKind>>])[] = [
  [
    'amenity',
    {
      toilets: 'toilet',
      drinking_water: 'drinking_water',
      parking: 'car_park',
      bicycle_rental: 'bicycle_hire',
      first_aid: 'first_aid',
      police: 'police_post',
      shelter: 'shelter',
      bench: 'bench',
      cafe: 'cafe',
      teahouse: 'cafe',
      restaurant: 'restaurant',
      fast_food: 'restaurant',
      food_court: 'restaurant',
      school: 'school',
      kindergarten: 'school',
      college: 'school',
      university: 'school',
      hospital: 'hospital',
      clinic: 'hospital',
      marketplace: 'shop',
    },
  ],
  ['emergency', { defibrillator: 'defibrillator', first_aid: 'first_aid', first_aid_kit: 'first_aid' }],
  [
    'tourism',
    {
      viewpoint: 'viewpoint',
      attraction: 'attraction',
      theme_park: 'attraction',
      zoo: 'attraction',
      aquarium: 'attraction',
      museum: 'museum',
      gallery: 'museum',
      information: 'information',
      picnic_site: 'picnic_site',
      hotel: 'lodging',
      guest_house: 'lodging',
      hostel: 'lodging',
      motel: 'lodging',
      apartment: 'lodging',
      chalet: 'lodging',
    },
  ],
  [
    'leisure',
    {
      park: 'park',
      playground: 'playground',
      fitness_station: 'fitness',
      picnic_table: 'picnic_site',
    },
  ],
  ['highway', { bus_stop: 'bus_stop' }],
  ['natural', { spring: 'attraction', cave_entrance: 'attraction' }],
]

const eastern: ReadonlySet<string> = new Set(['buddhist', 'taoist', 'confucian', 'chinese_folk'])

function facilityKindOf(tags: Tags): FacilityKind | null {
  const name = tags.name ?? ''
  // Parcel pick-up shops are called 驿站 too.
  if (/驿站$/.test(name) && !/菜鸟|妈妈|快递/.test(name) && !isSet(tags.highway)) return 'service_station'
  if (tags.amenity === 'place_of_worship') {
    const temple = eastern.has(tags.religion ?? '') || /[寺庙庵观]$/.test(name)
    return temple ? 'temple' : null
  }
  if (tags.railway === 'station') {
    return tags.station === 'subway' || tags.subway === 'yes' ? 'metro_station' : null
  }
  for (const [key, kinds] of facilities) {
    const kind = lookUp(kinds, tags[key])
    if (kind) return kind
  }
  if (isSet(tags.shop)) return 'shop'
  return tags.historic !== undefined && name !== '' ? 'attraction' : null
}

/** Returns the row of `facilities` for a node or an area; null if it is not a facility. */
export function facilityOf(tags: Tags): Properties | null {
  const kind = facilityKindOf(tags)
  if (!kind) return null
  const names = namesOf(tags)
  // A spring or an attraction without a name is useless for visitors.
  if (kind === 'attraction' && !names.name) return null
  return {
    kind,
    ...names,
    opening_hours: tags.opening_hours ?? null,
    wheelchair: booleanOf(tags.wheelchair),
    capacity: integerOf(tags.capacity),
    fee: booleanOf(tags.fee),
    phone: tags.phone ?? tags['contact:phone'] ?? null,
  }
}

/** Returns a possible row of `entrances`; the database decides whether a greenway is near enough. */
export function entranceOf(tags: Tags): Properties | null {
  const kind = entranceKindOf(tags)
  // People walk farther from a metro station than from a gate.
  const within = kind === 'metro' || kind === 'parking' ? 100 : 30
  return kind && { kind, ...namesOf(tags), wheelchair: booleanOf(tags.wheelchair), greenway_within_m: within }
}

function entranceKindOf(tags: Tags): EntranceKind | null {
  if (tags.railway === 'subway_entrance') return 'metro'
  if (tags.amenity === 'parking_entrance') return 'parking'
  if (tags.entrance === 'main') return 'main'
  return ['yes', 'secondary'].includes(tags.entrance ?? '') || tags.barrier === 'entrance' ? 'side' : null
}

/** Initial importance from 0 to 1 for the search. */
const localities: Readonly<Record<string, readonly [kind: PlaceKind, importance: number]>> = {
  city: ['locality', 0.9],
  town: ['locality', 0.6],
  suburb: ['locality', 0.55],
  quarter: ['locality', 0.45],
  village: ['locality', 0.4],
  neighbourhood: ['locality', 0.35],
  hamlet: ['locality', 0.3],
  island: ['locality', 0.4],
  square: ['locality', 0.3],
  locality: ['locality', 0.3],
}

/** Returns a row of `places` for peaks and settlements, which no other table has. */
export function placeOf(tags: Tags): Properties | null {
  const names = namesOf(tags)
  if (!names.name) return null
  if (tags.natural === 'peak') return { kind: 'peak', ...names, importance: 0.4 }
  const locality = lookUp(localities, tags.place)
  return locality ? { kind: locality[0], ...names, importance: locality[1] } : null
}

import type { administrativeKinds, landCoverKinds, waterKinds, waterwayKinds } from '../../../model/codes.ts'
import type { Tags } from '../elements.ts'
import type { Properties } from './values.ts'
import { isSet, lookUp, namesOf } from './values.ts'

type WaterKind = keyof typeof waterKinds
type LandCoverKind = keyof typeof landCoverKinds
type AdministrativeKind = keyof typeof administrativeKinds

const waters: Readonly<Record<string, WaterKind>> = {
  lake: 'lake',
  lagoon: 'lake',
  oxbow: 'lake',
  reservoir: 'reservoir',
  river: 'river',
  stream: 'river',
  canal: 'canal',
  moat: 'canal',
  pond: 'pond',
  stream_pool: 'pond',
  fishpond: 'pond',
  basin: 'pond',
  wetland: 'wetland',
}

/** Kinds of water by the last character of a Chinese name, if no tag states the kind. */
const waterNames: readonly (readonly [RegExp, WaterKind])[] = [
  [/水库$/, 'reservoir'],
  [/湖$/, 'lake'],
  [/运河$/, 'canal'],
  [/[河江溪港]$/, 'river'],
  [/[池塘潭泉]$/, 'pond'],
]

/** Returns the row of `water` for an area, whose size the database measures in the plane. */
export function waterOf(tags: Tags): Properties | null {
  const kind = waterKindOf(tags)
  return kind && { kind, ...namesOf(tags) }
}

function waterKindOf(tags: Tags): WaterKind | null {
  if (tags.landuse === 'reservoir') return 'reservoir'
  if (tags.landuse === 'basin') return 'pond'
  if (tags.waterway === 'riverbank') return 'river'
  if (tags.waterway === 'dock') return 'canal'
  if (tags.natural !== 'water') return null
  const named = () => waterNames.find(([pattern]) => pattern.test(tags.name ?? ''))?.[1]
  return lookUp(waters, tags.water) ?? named() ?? 'other'
}

const waterways: Readonly<Record<string, keyof typeof waterwayKinds>> = {
  river: 'river',
  tidal_channel: 'river',
  canal: 'canal',
  stream: 'stream',
  ditch: 'ditch',
  drain: 'ditch',
}

/** Returns the row of `waterways` for a line. */
export function waterwayOf(tags: Tags): Properties | null {
  const kind = lookUp(waterways, tags.waterway)
  return kind ? { kind, ...namesOf(tags), tunnel: isSet(tags.tunnel) } : null
}

/** In order of priority: a park with trees is a park, a school on grass is a school. */
const landCovers: readonly (readonly [key: string, kinds: Readonly<Record<string, LandCoverKind>>])[] = [
  ['leisure', { park: 'park', garden: 'park', nature_reserve: 'park', golf_course: 'grass' }],
  [
    'amenity',
    {
      school: 'education',
      university: 'education',
      college: 'education',
      kindergarten: 'education',
      grave_yard: 'cemetery',
    },
  ],
  [
    'natural',
    {
      wood: 'forest',
      scrub: 'scrub',
      heath: 'scrub',
      grassland: 'grass',
      wetland: 'wetland',
      bare_rock: 'bare',
      scree: 'bare',
      sand: 'bare',
      beach: 'bare',
      shingle: 'bare',
    },
  ],
  [
    'landuse',
    {
      forest: 'forest',
      grass: 'grass',
      meadow: 'grass',
      village_green: 'grass',
      recreation_ground: 'park',
      flowerbed: 'park',
      farmland: 'farmland',
      allotments: 'farmland',
      greenhouse_horticulture: 'farmland',
      orchard: 'orchard',
      vineyard: 'orchard',
      plant_nursery: 'orchard',
      residential: 'residential',
      farmyard: 'residential',
      commercial: 'commercial',
      retail: 'commercial',
      industrial: 'industrial',
      railway: 'industrial',
      port: 'industrial',
      education: 'education',
      cemetery: 'cemetery',
      brownfield: 'bare',
      construction: 'bare',
      quarry: 'bare',
    },
  ],
]

/** Returns the row of `land_cover` for an area. */
export function landCoverOf(tags: Tags): Properties | null {
  if (isSet(tags.building)) return null
  if (tags.landuse === 'farmland' && tags.crop === 'tea') return { kind: 'orchard', ...namesOf(tags) }
  for (const [key, kinds] of landCovers) {
    const kind = lookUp(kinds, tags[key])
    if (kind) return { kind, ...namesOf(tags) }
  }
  return null
}

/** Townships are level 8 in China; sub-districts are recognised by their names. */
function administrativeKindOf(tags: Tags): AdministrativeKind | null {
  const level = tags.admin_level
  if (level === '5') return 'city'
  if (level === '6' || level === '7') return 'county'
  if (level !== '8') return null
  return tags.name?.endsWith('街道') ? 'subdistrict' : 'town'
}

/** Returns the row of `administrative_areas` for a boundary relation; its id is used if it has no code. */
export function administrativeAreaOf(tags: Tags, id: string): Properties | null {
  if (tags.boundary !== 'administrative') return null
  const kind = administrativeKindOf(tags)
  const { name, name_en } = namesOf(tags)
  if (!kind || !name) return null
  const code = tags['ref:GB'] ?? tags['ref:gb'] ?? tags['gb:code'] ?? tags.ref ?? `osm:${id}`
  return { code, kind, name, name_en }
}

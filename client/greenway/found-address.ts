/** How what the reader looks for stands in the address: `kinds=toilet&from=119.76,30.24&all=1&list=toilet`. */
import { facilityKinds } from '../../geodata/model/codes.ts'
import type { FacilityKind } from '../../geodata/model/facility-families.ts'
import type { Text } from '../../geodata/model/text.ts'
import type { AddressCodec } from '../address.ts'
import { messages } from './messages.ts'

/** Where distances begin. */
export interface Origin {
  /** WGS 84 degrees. */
  readonly at: readonly [longitude: number, latitude: number]
  readonly name: Text
}

const PLACE = /^(-?\d{1,3}(?:\.\d{1,8})?),(-?\d{1,2}(?:\.\d{1,8})?)$/
const isKind = (text: string): text is FacilityKind => Object.hasOwn(facilityKinds, text)

export const kindsCodec: AddressCodec<readonly FacilityKind[]> = {
  write: (kinds) => (kinds.length > 0 ? kinds.join(',') : null),
  read(text) {
    const kinds = [...new Set(text.split(','))].filter(isKind)
    return kinds.length > 0 ? kinds : null
  },
}

export const originCodec: AddressCodec<Origin | null> = {
  write(value) {
    // Where the reader is stays out of links.
    if (value === null || value.name === messages.ownPosition) return null
    return value.at.map((degrees) => String(Number(degrees.toFixed(5)))).join(',')
  },
  read(text) {
    const [, longitude, latitude] = (PLACE.exec(text) ?? []).map(Number)
    if (longitude === undefined || latitude === undefined) return null
    const isPlace = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85
    return isPlace ? { at: [longitude, latitude], name: messages.pickedPlace } : null
  },
}

export const allCodec: AddressCodec<boolean> = {
  write: (all) => (all ? '1' : null),
  read: (text) => (text === '1' || text === '0' ? text === '1' : null),
}

export const cardKindCodec: AddressCodec<FacilityKind | null> = {
  write: (kind) => kind,
  read: (text) => (isKind(text) ? text : null),
}

/** The search for facilities in the address: `kinds=toilet&from=119.76,30.24&all=1&near=toilet`. */
import { facilityKinds } from '../../geodata/model/codes.ts'
import type { FacilityKind } from '../../geodata/model/facility-families.ts'
import type { Text } from '../../geodata/model/text.ts'
import type { AddressCodec } from '../address.ts'
import { foundMessages } from './found-messages.ts'

/** Origin of distances. */
export interface Origin {
  /** WGS 84 degrees. */
  readonly at: readonly [longitude: number, latitude: number]
  readonly name: Text
}

/** Longitude, latitude and, for a named place, its name. */
const PLACE = /^(-?\d{1,3}(?:\.\d{1,8})?),(-?\d{1,2}(?:\.\d{1,8})?)(?:,([^,]{1,60}))?$/
/** Names that say how the place was chosen. */
const unnamed: readonly Text[] = [foundMessages.mapMiddle, foundMessages.pickedPlace]
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
    // The reader's own position is never in links.
    if (value === null || value.name === foundMessages.ownPosition) return null
    const place = value.at.map((degrees) => String(Number(degrees.toFixed(5))))
    return (unnamed.includes(value.name) ? place : [...place, value.name.zh]).join(',')
  },
  read(text) {
    const [, x, y, name] = PLACE.exec(text) ?? []
    const [longitude, latitude] = [Number(x), Number(y)]
    // Invalid text gives NaN, for which every comparison is false.
    if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85)) return null
    return {
      at: [longitude, latitude],
      name: name === undefined ? foundMessages.pickedPlace : { zh: name, en: name },
    }
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

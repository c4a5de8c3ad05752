/** Which facilities the reader looks for, and from where. Kept in the address, and while other desks are open. */
import { signal } from '@preact/signals'
import { facilityKinds } from '../../geodata/model/codes.ts'
import type { FacilityKind } from '../../geodata/model/facility-families.ts'
import type { Text } from '../../geodata/model/text.ts'
import { type AddressCodec, keepInAddress } from '../address.ts'
import { messages } from './messages.ts'

export interface Origin {
  /** WGS 84 degrees. */
  readonly at: readonly [longitude: number, latitude: number]
  readonly name: Text
}

/** Kinds of the chips that are pressed. */
export const chosenKinds = signal<readonly FacilityKind[]>([])
/** All of the kinds are shown, not only the nearest. */
export const showsAll = signal(false)
/** Where distances are measured from; null until a kind is chosen. */
export const origin = signal<Origin | null>(null)
/** The kind whose facilities the open card lists. */
export const cardKind = signal<FacilityKind | null>(null)

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
    const [longitude, latitude, ...more] = text.split(',').map(Number)
    if (longitude === undefined || latitude === undefined || more.length > 0) return null
    const isPlace = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85
    return isPlace ? { at: [longitude, latitude], name: messages.pickedPlace } : null
  },
}

const allCodec: AddressCodec<boolean> = {
  write: (all) => (all ? '1' : null),
  read: (text) => (text === '1' ? true : null),
}

const cardKindCodec: AddressCodec<FacilityKind | null> = {
  write: (kind) => kind,
  read: (text) => (isKind(text) ? text : null),
}

keepInAddress('kinds', chosenKinds, kindsCodec, 'greenway')
keepInAddress('all', showsAll, allCodec, 'greenway')
keepInAddress('from', origin, originCodec, 'greenway')
keepInAddress('list', cardKind, cardKindCodec, 'greenway')

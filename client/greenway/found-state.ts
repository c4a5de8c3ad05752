/** The reader's search for facilities and its origin, kept in the address and while other desks are open. */
import { signal } from '@preact/signals'
import type { FacilityKind } from '../../geodata/model/facility-families.ts'
import { keepInAddress } from '../address.ts'
import { allCodec, cardKindCodec, kindsCodec, type Origin, originCodec } from './found-address.ts'

/** Kinds of the pressed chips. */
export const chosenKinds = signal<readonly FacilityKind[]>([])
/** Whether all of the kinds are shown, not only the nearest. */
export const showsAll = signal(false)
/** Origin of distances; null until a kind is chosen. */
export const origin = signal<Origin | null>(null)
/** The kind that the open card lists. */
export const cardKind = signal<FacilityKind | null>(null)

keepInAddress('kinds', chosenKinds, kindsCodec, 'greenway')
keepInAddress('all', showsAll, allCodec, 'greenway')
keepInAddress('from', origin, originCodec, 'greenway')
keepInAddress('near', cardKind, cardKindCodec)

/** Which parcels the desk is about: the filter, the order and the table, kept in the page's address. */
import { batch, computed, type Signal, signal } from '@preact/signals'
import {
  anyParcel,
  type ParcelFilter,
  type ParcelSort,
  parcelSorts,
  readParcelFilter,
  writeParcelFilter,
} from '../../geodata/model/planning/parcel-filter.ts'
import type { Bounds } from '../../geodata/model/tile.ts'
import { type AddressCodec, keepInAddress } from '../address.ts'
import { bboxText } from '../map/extent.ts'

export const filter = signal<ParcelFilter>(anyParcel)
export const sort = signal<ParcelSort>('code')
/** Only parcels in the map's view. */
export const inView = signal(false)
export const tableOpen = signal(false)
/** The map is to show what is chosen, once: a search asks for it. */
export const fitAsked = signal(false)
/** How many parcels are chosen, as last counted. */
export const chosenCount = signal(0)

/** One parameter of the filter as a signal of its own, which the address keeps. */
function keepPart(name: keyof ParcelFilter & string): void {
  const part: Signal<string> = signal('')
  const codec: AddressCodec<string> = {
    write: () => writeParcelFilter(filter.value).find(([other]) => other === name)?.[1] ?? null,
    read(text) {
      const read = readParcelFilter(new URLSearchParams([[name, text]]))
      filter.value = { ...filter.peek(), [name]: read[name] }
      return text
    },
  }
  keepInAddress(name, part, codec, 'planning')
}
const parts = ['use', 'state', 'verdict', 'town', 'area', 'code'] as const
for (const name of parts) keepPart(name)

const flag: AddressCodec<boolean> = {
  write: (on) => (on ? '1' : null),
  read: (text) => (text === '1' ? true : null),
}
keepInAddress(
  'sort',
  sort,
  {
    write: (value) => (value === 'code' ? null : value),
    read: (text) => parcelSorts.find((one) => one === text) ?? null,
  },
  'planning',
)
keepInAddress('inview', inView, flag, 'planning')
keepInAddress('table', tableOpen, flag, 'planning')
// The map then has the place, so that no address needs it.
keepInAddress('fit', fitAsked, { ...flag, write: () => null }, 'planning')

/** True if the filter leaves parcels out, wherever the map is. */
export const isFiltered = computed(() => writeParcelFilter(filter.value).length > 0)

/** Changes a part of the filter. */
export function choose(change: Partial<ParcelFilter>): void {
  filter.value = { ...filter.peek(), ...change }
}

export function chooseAll(): void {
  batch(() => {
    filter.value = anyParcel
    inView.value = false
  })
}

/** A list with a value added, or taken out if it is in it. */
export const toggled = <T>(list: readonly T[], value: T): readonly T[] =>
  list.includes(value) ? list.filter((one) => one !== value) : [...list, value]

/** The query of a request about the chosen parcels, `view` being the map's extent. */
export function choiceQuery(view: Bounds | null): URLSearchParams {
  const query = new URLSearchParams(writeParcelFilter(filter.value).map(([name, value]) => [name, value]))
  if (inView.value && view) query.set('bbox', bboxText(view))
  return query
}

/** The chosen parcels: filter, order and table, kept in the page's address. */
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
/** Whether only parcels in the map's view are chosen. */
export const inView = signal(false)
export const tableOpen = signal(false)
/** Whether the map has to move to the chosen parcels once, after a search. */
export const fitAsked = signal(false)
/** Number of chosen parcels at the last count. */
export const chosenCount = signal(0)

/** Keeps one parameter of the filter in the address, as a separate signal. */
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
// Afterwards the address has the map's position, so this is never written.
keepInAddress('fit', fitAsked, { ...flag, write: () => null }, 'planning')

/** Whether the filter excludes parcels, wherever the map is. */
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

/** Returns a list with a value added, or removed if it was in it. */
export const toggled = <T>(list: readonly T[], value: T): readonly T[] =>
  list.includes(value) ? list.filter((one) => one !== value) : [...list, value]

/** Returns the query for the chosen parcels; `view` is the map's extent. */
export function choiceQuery(view: Bounds | null): URLSearchParams {
  const query = new URLSearchParams(writeParcelFilter(filter.value).map(([name, value]) => [name, value]))
  if (inView.value && view) query.set('bbox', bboxText(view))
  return query
}

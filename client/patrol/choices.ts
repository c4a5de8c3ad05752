/** The user's choices at the desk. They remain after the desk closes, and the URL contains them. */
import { signal } from '@preact/signals'
import { type AddressCodec, keepInAddress } from '../address.ts'
import { type Metric, metrics } from './choropleth.ts'
import { firstFilter, type ListFilter, readListFilter, writeListFilter } from './incident-query.ts'
import { type Period, readPeriod, writePeriod } from './period.ts'
import { noTraits, readTraits, type Traits, writeTraits } from './time-filter.ts'

const displays = ['heat', 'hexagons', 'zones'] as const
export type Display = (typeof displays)[number]

/** Initial period of the desk. */
const FIRST: Period = 'month'

export const period = signal<Period>(FIRST)
export const traits = signal<Traits>(noTraits)
export const display = signal<Display>('heat')
export const metric = signal<Metric>('density')
export const listFilter = signal<ListFilter>(firstFilter)

/** Returns a URL codec for some values; the default `first` has no text. */
function oneOf<T extends string>(values: readonly T[], first: T): AddressCodec<T> {
  return {
    write: (value) => (value === first ? null : value),
    read: (text) => values.find((value) => value === text) ?? null,
  }
}

keepInAddress(
  'time',
  period,
  { write: (value) => (value === FIRST ? null : writePeriod(value)), read: readPeriod },
  'patrol',
)
keepInAddress('only', traits, { write: (value) => writeTraits(value) || null, read: readTraits }, 'patrol')
keepInAddress('display', display, oneOf(displays, 'heat'), 'patrol')
keepInAddress('colour', metric, oneOf(metrics, 'density'), 'patrol')
keepInAddress(
  'list',
  listFilter,
  { write: (value) => writeListFilter(value) || null, read: readListFilter },
  'patrol',
)

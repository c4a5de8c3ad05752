/** Which extract is open, in the address: the question with its moment, so that a link shows the same. */
import { signal } from '@preact/signals'
import { keepInAddress } from '../../address.ts'

/** Parameters of `/planning/extract`, or null. */
export const shownExtract = signal<string | null>(null)

const names = new Set(['parcel', 'point', 'address', 'area', 'as-of', 'edition'])

/** Returns the parameters of an extract; null if there are others, or none. */
function readExtract(text: string): string | null {
  const query = new URLSearchParams(text)
  const keys = [...query.keys()]
  return keys.length > 0 && keys.every((key) => names.has(key)) ? query.toString() : null
}

keepInAddress('extract', shownExtract, { write: (value) => value, read: readExtract }, 'planning')

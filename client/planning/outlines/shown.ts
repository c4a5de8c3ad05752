/** Which outlines the planning desk shows, in the address. */
import { signal } from '@preact/signals'
import { keepInAddress } from '../../address.ts'

/** Id of a set of outlines, `new` to hand one in, or null. */
export const shownOutlines = signal<string | null>(null)

const ID = /^(new|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/

keepInAddress(
  'outlines',
  shownOutlines,
  { write: (value) => value, read: (text) => (ID.test(text) ? text : null) },
  'planning',
)

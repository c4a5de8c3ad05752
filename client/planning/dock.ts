/** The place of the table: docked below the map in large windows, otherwise in the panel. */
import { signal } from '@preact/signals'

const large = window.matchMedia('(min-width: 62em) and (min-height: 37em)')
export const hasDock = signal(large.matches)
large.addEventListener('change', () => {
  hasDock.value = large.matches
})

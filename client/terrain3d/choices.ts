/** What the reader chose for the model, as signals that panel and model share. */
import { computed, type Signal, signal } from '@preact/signals'
import { qingshanBounds } from './place.ts'
import { civilDate, civilInstant, type SunDay, type SunPosition, sunDay, sunPosition } from './sun.ts'

const longitude = (qingshanBounds[0] + qingshanBounds[2]) / 2
const latitude = (qingshanBounds[1] + qingshanBounds[3]) / 2

export interface Choices {
  /** Civil date in China, `YYYY-MM-DD`. */
  readonly date: Signal<string>
  /** Minutes after civil midnight. */
  readonly minutes: Signal<number>
  readonly playing: Signal<boolean>
  readonly exaggeration: Signal<number>
  readonly buildings: Signal<boolean>
  readonly labels: Signal<boolean>
  readonly sun: { readonly value: SunPosition }
  readonly day: { readonly value: SunDay }
}

/** Mid-morning of today: a sun that shows the relief. */
export function createChoices(today: Date): Choices {
  const date = signal(civilDate(today))
  const minutes = signal(9 * 60 + 30)
  return {
    date,
    minutes,
    playing: signal(false),
    exaggeration: signal(1.5),
    buildings: signal(true),
    labels: signal(true),
    sun: computed(() => sunPosition(civilInstant(date.value, minutes.value), longitude, latitude)),
    day: computed(() => sunDay(date.value, longitude, latitude)),
  }
}

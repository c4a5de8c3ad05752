/** The reader's choices for the model, as signals shared by panel and model. */
import { computed, type Signal, signal } from '@preact/signals'
import type { AddressCodec } from '../address.ts'
import { qingshanBounds } from './place.ts'
import { civilInstant, type SunDay, type SunPosition, sunDay, sunPosition } from './sun.ts'

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

/** Mid-morning, when the sun shows the relief well. */
const FIRST_MINUTES = 9 * 60 + 30
const EXAGGERATION = 1.5

export function createChoices(today: string): Choices {
  const date = signal(today)
  const minutes = signal(FIRST_MINUTES)
  return {
    date,
    minutes,
    playing: signal(false),
    exaggeration: signal(EXAGGERATION),
    buildings: signal(true),
    labels: signal(true),
    sun: computed(() => sunPosition(civilInstant(date.value, minutes.value), longitude, latitude)),
    day: computed(() => sunDay(date.value, longitude, latitude)),
  }
}

const two = (value: number) => String(value).padStart(2, '0')

export const dateCodec = (today: string): AddressCodec<string> => ({
  write: (date) => (date === today ? null : date),
  read: (text) =>
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) ? text : null,
})

/** Converts civil time in China to `HH:MM` and back. */
export const timeCodec: AddressCodec<number> = {
  write: (minutes) =>
    minutes === FIRST_MINUTES ? null : `${two(Math.floor(minutes / 60))}:${two(Math.round(minutes) % 60)}`,
  read(text) {
    const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
    return hours === undefined ? null : Number(hours) * 60 + Number(minutes)
  },
}

export const exaggerations: readonly number[] = [1, EXAGGERATION, 2, 3]

export const exaggerationCodec: AddressCodec<number> = {
  write: (factor) => (factor === EXAGGERATION ? null : String(factor)),
  read: (text) => exaggerations.find((factor) => String(factor) === text) ?? null,
}

/** True unless the address says no. */
export const shownCodec: AddressCodec<boolean> = {
  write: (shown) => (shown ? null : '0'),
  read: (text) => (text === '0' ? false : null),
}

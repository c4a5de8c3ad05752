/** The report in the form; it stays while the dialog is closed, to choose a place on the map. */
import { batch, computed, signal } from '@preact/signals'
import { type AddedPhoto, clearPhotos } from '../photo/added-photos.ts'
import { newEventKey } from '../source/event-key.ts'
import type { WrittenReport } from './report-outbox.ts'

export interface Place {
  readonly lon: number
  readonly lat: number
}

export const MOST_PHOTOS = 3

export const photos = signal<readonly AddedPhoto[]>([])
export const place = signal<Place | null>(null)
export const kind = signal('')
export const words = signal('')
export const phone = signal('')
/** Id of the report near, which this one is about too. */
export const sameAs = signal<number | null>(null)
/** What became of the last report; null while one is being written. */
export const outcome = signal<{ readonly key: string; readonly how: 'sent' | 'kept' } | null>(null)

/** Where the first photo with a place was taken. */
export const offeredPlace = computed(() => photos.value.find((photo) => photo.place)?.place ?? null)

/** The key of the report, so that it is taken once however often it is sent. */
let key = newEventKey()

/** Returns the report; null while place or kind is missing. */
export function writtenReport(): WrittenReport | null {
  const at = place.peek()
  if (at === null || kind.peek() === '') return null
  const [said, number, same] = [words.peek().trim(), phone.peek().trim(), sameAs.peek()]
  return {
    ...{ key, at: new Date().toISOString(), kind: kind.peek(), ...at },
    ...(said === '' ? {} : { words: said }),
    ...(number === '' || same !== null ? {} : { phone: number }),
    ...(same === null ? {} : { same_as: same }),
  }
}

/** Clears the form for the next report. */
export function startNext(): void {
  key = newEventKey()
  batch(() => {
    clearPhotos(photos)
    place.value = null
    kind.value = ''
    words.value = ''
    phone.value = ''
    sameAs.value = null
    outcome.value = null
  })
}

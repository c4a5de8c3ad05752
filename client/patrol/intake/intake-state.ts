/** The report in the form; it remains while the form is closed. */
import { batch, computed, signal } from '@preact/signals'
import type { NewIncident } from '../../../geodata/model/answers/patrol-incident.ts'
import { type AddedPhoto, clearPhotos } from '../../photo/added-photos.ts'
import { newEventKey } from '../../source/event-key.ts'

export interface ReportedPlace {
  readonly lon: number
  readonly lat: number
  /** Name of the place: a search result, "青山湖 12.3 km", or coordinates. */
  readonly name: string
}

type Channel = NewIncident['channel']

const first = { channel: 'call_110' as Channel, priority: 3 as 1 | 2 | 3 }

export const isOpen = signal(false)
export const place = signal<ReportedPlace | null>(null)
export const kind = signal('')
export const channel = signal<Channel>(first.channel)
export const priority = signal<1 | 2 | 3>(first.priority)
export const words = signal('')
export const name = signal('')
export const phone = signal('')
export const photos = signal<readonly AddedPhoto[]>([])
/** Where the first photo with a place was taken. */
export const photoPlace = computed(() => photos.value.find((photo) => photo.place)?.place ?? null)
/** Key of the report; repeated requests use the same key. */
let key = newEventKey()

/** Clears the form for the next report; the channel stays, because it is often the same. */
export function startNext(): void {
  key = newEventKey()
  batch(() => {
    place.value = null
    kind.value = ''
    priority.value = first.priority
    words.value = ''
    name.value = ''
    phone.value = ''
    clearPhotos(photos)
  })
}

const textOr = (text: string) => text.trim() || null

/** Returns the report to send; null if place or kind are missing. `withContact`: only leads may send contacts. */
export function reportOf(withContact: boolean): NewIncident | null {
  const at = place.value
  if (at === null || kind.value === '') return null
  const now = new Date().toISOString()
  const [contactName, contactPhone] = [textOr(name.value), textOr(phone.value)]
  const text = textOr(words.value)
  const taken = photos.value.map(({ id }) => id)
  return {
    key,
    at: now,
    sent_at: now,
    kind: kind.value,
    channel: channel.value,
    priority: priority.value,
    lon: at.lon,
    lat: at.lat,
    ...(text === null ? {} : { words: text }),
    ...(taken.length === 0 ? {} : { photos: taken }),
    ...(withContact && (contactName ?? contactPhone) !== null
      ? { contact: { name: contactName, phone: contactPhone } }
      : {}),
  }
}

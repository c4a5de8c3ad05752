/** Photos that are added to a report before it is sent. */
import type { Signal } from '@preact/signals'
import { newEventKey } from '../source/event-key.ts'
import { notify } from '../store.ts'
import { messages } from './messages.ts'
import { type PhotoPlace, photoPlace } from './photo-place.ts'
import { smallerPhoto } from './smaller-photo.ts'

/** A photo without camera metadata, and where the camera says it was taken. */
export interface AddedPhoto {
  /** UUID, so that it is stored once however often it is sent. */
  readonly id: string
  readonly blob: Blob
  readonly url: string
  readonly place: PhotoPlace | null
}

type Photos = Signal<readonly AddedPhoto[]>

/** Adds photos up to the maximum; reads the place before the metadata are removed. */
export async function addPhotos(photos: Photos, files: readonly File[], most: number): Promise<void> {
  for (const file of files.slice(0, most - photos.peek().length)) {
    const place = await photoPlace(file)
    try {
      const blob = await smallerPhoto(file)
      const added = { id: newEventKey(), blob, url: URL.createObjectURL(blob), place }
      photos.value = [...photos.peek(), added].slice(0, most)
    } catch (error) {
      console.info('A photo cannot be read.', error)
      notify({ kind: 'error', text: messages.unreadable })
    }
  }
}

export function removePhoto(photos: Photos, photo: AddedPhoto): void {
  URL.revokeObjectURL(photo.url)
  photos.value = photos.peek().filter((one) => one !== photo)
}

export function clearPhotos(photos: Photos): void {
  for (const { url } of photos.peek()) URL.revokeObjectURL(url)
  photos.value = []
}

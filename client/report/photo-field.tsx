/** Photos of a report: taken first, because they often know the place. */
import { messages as photo } from '../photo/messages.ts'
import { PhotoList } from '../photo/photo-list.tsx'
import { language } from '../store.ts'
import { messages } from './messages.ts'
import { MOST_PHOTOS, photos } from './report-state.ts'

export function PhotoField() {
  const spoken = language.value
  return (
    <section class="report-part" aria-label={photo.photo[spoken]}>
      <PhotoList photos={photos} most={MOST_PHOTOS} hint={messages.photoHint[spoken]} />
    </section>
  )
}

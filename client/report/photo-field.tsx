/** Photos of a report: taken first, because they often know the place. */
import { useRef } from 'preact/hooks'
import { Icon } from '../parts/icons.tsx'
import { photoPlace } from '../photo/photo-place.ts'
import { smallerPhoto } from '../photo/smaller-photo.ts'
import { language, notify } from '../store.ts'
import { messages } from './messages.ts'
import { MOST_PHOTOS, photos, removePhoto } from './report-state.ts'

async function addPhoto(file: File): Promise<void> {
  const place = await photoPlace(file)
  try {
    const blob = await smallerPhoto(file)
    const added = { blob, url: URL.createObjectURL(blob), place }
    photos.value = [...photos.peek(), added].slice(0, MOST_PHOTOS)
  } catch (error) {
    console.info('A photo cannot be read.', error)
    notify({ kind: 'error', text: messages.noPhoto })
  }
}

async function addPhotos(files: readonly File[]): Promise<void> {
  for (const file of files.slice(0, MOST_PHOTOS - photos.peek().length)) await addPhoto(file)
}

export function PhotoField() {
  const input = useRef<HTMLInputElement>(null)
  const spoken = language.value
  const added = photos.value
  return (
    <section class="report-part" aria-label={messages.photo[spoken]}>
      {added.length > 0 && (
        <ul class="plain report-photos">
          {added.map((photo, n) => (
            <li key={photo.url}>
              <img src={photo.url} alt={`${messages.photo[spoken]} ${n + 1}`} />
              <button
                type="button"
                class="icon-button"
                aria-label={`${messages.removePhoto[spoken]} ${n + 1}`}
                onClick={() => removePhoto(photo)}
              >
                <Icon name="close" size={18} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {added.length < MOST_PHOTOS && (
        <button type="button" class="button wide report-camera" onClick={() => input.current?.click()}>
          <Icon name="camera" />
          {(added.length === 0 ? messages.takePhoto : messages.morePhotos)[spoken]}
        </button>
      )}
      <p class="field-hint">{messages.photoHint[spoken]}</p>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])]
          currentTarget.value = ''
          void addPhotos(files)
        }}
      />
    </section>
  )
}

/** Adds and shows photos of a report that is being written. */
import type { Signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { Icon } from '../parts/icons.tsx'
import { language } from '../store.ts'
import { type AddedPhoto, addPhotos, removePhoto } from './added-photos.ts'
import { messages } from './messages.ts'
import './photo-list.css'

interface Props {
  readonly photos: Signal<readonly AddedPhoto[]>
  readonly most: number
  readonly hint: string
}

function Added({ photos }: Pick<Props, 'photos'>) {
  const spoken = language.value
  return (
    <ul class="plain added-photos">
      {photos.value.map((photo, n) => (
        <li key={photo.url}>
          <img src={photo.url} alt={`${messages.photo[spoken]} ${n + 1}`} />
          <button
            type="button"
            class="icon-button"
            aria-label={`${messages.remove[spoken]} ${n + 1}`}
            onClick={() => removePhoto(photos, photo)}
          >
            <Icon name="close" size={18} />
          </button>
        </li>
      ))}
    </ul>
  )
}

export function PhotoList({ photos, most, hint }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const spoken = language.value
  const count = photos.value.length
  return (
    <>
      {count > 0 && <Added photos={photos} />}
      {count < most && (
        <button type="button" class="button wide photo-camera" onClick={() => input.current?.click()}>
          <Icon name="camera" />
          {(count === 0 ? messages.take : messages.more)[spoken]}
        </button>
      )}
      <p class="field-hint">{hint}</p>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])]
          currentTarget.value = ''
          void addPhotos(photos, files, most)
        }}
      />
    </>
  )
}

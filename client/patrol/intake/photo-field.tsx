/** Photos of a new report, and the place where one was taken as the place of the report. */
import { MAX_REPORT_PHOTOS } from '../../../geodata/model/answers/patrol-incident.ts'
import type { DeskContext } from '../../desk.ts'
import { messages as photo } from '../../photo/messages.ts'
import { PhotoList } from '../../photo/photo-list.tsx'
import { photoPlace, photos, place } from './intake-state.ts'
import { messages } from './messages.ts'

function OfferedPlace({ context }: { readonly context: DeskContext }) {
  const spoken = context.language.value
  const [offered, chosen] = [photoPlace.value, place.value]
  if (!offered || (offered.lon === chosen?.lon && offered.lat === chosen.lat)) return null
  const name = `${offered.lon.toFixed(5)}, ${offered.lat.toFixed(5)}`
  return (
    <div class="message small photo-place" role="status">
      <span>
        {messages.photoPlace[spoken]} {name}
      </span>
      <button
        type="button"
        class="button"
        onClick={() => {
          place.value = { ...offered, name }
          const { zoom } = context.map.camera.peek()
          context.map.flyTo({ center: [offered.lon, offered.lat], zoom: Math.max(16, zoom) })
        }}
      >
        {messages.usePhotoPlace[spoken]}
      </button>
    </div>
  )
}

export function PhotoField({ context }: { readonly context: DeskContext }) {
  const spoken = context.language.value
  return (
    <fieldset class="case-choice">
      <legend class="small">{photo.photo[spoken]}</legend>
      <PhotoList photos={photos} most={MAX_REPORT_PHOTOS} hint={messages.photoHint[spoken]} />
      <OfferedPlace context={context} />
    </fieldset>
  )
}

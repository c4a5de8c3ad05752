/** The place of a report: where the photo was taken, where the reader is, or chosen on the map. */
import type { MapAccess } from '../desk.ts'
import { pickPlace } from '../map/pick-place.ts'
import { messages as page } from '../messages.ts'
import { openDialog } from '../page/open-dialog.ts'
import { Icon } from '../parts/icons.tsx'
import { source } from '../source/chosen.ts'
import { isOffline } from '../source/connection.ts'
import { language, notify, theme } from '../store.ts'
import { messages } from './messages.ts'
import { offeredPlace, type Place, place, sameAs } from './report-state.ts'

interface Props {
  readonly map: MapAccess | null
}

const samePlace = (one: Place | null, other: Place | null) =>
  one !== null && one.lon === other?.lon && one.lat === other.lat

function setPlace(chosen: Place): void {
  place.value = chosen
  sameAs.value = null
}

function findOwnPlace(): void {
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => setPlace({ lon: coords.longitude, lat: coords.latitude }),
    ({ code }) => notify({ kind: 'information', text: code === 1 ? page.locateDenied : page.locateFailed }),
    { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
  )
}

/** Closes the dialog until the reader has chosen a place on the map. */
function pickOnMap(map: MapAccess): void {
  openDialog.value = null
  notify({ kind: 'information', text: messages.picking })
  pickPlace(map, (at) => {
    if (at !== null) setPlace({ lon: at[0], lat: at[1] })
    openDialog.value = 'report'
  })
}

/** Size of the picture in pixels, and half of its width in degrees. */
const [WIDTH, HEIGHT, HALF] = [640, 240, 0.0016]

function pictureAddress({ lon, lat }: Place): string | null {
  const high = (HALF * HEIGHT * Math.cos((lat * Math.PI) / 180)) / WIDTH
  const box = [lon - HALF, lat - high, lon + HALF, lat + high].map((value) => value.toFixed(6)).join()
  const query = new URLSearchParams({
    bbox: box,
    layers: 'land_cover,water,buildings,roads,greenways',
    ...{ width: String(WIDTH), height: String(HEIGHT), theme: theme.value, lang: language.value },
  })
  return source.addressOf(`/pictures/map?${query}`)
}

function ChosenPlace({ chosen }: { readonly chosen: Place }) {
  const address = isOffline.value ? null : pictureAddress(chosen)
  return (
    <figure class="report-place">
      {address !== null && (
        <span class="report-map">
          <img src={address} alt={messages.pictureOf[language.value]} width={WIDTH} height={HEIGHT} />
        </span>
      )}
      <figcaption class="small" aria-live="polite">
        {chosen.lon.toFixed(5)}, {chosen.lat.toFixed(5)}
      </figcaption>
    </figure>
  )
}

export function PlaceField({ map }: Props) {
  const spoken = language.value
  const offered = offeredPlace.value
  const chosen = place.value
  return (
    <fieldset class="report-part">
      <legend>{messages.place[spoken]}</legend>
      <div class="report-buttons">
        {offered && (
          <button
            type="button"
            class="button"
            aria-pressed={samePlace(offered, chosen)}
            onClick={() => setPlace(offered)}
          >
            <Icon name="camera" size={18} />
            {messages.photoPlace[spoken]}
          </button>
        )}
        <button type="button" class="button" onClick={findOwnPlace}>
          <Icon name="locate" size={18} />
          {messages.ownPlace[spoken]}
        </button>
        {map && (
          <button type="button" class="button" onClick={() => pickOnMap(map)}>
            <Icon name="target" size={18} />
            {messages.pick[spoken]}
          </button>
        )}
      </div>
      {chosen && <ChosenPlace chosen={chosen} />}
    </fieldset>
  )
}

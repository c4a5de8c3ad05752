/** Buttons over the map: layers, terrain, zoom, north and the reader's position. */
import type { MapOwner } from '../map/map-owner.ts'
import { messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { language, notify, terrain, view } from '../store.ts'

interface Props {
  readonly owner: MapOwner
  readonly layersOpen: boolean
  readonly onLayers: () => void
}

/** Zoom at which the reader's position is shown. */
const NEAR = 16

function locate(owner: MapOwner): void {
  const failed = ({ code }: GeolocationPositionError) =>
    notify({ kind: 'information', text: code === 1 ? messages.locateDenied : messages.locateFailed })
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => owner.showPosition([coords.longitude, coords.latitude], coords.accuracy, NEAR),
    failed,
    { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
  )
}

function Compass({ owner }: { readonly owner: MapOwner }) {
  const { bearing, pitch } = view.value
  return (
    <button
      type="button"
      class="control"
      aria-label={say(messages.north, language.value)}
      title={say(messages.north, language.value)}
      onClick={() => owner.flyTo({ bearing: 0, pitch: 0 })}
    >
      <svg
        width="22"
        height="22"
        viewBox="0 0 24 24"
        aria-hidden="true"
        style={{ transform: `rotateX(${pitch * 0.7}deg) rotate(${-bearing}deg)` }}
      >
        <path d="M12 2.500 16 12H8z" class="needle-north" />
        <path d="M12 21.500 8 12h8z" class="needle-south" />
      </svg>
    </button>
  )
}

export function MapControls({ owner, layersOpen, onLayers }: Props) {
  const spoken = language.value
  return (
    <fieldset class="controls" aria-label={say(messages.map, spoken)}>
      <div class="control-group floating">
        <button
          type="button"
          class="control"
          aria-label={say(messages.layers, spoken)}
          title={say(messages.layers, spoken)}
          aria-expanded={layersOpen}
          aria-controls="layers"
          onClick={onLayers}
        >
          <Icon name="layers" />
        </button>
        <button
          type="button"
          class="control"
          aria-label={say(messages.terrain, spoken)}
          title={say(messages.terrain, spoken)}
          aria-pressed={terrain.value}
          onClick={() => {
            terrain.value = !terrain.value
          }}
        >
          <Icon name="cube" />
        </button>
      </div>
      <div class="control-group floating">
        <button
          type="button"
          class="control zoom"
          aria-label={say(messages.zoomIn, spoken)}
          title={say(messages.zoomIn, spoken)}
          onClick={() => owner.zoomBy(1)}
        >
          <Icon name="plus" />
        </button>
        <button
          type="button"
          class="control zoom"
          aria-label={say(messages.zoomOut, spoken)}
          title={say(messages.zoomOut, spoken)}
          onClick={() => owner.zoomBy(-1)}
        >
          <Icon name="minus" />
        </button>
        <Compass owner={owner} />
        <button
          type="button"
          class="control"
          aria-label={say(messages.locate, spoken)}
          title={say(messages.locate, spoken)}
          onClick={() => locate(owner)}
        >
          <Icon name="locate" />
        </button>
      </div>
    </fieldset>
  )
}

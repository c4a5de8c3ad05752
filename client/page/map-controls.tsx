/** Buttons over the map: layers, terrain, zoom, north and the reader's position. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { isLow, layout } from '../layout.ts'
import type { MapOwner } from '../map/map-owner.ts'
import { messages, say } from '../messages.ts'
import { Icon, type IconName } from '../parts/icons.tsx'
import { language, notify, terrain, view } from '../store.ts'
import { openDialog } from './open-dialog.ts'

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

function Compass() {
  const { bearing, pitch } = view.value
  return (
    <svg
      class="icon-drawing"
      width="1.375rem"
      height="1.375rem"
      viewBox="0 0 24 24"
      aria-hidden="true"
      style={{ transform: `rotateX(${pitch * 0.7}deg) rotate(${-bearing}deg)` }}
    >
      <path d="M12 2.500 16 12H8z" class="needle-north" />
      <path d="M12 21.500 8 12h8z" class="needle-south" />
    </svg>
  )
}

interface ControlProps {
  readonly name: string
  readonly icon: IconName | ComponentChildren
  readonly isPressed?: boolean
  readonly onClick: () => void
}

const drawn = (icon: ControlProps['icon']) =>
  typeof icon === 'string' ? <Icon name={icon as IconName} /> : icon

function Control({ name, icon, isPressed, onClick }: ControlProps) {
  return (
    <button
      type="button"
      class="control"
      aria-label={name}
      title={name}
      aria-pressed={isPressed}
      onClick={onClick}
    >
      {drawn(icon)}
    </button>
  )
}

/** A control with its name beside it, in the folded menu. */
function ControlRow({ name, icon, isPressed, onClick }: ControlProps) {
  return (
    <button type="button" class="control-row" aria-pressed={isPressed} onClick={onClick}>
      {drawn(icon)}
      <span>{name}</span>
    </button>
  )
}

function LayersButton({ layersOpen, onLayers }: Omit<Props, 'owner'>) {
  const label = say(messages.layers, language.value)
  return (
    <button
      type="button"
      class="control"
      aria-label={label}
      title={label}
      aria-expanded={layersOpen}
      aria-controls="layers"
      onClick={onLayers}
    >
      <Icon name="layers" />
    </button>
  )
}

/** Everything but the layers, in the order of use. */
function controlsOf(owner: MapOwner) {
  const spoken = language.value
  return {
    terrain: {
      name: say(messages.terrain, spoken),
      icon: 'cube',
      isPressed: terrain.value,
      onClick: () => {
        terrain.value = !terrain.value
      },
    },
    zoomIn: { name: say(messages.zoomIn, spoken), icon: 'plus', onClick: () => owner.zoomBy(1) },
    zoomOut: { name: say(messages.zoomOut, spoken), icon: 'minus', onClick: () => owner.zoomBy(-1) },
    north: {
      name: say(messages.north, spoken),
      icon: <Compass />,
      onClick: () => owner.flyTo({ bearing: 0, pitch: 0 }),
    },
    locate: { name: say(messages.locate, spoken), icon: 'locate', onClick: () => locate(owner) },
    print: {
      name: say(messages.print, spoken),
      icon: 'print',
      onClick: () => {
        openDialog.value = 'print'
      },
    },
  } as const satisfies Record<string, ControlProps>
}

/** The controls that do not fit, behind one button. */
function FoldedControls({ owner }: Pick<Props, 'owner'>) {
  const open = useSignal(false)
  const box = useRef<HTMLDivElement>(null)
  const label = say(messages.mapTools, language.value)
  const { terrain: tilt, zoomIn, zoomOut, north, locate: own, print } = controlsOf(owner)
  const rows = [...(isLow.value ? [own] : []), zoomIn, zoomOut, north, tilt, print]
  useEffect(() => {
    if (!open.value) return
    box.current?.querySelector<HTMLElement>('.control-row')?.focus()
    const onPointerDown = ({ target }: PointerEvent) => {
      if (!box.current?.contains(target as Node)) open.value = false
    }
    document.addEventListener('pointerdown', onPointerDown)
    return () => document.removeEventListener('pointerdown', onPointerDown)
  }, [open.value])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from anywhere inside
    <div
      ref={box}
      class="folded-controls"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open.value) return
        open.value = false
        box.current?.querySelector('button')?.focus()
      }}
    >
      <button
        type="button"
        class="control"
        data-control="tools"
        aria-label={label}
        title={label}
        aria-expanded={open.value}
        aria-controls="map-tools"
        onClick={() => {
          open.value = !open.value
        }}
      >
        <Icon name="more" />
      </button>
      {open.value && (
        <div class="control-menu floating" id="map-tools">
          {rows.map((row) => (
            <ControlRow key={row.name} {...row} />
          ))}
        </div>
      )}
    </div>
  )
}

export function MapControls({ owner, layersOpen, onLayers }: Props) {
  const layers = <LayersButton layersOpen={layersOpen} onLayers={onLayers} />
  const { terrain: tilt, zoomIn, zoomOut, north, locate: own, print } = controlsOf(owner)
  const isFolded = layout.value !== 'desktop'
  return (
    <fieldset class="controls" aria-label={say(messages.map, language.value)}>
      <div class="control-group floating">
        {layers}
        {isFolded ? !isLow.value && <Control {...own} /> : <Control {...tilt} />}
        {isFolded ? <FoldedControls owner={owner} /> : <Control {...print} />}
      </div>
      {!isFolded && (
        <div class="control-group floating">
          <Control {...zoomIn} />
          <Control {...zoomOut} />
          <Control {...north} />
          <Control {...own} />
        </div>
      )}
    </fieldset>
  )
}

/**
 * The only owner of the map. It reads the page's state from signals, applies the difference to
 * MapLibre, and writes the map's state to signals.
 */
import { effect, signal } from '@preact/signals'
import { MapLibreMap, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import type { Bounds } from '../../geodata/model/tile.ts'
import type { Camera, MapAccess } from '../desk.ts'
import { messages } from '../messages.ts'
import { source } from '../source/chosen.ts'
import * as store from '../store.ts'
import { cameraOf } from './camera.ts'
import { followClicks } from './clicks.ts'
import { followLayers } from './followed-layers.ts'
import { followChanges } from './live-tiles.ts'
import { OwnPosition } from './own-position.ts'
import { paceFrames } from './paced-frames.ts'
import { mapPadding, middleOffset } from './padding.ts'
import { reportState } from './reported-state.ts'
import { StyleKeeper } from './style-keeper.ts'

setWorkerUrl(workerUrl)

/** The two areas of the platform: the greenway at West Lake, and Qingshan Lake. */
const HOME: Bounds = [119.69, 30.2, 120.135, 30.3]

export interface MapOwner extends MapAccess {
  zoomBy(steps: number): void
  show(place: Place): void
  /** Keeps the camera when the next desk opens. */
  keepPlace(): void
  /** Returns whether a place is visible without leaving the open desk. WGS 84 degrees. */
  isShown(longitude: number, latitude: number): boolean
  /** Marks the reader's own place, with its accuracy in metres, and flies there. */
  showPosition(position: readonly [number, number], accuracy: number, zoom: number): void
}

const inTime = (opened: Promise<void>) =>
  Promise.race([opened, new Promise<void>((resolve) => window.setTimeout(resolve, OPENING_LIMIT))])

function newMap(container: HTMLElement): MapLibreMap {
  const camera = store.camera.value
  const place = camera
    ? { ...camera, center: [camera.center[0], camera.center[1]] as [number, number] }
    : { bounds: [...HOME] as [number, number, number, number], fitBoundsOptions: { padding: mapPadding() } }
  return new MapLibreMap({
    container,
    ...place,
    minZoom: 6,
    maxZoom: 20,
    maxPitch: 78,
    attributionControl: false,
    fadeDuration: store.reducedMotion.value ? 0 : 180,
    locale: { 'Map.Title': messages.map[store.language.value] },
  })
}

/** An area counts as in view up to this many zooms below the one that fits it. */
const NEAR_ENOUGH = 1

/** Returns whether an area fills much of the view, or contains the view. */
function isInView(map: MapLibreMap, [west, south, east, north]: Bounds): boolean {
  const view = map.getBounds()
  const meets =
    view.getWest() < east && view.getEast() > west && view.getSouth() < north && view.getNorth() > south
  const fitting = map.cameraForBounds([west, south, east, north], { padding: mapPadding() })?.zoom
  return meets && (fitting === undefined || map.getZoom() > fitting - NEAR_ENOUGH)
}

/** Where the map shows a feature: a point, or an area up to a zoom. */
export type Place =
  | { readonly camera: Partial<Camera> }
  | { readonly bounds: Bounds; readonly maxZoom: number }

/** Initial view of the map. */
export interface Opening {
  /** The feature of the open card; has priority over the desk's area. */
  readonly card?: Place
  readonly desk?: Bounds
  /** The smallest zoom for the desk's area. */
  readonly minZoom?: number
  /** Layers of the desk that opens. */
  readonly layers?: readonly string[]
}

/** Milliseconds to wait for the initial view. */
const OPENING_LIMIT = 4000

/** The closest zoom to a desk's area. */
const DESK_ZOOM = 15

/**
 * Starts the map in an element with a size; it loads its style at the initial view. Throws if the browser has
 * no WebGL 2.
 */
export function createMapOwner(container: HTMLElement, opening: Promise<Opening | null>): MapOwner {
  let opened: 'at a place' | 'at home' | 'before' =
    store.camera.peek() || store.selected.peek() ? 'at a place' : 'at home'
  /** The area of a desk that covers the map. */
  let shownByDesk: Bounds | null = null
  const map = newMap(container)
  const styles = new StyleKeeper(map, inTime(opening.then(start)))
  const camera = signal(cameraOf(map))
  followLayers(map, styles)
  source.useMap(map)
  followClicks(map)
  reportState(map, camera)
  paceFrames(map)
  followChanges(map)
  effect(() => map.getCanvas().setAttribute('aria-label', messages.map[store.language.value]))
  const own = new OwnPosition(map)
  // Nothing is drawn before the first style.
  const isStill = () => store.reducedMotion.value || styles.style === null
  const animate = () => ({ animate: !isStill(), duration: 900 })
  function start(found: Opening | null): void {
    if (found?.layers && styles.style === null) store.deskLayers.value = found.layers
    if (found?.card) owner.show(found.card)
    else if (found?.desk && opened === 'at home') owner.present(found.desk, found.minZoom)
  }
  const owner: MapOwner = {
    map,
    camera,
    ownPosition: store.ownPosition,
    get labelsId() {
      return styles.labelsId
    },
    drawnTheme: styles.drawnTheme,
    onStyle: (add) => styles.onStyle(add),
    flyTo({ center, ...rest }) {
      const target = center ? { center: [center[0], center[1]] as [number, number] } : {}
      // An offset, because padding would persist and change the centre in the address.
      const options = { ...rest, ...target, offset: middleOffset() }
      if (isStill()) map.easeTo({ ...options, duration: 0 })
      else map.flyTo({ ...options, maxDuration: 2200 })
    },
    offset: middleOffset,
    fitBounds([west, south, east, north], maxZoom = 17) {
      const corners: [[number, number], [number, number]] = [
        [west, south],
        [east, north],
      ]
      map.fitBounds(corners, { padding: mapPadding(), maxZoom, ...animate() })
    },
    show(place) {
      if ('camera' in place) this.flyTo(place.camera)
      else this.fitBounds(place.bounds, place.maxZoom)
    },
    present(bounds, minZoom = 0) {
      const isShown = opened === 'before' && isInView(map, bounds) && map.getZoom() > minZoom - 0.1
      const stays = opened === 'at a place' || isShown
      opened = 'before'
      if (stays) return
      const [west, south, east, north] = bounds
      const fitting = map.cameraForBounds([west, south, east, north], { padding: mapPadding() })?.zoom ?? 0
      if (fitting >= minZoom) this.fitBounds(bounds, DESK_ZOOM)
      else this.flyTo({ center: [(west + east) / 2, (south + north) / 2], zoom: minZoom })
    },
    showLayers(layers) {
      store.deskLayers.value = [...layers]
    },
    filterKinds(layer, kinds) {
      const next = new Map(store.kindFilters.value)
      if (kinds) next.set(layer, kinds)
      else next.delete(layer)
      store.kindFilters.value = next
    },
    suspend(shown) {
      container.hidden = true
      shownByDesk = shown
      map.stop()
      return () => {
        container.hidden = false
        shownByDesk = null
        map.resize()
      }
    },
    showPosition(position, accuracy, zoom) {
      own.show(position, accuracy)
      store.ownPosition.value = position
      this.flyTo({ center: position, zoom })
    },
    isShown(longitude, latitude) {
      if (!container.hidden) return true
      const [west, south, east, north] = shownByDesk ?? [0, 0, 0, 0]
      return longitude >= west && longitude <= east && latitude >= south && latitude <= north
    },
    keepPlace() {
      opened = 'at a place'
    },
    zoomBy: (steps) => void map.easeTo({ zoom: map.getZoom() + steps, ...animate(), duration: 260 }),
  }
  return owner
}

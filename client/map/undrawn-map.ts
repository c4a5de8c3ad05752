/**
 * The owner of a map that is not drawn, for browsers without WebGL 2. It keeps the place for lists, search,
 * cards and links. Styles never load, so nothing adds layers to it.
 */
import { effect, signal } from '@preact/signals'
import { LngLat, LngLatBounds, type MapLibreMap } from 'maplibre-gl'
import type { Bounds } from '../../geodata/model/tile.ts'
import type { Camera } from '../desk.ts'
import * as store from '../store.ts'
import { cameraFor, degreesPerPixel, START } from './fitting-camera.ts'
import type { MapOwner } from './map-owner.ts'

/** The methods of the map that desks call: places and boxes, and sources, of which there are none. */
function placesOf(container: HTMLElement, camera: () => Camera) {
  const canvas = document.createElement('canvas')
  const unproject = ([x, y]: [number, number]) => {
    const { center } = camera()
    const [across, up] = degreesPerPixel(camera())
    const { clientWidth, clientHeight } = container
    return new LngLat(center[0] + (x - clientWidth / 2) * across, center[1] - (y - clientHeight / 2) * up)
  }
  return {
    getContainer: () => container,
    getCanvas: () => canvas,
    getSource: () => undefined,
    getLayer: () => undefined,
    getZoom: () => camera().zoom,
    getCenter: () => new LngLat(...(camera().center as [number, number])),
    getBounds: () =>
      new LngLatBounds(unproject([0, container.clientHeight]), unproject([container.clientWidth, 0])),
    unproject,
    on() {
      return { unsubscribe: () => {} }
    },
    off() {},
    triggerRepaint() {},
  }
}

export function createUndrawnMap(container: HTMLElement): MapOwner {
  const camera = signal<Camera>(store.camera.peek() ?? START)
  let stays = store.camera.peek() !== null
  const map = placesOf(container, () => camera.peek())
  const move = (next: Partial<Camera>) => {
    camera.value = { ...camera.peek(), ...next }
  }
  effect(() => {
    store.camera.value = camera.value
    const [[west, south], [east, north]] = map.getBounds().toArray()
    store.viewBounds.value = [west, south, east, north]
    store.middle.value = camera.value.center
  })
  const show = (bounds: Bounds, maxZoom = 17) =>
    move(cameraFor(bounds, container.clientWidth, container.clientHeight, maxZoom))
  return {
    map: map as unknown as MapLibreMap,
    camera,
    ownPosition: store.ownPosition,
    labelsId: '',
    drawnTheme: signal(null),
    onStyle: () => () => {},
    flyTo: move,
    offset: () => [0, 0],
    fitBounds: show,
    show: (place) => ('camera' in place ? move(place.camera) : show(place.bounds, place.maxZoom)),
    present(bounds) {
      if (!stays) show(bounds)
      stays = false
    },
    showLayers(layers) {
      store.deskLayers.value = [...layers]
    },
    filterKinds() {},
    suspend: () => () => {},
    showPosition(position, _accuracy, zoom) {
      store.ownPosition.value = position
      move({ center: position, zoom })
    },
    isShown: () => true,
    keepPlace() {
      stays = true
    },
    zoomBy: (steps) => move({ zoom: camera.peek().zoom + steps }),
  }
}

/** What the map does, as signals: camera, loading, errors and whether synthetic data are in view. */
import type { Signal } from '@preact/signals'
import type { MapLibreMap } from 'maplibre-gl'
import type { Camera } from '../desk.ts'
import { isAbort } from '../fetch-json.ts'
import * as store from '../store.ts'
import { words } from '../words.ts'
import { cameraOf } from './camera.ts'

function hasSynthetic(map: MapLibreMap): boolean {
  return map.queryRenderedFeatures({ filter: ['==', ['get', 'synthetic'], true] }).length > 0
}

export function reportState(map: MapLibreMap, camera: Signal<Camera>, reload: () => void): void {
  const look = () => {
    const { center, zoom, bearing, pitch } = cameraOf(map)
    store.view.value = { zoom, latitude: center[1], bearing, pitch }
  }
  look()
  store.camera.value = camera.value
  map.on('move', look)
  map.on('moveend', () => {
    camera.value = cameraOf(map)
    store.camera.value = camera.value
  })
  map.on('dataloading', () => {
    if (store.mapState.peek() === 'idle') store.mapState.value = 'loading'
  })
  map.on('movestart', () => {
    if (store.mapState.peek() === 'idle') store.mapState.value = 'loading'
  })
  map.on('idle', () => {
    if (store.mapState.peek() === 'loading') store.mapState.value = 'idle'
    store.syntheticInView.value = hasSynthetic(map)
  })
  map.on('error', ({ error }) => {
    if (isAbort(error)) return
    console.error(error)
    store.mapState.value = 'error'
    const retry = () => {
      store.mapState.value = 'loading'
      reload()
    }
    store.notify({ kind: 'error', text: words.errorTiles, retry })
  })
}

/** What the map does, as signals: camera, loading, errors and whether synthetic data are in view. */
import type { Signal } from '@preact/signals'
import type { FilterSpecification, MapLibreMap, RasterDEMTileSource } from 'maplibre-gl'
import type { Camera } from '../desk.ts'
import { isAbort } from '../fetch-json.ts'
import { untilReady } from '../readiness.ts'
import * as store from '../store.ts'
import { words } from '../words.ts'
import { cameraOf } from './camera.ts'

const isSynthetic: FilterSpecification = ['==', ['get', 'synthetic'], true]
/** Layers of points, which a grid of looks would miss. */
const points = ['facilities:icon', 'entrances:icon', 'units:icon', 'incidents:dot', 'incidents:icon']
const GRID = 6

/** Looks at a grid of places for areas and lines, and at all points: far cheaper than at everything. */
function hasSynthetic(map: MapLibreMap): boolean {
  const layers = points.filter((id) => map.getLayer(id))
  if (map.queryRenderedFeatures({ layers, filter: isSynthetic }).length > 0) return true
  const { clientWidth, clientHeight } = map.getCanvas()
  const steps = Array.from({ length: GRID }, (_, index) => (index + 0.5) / GRID)
  return steps.some((x) =>
    steps.some((y) => {
      const place: [number, number] = [x * clientWidth, y * clientHeight]
      return map.queryRenderedFeatures(place, { filter: isSynthetic }).length > 0
    }),
  )
}

export function reportState(map: MapLibreMap, camera: Signal<Camera>): void {
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
  map.on('error', ({ error }) => void report(map, error))
}

/** Asks again for what failed to load: tiles, and the sources that describe them. */
function refresh(map: MapLibreMap): void {
  store.mapState.value = 'loading'
  for (const [id, source] of Object.entries(map.getStyle().sources)) {
    if (source.type === 'geojson') continue
    if (source.type === 'raster-dem' && source.url && !map.getSource(id)?.loaded()) {
      map.getSource<RasterDEMTileSource>(id)?.setUrl(source.url)
    } else map.refreshTiles(id)
  }
}

async function report(map: MapLibreMap, error: object): Promise<void> {
  if (isAbort(error)) return
  const starting = 'status' in error && error.status === 503
  if (starting && (await untilReady()) === 'became ready') {
    refresh(map)
    return
  }
  console.error(error)
  store.mapState.value = 'error'
  store.notify({ kind: 'error', text: words.errorTiles, retry: () => refresh(map) })
}

/** Writes the map's state to signals: camera, loading, errors, synthetic data in view. */
import { computed, type Signal } from '@preact/signals'
import type {
  ErrorEvent,
  FilterSpecification,
  MapLibreMap,
  RasterDEMTileSource,
  VectorTileSource,
} from 'maplibre-gl'
import type { Camera } from '../desk.ts'
import { messages } from '../messages.ts'
import { source } from '../source/chosen.ts'
import { isAbort } from '../source/request.ts'
import * as store from '../store.ts'
import { cameraOf } from './camera.ts'
import { drawWhenLoaded } from './missed-idle.ts'
import { middleOffset } from './padding.ts'

const isSynthetic: FilterSpecification = ['==', ['get', 'synthetic'], true]
/** Point layers, which sampling by a grid would miss. */
const points = ['facilities:icon', 'entrances:icon', 'units:icon', 'incidents:dot', 'incidents:icon']
const GRID = 6

/** Samples areas and lines by a grid and checks all points, which is much cheaper than checking all features. */
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
  const frame = () => {
    const [[west, south], [east, north]] = map.getBounds().toArray()
    store.viewBounds.value = [west, south, east, north]
    const { clientWidth, clientHeight } = map.getContainer()
    const [x, y] = middleOffset()
    const { lng, lat } = map.unproject([clientWidth / 2 + x, clientHeight / 2 + y])
    store.middle.value = [lng, lat]
  }
  look()
  frame()
  store.camera.value = camera.value
  map.on('move', look)
  map.on('moveend', () => {
    camera.value = cameraOf(map)
    store.camera.value = camera.value
    frame()
  })
  map.on('resize', frame)
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
  drawWhenLoaded(
    map,
    computed(() => store.mapState.value === 'loading'),
  )
  const failures = new LoadFailures()
  map.on('error', (event) => {
    failures.add(event)
    void report(map, event.error, failures)
  })
}

/** Missing if the source's TileJSON failed. */
interface SourceFailure {
  readonly sourceId?: string
  readonly tile?: {
    readonly tileID: { readonly canonical: { readonly x: number; readonly y: number; readonly z: number } }
  }
}

/** What failed to load: tiles by source, and sources. */
class LoadFailures {
  readonly #tiles = new Map<string, { x: number; y: number; z: number }[]>()
  readonly #sources = new Set<string>()

  add({ sourceId, tile }: ErrorEvent & SourceFailure): void {
    if (sourceId === undefined) return
    if (!tile) this.#sources.add(sourceId)
    else {
      const { x, y, z } = tile.tileID.canonical
      this.#tiles.set(sourceId, [...(this.#tiles.get(sourceId) ?? []), { x, y, z }])
    }
  }

  /** Retries tile by tile, because reloading a source never finishes for tiles that failed. */
  askAgain(map: MapLibreMap): void {
    for (const [id, tiles] of this.#tiles) if (map.getSource(id)) map.refreshTiles(id, tiles)
    for (const id of this.#sources) {
      const source = map.getSource<RasterDEMTileSource | VectorTileSource>(id)
      if (source?.url) source.setUrl(source.url)
    }
    this.#tiles.clear()
    this.#sources.clear()
    map.triggerRepaint()
  }
}

function refresh(map: MapLibreMap, failures: LoadFailures): void {
  store.mapState.value = 'loading'
  failures.askAgain(map)
}

async function report(map: MapLibreMap, error: object, failures: LoadFailures): Promise<void> {
  if (isAbort(error)) return
  const starting = 'status' in error && error.status === 503
  if (starting && (await source.untilReady()) === 'became ready') {
    refresh(map, failures)
    return
  }
  console.error(error)
  store.mapState.value = 'error'
  store.notify({ kind: 'error', text: messages.errorTiles, retry: () => refresh(map, failures) })
}

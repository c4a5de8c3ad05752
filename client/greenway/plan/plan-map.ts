/** Draws the routes and stops of the plan on the map; a click chooses a route, a drag adds or moves a stop. */
import { effect, type ReadonlySignal } from '@preact/signals'
import {
  type GeoJSONSource,
  type MapLayerMouseEvent,
  type MapLayerTouchEvent,
  type MapLibreMap,
  Marker,
} from 'maplibre-gl'
import type { PlannedRoute } from '../../../geodata/model/answers/route-plan.ts'
import { type Theme, tokens } from '../../../geodata/model/tokens.ts'
import type { MapAccess } from '../../desk.ts'
import type { Stop } from './plan-address.ts'

const SOURCE = 'plan'
/** Milliseconds that a finger rests on the line before it drags it. */
const HOLD_MS = 350

type Place = readonly [longitude: number, latitude: number]

export interface Drawn {
  readonly routes: readonly Pick<PlannedRoute, 'geometry'>[]
  readonly chosen: number
  readonly stops: readonly (Stop | null)[]
}

interface Handlers {
  readonly onChoose: (index: number) => void
  /** A stop was dragged. */
  readonly onMove: (index: number, at: Place) => void
  /** The chosen line was dragged from one place to another. */
  readonly onVia: (from: Place, to: Place) => void
}

function dataOf({ routes, chosen, stops }: Drawn, via: Place | null): GeoJSON.FeatureCollection {
  const lines = routes.map(
    ({ geometry }, index): GeoJSON.Feature => ({
      type: 'Feature',
      properties: { part: index === chosen ? 'chosen' : 'other', index },
      geometry: { type: 'LineString', coordinates: geometry.coordinates.map(([x = 0, y = 0]) => [x, y]) },
    }),
  )
  const dragged: GeoJSON.Feature[] = via
    ? [{ type: 'Feature', properties: { part: 'via' }, geometry: { type: 'Point', coordinates: [...via] } }]
    : []
  // Below the markers, for the printed map, which shows layers only.
  const marks = stops.flatMap((stop, index): GeoJSON.Feature[] =>
    stop?.at
      ? [
          {
            type: 'Feature',
            properties: { part: 'stop', mark: markOf(index, stops.length) },
            geometry: { type: 'Point', coordinates: [...stop.at] },
          },
        ]
      : [],
  )
  return { type: 'FeatureCollection', features: [...lines, ...dragged, ...marks] }
}

const layerIds = [
  'plan:mark',
  'plan:stop',
  'plan:via',
  'plan:hit',
  'plan:chosen',
  'plan:casing',
  'plan:other',
] as const

function addLayers(map: MapLibreMap, theme: Theme, data: GeoJSON.FeatureCollection): () => void {
  const colours = tokens.page[theme]
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const
  const only = (part: string) => ['==', ['get', 'part'], part] as ['==', ['get', string], string]
  // Below the pins of facilities.
  const before = map.getLayer('found:from') ? 'found:from' : undefined
  map.addSource(SOURCE, { type: 'geojson', data })
  const line = (id: string, part: string, paint: Record<string, string | number>) =>
    map.addLayer({ id, type: 'line', source: SOURCE, filter: only(part), layout: round, paint }, before)
  line('plan:other', 'other', { 'line-color': colours.lineStrong, 'line-width': 5, 'line-opacity': 0.85 })
  line('plan:casing', 'chosen', { 'line-color': colours.surface, 'line-width': 10 })
  line('plan:chosen', 'chosen', { 'line-color': colours.focus, 'line-width': 6 })
  map.addLayer({
    id: 'plan:hit',
    type: 'line',
    source: SOURCE,
    filter: ['==', ['geometry-type'], 'LineString'],
    paint: { 'line-width': 24, 'line-opacity': 0 },
  })
  map.addLayer({
    id: 'plan:via',
    type: 'circle',
    source: SOURCE,
    filter: only('via'),
    paint: {
      'circle-radius': 9,
      'circle-color': colours.surface,
      'circle-stroke-color': colours.focus,
      'circle-stroke-width': 4,
    },
  })
  map.addLayer({
    id: 'plan:stop',
    type: 'circle',
    source: SOURCE,
    filter: only('stop'),
    paint: {
      'circle-radius': 11,
      'circle-color': colours.focus,
      'circle-stroke-color': colours.surface,
      'circle-stroke-width': 2,
    },
  })
  map.addLayer({
    id: 'plan:mark',
    type: 'symbol',
    source: SOURCE,
    filter: only('stop'),
    layout: {
      'text-field': ['get', 'mark'],
      'text-font': [tokens.type.mapBold],
      'text-size': 13,
      'text-allow-overlap': true,
    },
    paint: { 'text-color': colours.surface },
  })
  return () => {
    for (const id of layerIds) if (map.getLayer(id)) map.removeLayer(id)
    if (map.getSource(SOURCE)) map.removeSource(SOURCE)
  }
}

/** The mark of a stop: A, then numbers, then B. */
export function markOf(index: number, count: number): string {
  if (index === 0) return 'A'
  return index === count - 1 ? 'B' : String(index)
}

/** Markers of the stops, which a pointer drags; the list has the same actions for the keyboard. */
function followStops({ map }: MapAccess, drawn: ReadonlySignal<Drawn>, { onMove }: Handlers): () => void {
  let markers: Marker[] = []
  const clear = () => {
    for (const marker of markers) marker.remove()
    markers = []
  }
  const stop = effect(() => {
    clear()
    const { stops } = drawn.value
    for (const [index, one] of stops.entries()) {
      if (!one?.at) continue
      const element = document.createElement('div')
      element.className = 'plan-marker'
      element.setAttribute('aria-hidden', 'true')
      element.textContent = markOf(index, stops.length)
      const marker = new Marker({ element, draggable: true }).setLngLat([one.at[0], one.at[1]]).addTo(map)
      // The marker would be a Tab stop without a name.
      element.removeAttribute('tabindex')
      element.removeAttribute('role')
      element.removeAttribute('aria-label')
      marker.on('dragend', () => {
        const { lng, lat } = marker.getLngLat()
        onMove(index, [lng, lat])
      })
      markers.push(marker)
    }
  })
  return () => {
    stop()
    clear()
  }
}

/** Lets a mouse, or a finger after a rest, drag the chosen line. Returns stop(). */
function followDrag(map: MapLibreMap, show: (via: Place | null) => void, { onChoose, onVia }: Handlers) {
  const isChosen = (event: MapLayerMouseEvent | MapLayerTouchEvent) =>
    event.features?.some(({ properties }) => properties.part === 'chosen') ?? false
  const drag = (from: Place, moves: 'mousemove' | 'touchmove', ends: 'mouseup' | 'touchend') => {
    let to: Place = from
    map.dragPan.disable()
    const onMove = ({ lngLat }: { lngLat: { lng: number; lat: number } }) => {
      to = [lngLat.lng, lngLat.lat]
      show(to)
    }
    map.on(moves, onMove)
    map.once(ends, () => {
      map.off(moves, onMove)
      map.dragPan.enable()
      show(null)
      if (to !== from) onVia(from, to)
    })
  }
  const onMouseDown = (event: MapLayerMouseEvent) => {
    if (!isChosen(event) || event.originalEvent.button !== 0) return
    event.preventDefault()
    drag([event.lngLat.lng, event.lngLat.lat], 'mousemove', 'mouseup')
  }
  const onTouchStart = (event: MapLayerTouchEvent) => {
    if (!isChosen(event) || event.points.length !== 1) return
    const from: Place = [event.lngLat.lng, event.lngLat.lat]
    const cancel = () => {
      window.clearTimeout(timer)
      for (const kind of ['touchmove', 'touchend', 'touchcancel'] as const) map.off(kind, cancel)
    }
    const timer = window.setTimeout(() => {
      cancel()
      show(from)
      drag(from, 'touchmove', 'touchend')
    }, HOLD_MS)
    for (const kind of ['touchmove', 'touchend', 'touchcancel'] as const) map.on(kind, cancel)
  }
  const onClick = (event: MapLayerMouseEvent) => {
    const index = event.features?.find(({ properties }) => properties.part === 'other')?.properties.index
    if (typeof index === 'number' && !isChosen(event)) onChoose(index)
  }
  map.on('mousedown', 'plan:hit', onMouseDown)
  map.on('touchstart', 'plan:hit', onTouchStart)
  map.on('click', 'plan:hit', onClick)
  return () => {
    map.off('mousedown', 'plan:hit', onMouseDown)
    map.off('touchstart', 'plan:hit', onTouchStart)
    map.off('click', 'plan:hit', onClick)
    map.dragPan.enable()
  }
}

/** Keeps the map up to date until the returned function is called. */
export function followPlan(map: MapAccess, drawn: ReadonlySignal<Drawn>, handlers: Handlers): () => void {
  let via: Place | null = null
  const set = () => map.map.getSource<GeoJSONSource>(SOURCE)?.setData(dataOf(drawn.peek(), via))
  const stopStyle = map.onStyle((styled) =>
    addLayers(styled, map.drawnTheme.peek() ?? 'day', dataOf(drawn.peek(), via)),
  )
  const stopData = effect(() => {
    drawn.value
    set()
  })
  const stopStops = followStops(map, drawn, handlers)
  const show = (at: Place | null) => {
    via = at
    set()
  }
  const stopDrag = followDrag(map.map, show, handlers)
  return () => {
    stopDrag()
    stopStops()
    stopData()
    stopStyle()
  }
}

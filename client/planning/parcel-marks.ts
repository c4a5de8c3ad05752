/**
 * Marks the chosen parcels on the map: the others are dimmed; at lower zooms, where parcels are merged, each
 * chosen one is a dot.
 */
import { effect } from '@preact/signals'
import type { GeoJSONSource, LayerSpecification, MapLibreMap } from 'maplibre-gl'
import type { ParcelPlaces } from '../../geodata/model/answers/parcels.ts'
import type { Bounds } from '../../geodata/model/tile.ts'
import type { DeskContext } from '../desk.ts'
import { bboxText } from '../map/extent.ts'
import { DIM, DOTS, markLayers, othersThan } from './mark-layers.ts'
import { choiceQuery, filter, inView, isFiltered } from './parcel-choice.ts'
import { readPlaces } from './planning-data.ts'

/** Milliseconds without a further change before the server is queried. */
const PAUSE = 200

function dots(places: ParcelPlaces | null): GeoJSON.FeatureCollection {
  const features = (places?.positions ?? []).map(
    (coordinates, index): GeoJSON.Feature => ({
      type: 'Feature',
      id: places?.ids[index] ?? 0,
      geometry: { type: 'Point', coordinates: [...coordinates] },
      properties: {},
    }),
  )
  return { type: 'FeatureCollection', features }
}

/** Follows the filter and the view until it is closed. */
export class ParcelMarks {
  readonly #context: DeskContext
  readonly #stops: (() => void)[]
  #places: ParcelPlaces | null = null
  #timer = 0

  constructor(context: DeskContext) {
    this.#context = context
    this.#stops = [
      context.map.onStyle((map) => this.#add(map)),
      effect(() => {
        filter.value
        inView.value
        context.map.camera.value
        window.clearTimeout(this.#timer)
        this.#timer = window.setTimeout(() => void this.#load(), PAUSE)
      }),
    ]
  }

  close(): void {
    window.clearTimeout(this.#timer)
    for (const stop of this.#stops) stop()
  }

  async #load(): Promise<void> {
    if (!isFiltered.peek()) {
      this.#show(null)
      return
    }
    const { map, signal } = { ...this.#context, map: this.#context.map.map }
    const [[west, south], [east, north]] = map.getBounds().toArray()
    const view: Bounds = [west, south, east, north]
    const query = choiceQuery(view)
    query.set('bbox', bboxText(view))
    const asked = filter.peek()
    try {
      const places = await this.#context.fetchJson(`/planning/parcels/places?${query}`, readPlaces)
      if (!signal.aborted && asked === filter.peek()) this.#show(places)
    } catch (error) {
      // The page has shown the reason.
      if (!signal.aborted) console.info('The chosen parcels are not marked.', error)
    }
  }

  #show(places: ParcelPlaces | null): void {
    const { map } = this.#context.map
    this.#places = places
    map.getSource<GeoJSONSource>(DOTS)?.setData(dots(places))
    if (!map.getLayer(DIM)) return
    map.setFilter(DIM, othersThan(places?.ids ?? []))
    map.setLayoutProperty(DIM, 'visibility', this.#dims() ? 'visible' : 'none')
  }

  /** Returns whether all chosen parcels are known; otherwise dimming the others would be wrong. */
  #dims(): boolean {
    return this.#places?.complete === true
  }

  #add(map: MapLibreMap): () => void {
    map.addSource(DOTS, { type: 'geojson', data: dots(this.#places) })
    const [others, chosen] = markLayers(this.#context.theme.peek(), this.#places?.ids ?? [])
    const visibility = this.#dims() ? 'visible' : 'none'
    if (others && map.getSource('parcels')) {
      const above = map.getLayer('parcels:edge') ? 'parcels:edge' : this.#context.map.labelsId
      map.addLayer({ ...others, layout: { visibility } } as LayerSpecification, above)
    }
    if (chosen) map.addLayer(chosen, this.#context.map.labelsId)
    return () => {
      for (const id of [DIM, DOTS]) if (map.getLayer(id)) map.removeLayer(id)
      if (map.getSource(DOTS)) map.removeSource(DOTS)
    }
  }
}

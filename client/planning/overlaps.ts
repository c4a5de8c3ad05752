/** Draws the overlaps of a parcel with its control lines. */
import type { GeoJSONSource, MapLibreMap } from 'maplibre-gl'
import type { ControlLines } from '../../geodata/model/answers/control-lines.ts'
import { tokens } from '../../geodata/model/tokens.ts'
import type { DeskContext } from '../desk.ts'

const SOURCE = 'planning-overlaps'

function features(results: ControlLines | null, theme: 'day' | 'night'): GeoJSON.FeatureCollection {
  const list = (results?.kinds ?? []).flatMap(({ kind, lines }) =>
    lines.flatMap(({ overlaps }) =>
      overlaps.map((geometry): GeoJSON.Feature => {
        const pair = tokens.controlLine[kind as keyof typeof tokens.controlLine]
        return {
          type: 'Feature',
          geometry,
          properties: { colour: pair?.[theme] ?? tokens.map[theme].selected },
        }
      }),
    ),
  )
  return { type: 'FeatureCollection', features: list }
}

export class Overlaps {
  readonly #context: DeskContext
  readonly #stop: () => void
  #results: ControlLines | null = null

  constructor(context: DeskContext) {
    this.#context = context
    this.#stop = context.map.onStyle((map) => this.#add(map))
  }

  show(results: ControlLines): void {
    this.#results = results
    this.#update()
  }

  clear(): void {
    this.#results = null
    this.#update()
  }

  close(): void {
    this.#stop()
  }

  #data(): GeoJSON.FeatureCollection {
    return features(this.#results, this.#context.theme.peek())
  }

  #update(): void {
    this.#context.map.map.getSource<GeoJSONSource>(SOURCE)?.setData(this.#data())
  }

  #add(map: MapLibreMap): () => void {
    map.addSource(SOURCE, { type: 'geojson', data: this.#data() })
    const below = map.getLayer('selection:edge') ? 'selection:edge' : undefined
    map.addLayer(
      {
        id: SOURCE,
        type: 'fill',
        source: SOURCE,
        paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': 0.55 },
      },
      below,
    )
    return () => {
      if (map.getLayer(SOURCE)) map.removeLayer(SOURCE)
      if (map.getSource(SOURCE)) map.removeSource(SOURCE)
    }
  }
}

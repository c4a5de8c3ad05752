/** Draws the overlaps of a parcel with its control lines, in each line's own pattern and colour. */
import type { GeoJSONSource, LayerSpecification, MapLibreMap } from 'maplibre-gl'
import type { ControlLines } from '../../geodata/model/answers/control-lines.ts'
import { type Theme, tokens } from '../../geodata/model/tokens.ts'
import type { DeskContext } from '../desk.ts'

const SOURCE = 'planning-overlaps'

/** Overlaps as features with the kind of their line. */
export function overlapFeatures(results: ControlLines | null): GeoJSON.FeatureCollection {
  const list = (results?.kinds ?? []).flatMap(({ kind, lines }) =>
    lines.flatMap(({ overlaps }) =>
      overlaps.map((geometry): GeoJSON.Feature => ({ type: 'Feature', geometry, properties: { kind } })),
    ),
  )
  return { type: 'FeatureCollection', features: list }
}

/**
 * Returns the hatch of the control line's kind, and its outline; the urban boundary has no hatch on the map
 * either.
 */
export function overlapLayers(theme: Theme): LayerSpecification[] {
  const colours = Object.entries(tokens.controlLine).flatMap(([kind, pair]) => [kind, pair[theme]])
  const colour = ['match', ['get', 'kind'], ...colours, tokens.map[theme].label]
  return [
    {
      id: SOURCE,
      type: 'fill',
      source: SOURCE,
      filter: ['!=', ['get', 'kind'], 'urban_development_boundary'],
      paint: { 'fill-pattern': ['concat', 'hatch-', ['get', 'kind']] },
    },
    {
      id: `${SOURCE}:line`,
      type: 'line',
      source: SOURCE,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colour as never, 'line-width': 2 },
    },
  ]
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

  #update(): void {
    this.#context.map.map.getSource<GeoJSONSource>(SOURCE)?.setData(overlapFeatures(this.#results))
  }

  #add(map: MapLibreMap): () => void {
    map.addSource(SOURCE, { type: 'geojson', data: overlapFeatures(this.#results) })
    const below = map.getLayer('selection:edge') ? 'selection:edge' : undefined
    const layers = overlapLayers(this.#context.theme.peek())
    for (const layer of layers) map.addLayer(layer, below)
    return () => {
      for (const { id } of layers) if (map.getLayer(id)) map.removeLayer(id)
      if (map.getSource(SOURCE)) map.removeSource(SOURCE)
    }
  }
}

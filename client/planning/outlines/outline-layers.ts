/** Draws outlines, candidates, faults, repairs and overlaps on the map. */
import type { Feature, FeatureCollection, Position } from 'geojson'
import type { GeoJSONSource, LayerSpecification, MapLibreMap } from 'maplibre-gl'
import type { OutlineCheck, OutlineSetAnswer } from '../../../geodata/model/answers/planning-outlines.ts'
import { type Theme, tokens } from '../../../geodata/model/tokens.ts'
import type { DeskContext } from '../../desk.ts'

const SOURCE = 'planning-outlines'

type Role = 'outline' | 'candidate' | 'other' | 'repair' | 'fault' | 'overlap'

const areaOf = (role: Role, parts: Position[][][]): Feature => ({
  type: 'Feature',
  properties: { role },
  geometry: { type: 'MultiPolygon', coordinates: parts },
})
/** The rings as lines: tiles leave out areas whose lobes cancel out, as those of a bow-tie. */
const ringsOf = (role: Role, parts: Position[][][]): Feature => ({
  type: 'Feature',
  properties: { role },
  geometry: { type: 'MultiLineString', coordinates: parts.flat() },
})
const pointOf = (at: Position): Feature => ({
  type: 'Feature',
  properties: { role: 'fault' },
  geometry: { type: 'Point', coordinates: at },
})

/** Returns what the map shows at a step. `candidate`: the one that the reader looks at. */
export function outlineFeatures(
  set: OutlineSetAnswer | null,
  check: OutlineCheck | null,
  candidate: number,
): FeatureCollection {
  const features: Feature[] = []
  if (set?.system === null)
    for (const [i, { shape }] of set.candidates.entries()) {
      const role = i === candidate ? 'candidate' : 'other'
      features.push(areaOf(role, shape), ringsOf(role, shape))
    }
  for (const { parts } of set?.outlines ?? [])
    features.push(areaOf('outline', parts), ringsOf('outline', parts))
  for (const { parts } of set?.repairs ?? []) features.push(areaOf('repair', parts))
  for (const { at, shape } of set?.faults ?? []) {
    features.push(pointOf(at))
    if (shape.length > 0) features.push(areaOf('fault', shape))
  }
  for (const { lines } of check?.findings ?? [])
    for (const { overlap, in_force } of lines)
      if (in_force)
        for (const geometry of overlap)
          features.push({ type: 'Feature', properties: { role: 'overlap' }, geometry })
  return { type: 'FeatureCollection', features }
}

const is = (role: Role): LayerSpecification extends { filter?: infer F } ? F : never =>
  ['==', ['get', 'role'], role] as never

function outlineLayers(theme: Theme): LayerSpecification[] {
  const { selected, halo } = tokens.map[theme]
  const danger = tokens.page[theme].danger
  const good = tokens.state.good[theme]
  const idle = tokens.state.idle[theme]
  const line = (id: string, role: Role, colour: string, dash?: number[], width = 2): LayerSpecification => ({
    id: `${SOURCE}-${id}`,
    type: 'line',
    source: SOURCE,
    filter: is(role),
    layout: { 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width, ...(dash && { 'line-dasharray': dash }) },
  })
  const fill = (id: string, role: Role, colour: string, opacity: number): LayerSpecification => ({
    id: `${SOURCE}-${id}`,
    type: 'fill',
    source: SOURCE,
    filter: ['all', is(role), ['==', ['geometry-type'], 'Polygon']] as never,
    paint: { 'fill-color': colour, 'fill-opacity': opacity },
  })
  return [
    line('other', 'other', idle, [2, 2]),
    fill('candidate-fill', 'candidate', selected, 0.2),
    line('candidate', 'candidate', selected, undefined, 3),
    fill('outline-fill', 'outline', selected, 0.12),
    fill('overlap-fill', 'overlap', danger, 0.3),
    line('overlap', 'overlap', danger, undefined, 1),
    line('outline', 'outline', selected, undefined, 3),
    line('repair', 'repair', good, [2, 1.5]),
    fill('fault-fill', 'fault', danger, 0.5),
    {
      id: `${SOURCE}-fault`,
      type: 'circle',
      source: SOURCE,
      filter: ['all', is('fault'), ['==', ['geometry-type'], 'Point']] as never,
      paint: {
        'circle-color': danger,
        'circle-radius': 6,
        'circle-stroke-color': halo,
        'circle-stroke-width': 2,
      },
    },
  ]
}

/** Keeps the drawing on the map, through changes of the style. */
export class OutlineDrawing {
  readonly #context: DeskContext
  readonly #stop: () => void
  #features: FeatureCollection = { type: 'FeatureCollection', features: [] }

  constructor(context: DeskContext) {
    this.#context = context
    this.#stop = context.map.onStyle((map) => this.#add(map))
  }

  show(features: FeatureCollection): void {
    this.#features = features
    this.#context.map.map.getSource<GeoJSONSource>(SOURCE)?.setData(features)
  }

  close(): void {
    this.#stop()
  }

  #add(map: MapLibreMap): () => void {
    map.addSource(SOURCE, { type: 'geojson', data: this.#features })
    const layers = outlineLayers(this.#context.theme.peek())
    for (const layer of layers) map.addLayer(layer)
    return () => {
      for (const { id } of layers) if (map.getLayer(id)) map.removeLayer(id)
      if (map.getSource(SOURCE)) map.removeSource(SOURCE)
    }
  }
}

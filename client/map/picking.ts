/** Which feature a click means: what is small and on top before what is large and beneath. */
import type { MapGeoJSONFeature, MapLibreMap, Point } from 'maplibre-gl'
import { catalogue } from '../../geodata/model/catalogue.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import type { FeatureReference } from '../desk.ts'
import { catalogueLayerOf } from './style-state.ts'

/** Segments stand for their greenway; land cover and boundaries are ground, not things. */
const ground = ['administrative_areas', 'land_cover', 'greenway_segments']
const named = [
  'units',
  'incidents',
  'entrances',
  'facilities',
  'greenways',
  'plans',
  'parcels',
  'buildings',
  'control_lines',
  'patrol_zones',
  'places',
  'roads',
  'waterways',
  'water',
]
const others = catalogue.filter(({ id }) => !ground.includes(id) && !named.includes(id))
const areas = catalogue.flatMap(({ id, geometry }) => (geometry === 'MultiPolygon' ? [id] : []))
const order = [
  ...others.flatMap(({ id, geometry }) => (geometry === 'Point' ? [id] : [])),
  ...named,
  ...others.flatMap(({ id, geometry }) => (geometry === 'Point' ? [] : [id])),
]

/** Pixels around the pointer in which a feature counts as hit. */
const NEAR = { mouse: 5, touch: 14 } as const

const rank = (feature: MapGeoJSONFeature) => order.indexOf(catalogueLayerOf(feature.layer) ?? '')

/** The feature that is meant at a point of the screen, or null on bare ground. */
export function pick(map: MapLibreMap, { x, y }: Point, pointer: keyof typeof NEAR): FeatureReference | null {
  const near = NEAR[pointer]
  const box: [[number, number], [number, number]] = [
    [x - near, y - near],
    [x + near, y + near],
  ]
  const exact = new Set(
    map.queryRenderedFeatures([x, y]).map((feature) => `${feature.layer.id}/${feature.id}`),
  )
  const hits = map.queryRenderedFeatures(box).filter((feature) => {
    const layer = catalogueLayerOf(feature.layer)
    if (layer === undefined || !order.includes(layer) || feature.id === undefined) return false
    // A name that is drawn from another layer has that layer's id: the feature below it is meant.
    if (feature.sourceLayer !== undefined && feature.sourceLayer !== layer) return false
    return !areas.includes(layer) || exact.has(`${feature.layer.id}/${feature.id}`)
  })
  const best = hits.reduce<MapGeoJSONFeature | null>(
    (found, feature) => (found && rank(found) <= rank(feature) ? found : feature),
    null,
  )
  const layer = best && catalogueLayerOf(best.layer)
  const id = Number(best?.id)
  return layer && isRowId(id) ? { layer, id } : null
}

/** Layers whose features are merged from afar: nearer, each can be picked. */
const mergedFromAfar = ['incidents', 'parcels']

/** True where a point of the screen shows things only merged, or as a number. */
export function isMerged(map: MapLibreMap, { x, y }: Point): boolean {
  return map.queryRenderedFeatures([x, y]).some((feature) => {
    const layer = catalogueLayerOf(feature.layer)
    return feature.id === undefined && layer !== undefined && mergedFromAfar.includes(layer)
  })
}

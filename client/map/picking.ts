/** Chooses the feature for a click: points before lines, lines before areas. */
import type { MapGeoJSONFeature, MapLibreMap, Point } from 'maplibre-gl'
import { catalogue } from '../../geodata/model/catalogue.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import type { FeatureReference } from '../desk.ts'
import { catalogueLayerOf } from './style-state.ts'

/** Layers that clicks ignore: segments belong to their greenway; land cover and boundaries are background. */
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

/** Returns the feature at a point of the screen, or null. */
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
    // A label from another layer has that layer's id: choose the feature below it.
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

/** Layers whose features are merged at low zooms. */
const mergedFromAfar = ['incidents', 'parcels']

/** Returns whether a point of the screen shows merged or counted features only. */
export function isMerged(map: MapLibreMap, { x, y }: Point): boolean {
  return map.queryRenderedFeatures([x, y]).some((feature) => {
    const layer = catalogueLayerOf(feature.layer)
    return feature.id === undefined && layer !== undefined && mergedFromAfar.includes(layer)
  })
}

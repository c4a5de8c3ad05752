/** Features from the tiles in view, because a published copy has no other source for cards. */
import type { Geometry } from 'geojson'
import type { MapLibreMap } from 'maplibre-gl'
import type { CardFeature, FeatureReference } from '../../desk.ts'
import { catalogueLayerOf } from '../../map/style-state.ts'

/** Returns the feature with the attributes in tiles and the part of its geometry in view, or null. */
export function tileFeature(map: MapLibreMap, { layer, id }: FeatureReference): CardFeature | null {
  const drawn = map.getStyle().layers.find((one) => catalogueLayerOf(one) === layer && 'source-layer' in one)
  if (!drawn || !('source' in drawn)) return null
  const found = map.querySourceFeatures(String(drawn.source), {
    sourceLayer: layer,
    filter: ['==', ['id'], id],
  })
  // Areas have a point for their label beside their outline.
  const areas = found.filter(({ geometry }) => geometry.type !== 'Point')
  const parts = areas.length > 0 ? areas : found
  const [first] = parts
  if (!first) return null
  const geometries = parts.map(({ geometry }) => geometry)
  const geometry: Geometry =
    first.geometry.type === 'Point' ? first.geometry : { type: 'GeometryCollection', geometries }
  // Tile properties have no prototype, and MapLibre cannot send such objects to its workers.
  return { type: 'Feature', geometry, properties: { ...first.properties } }
}

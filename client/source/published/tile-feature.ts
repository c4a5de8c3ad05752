/** Features as the tiles in view have them: a copy has no other source for a card. */
import type { Geometry } from 'geojson'
import type { MapLibreMap } from 'maplibre-gl'
import type { CardFeature, FeatureReference } from '../../desk.ts'
import { catalogueLayerOf } from '../../map/style-state.ts'

/** The feature with the attributes that tiles carry and what of its geometry lies in view, or null. */
export function tileFeature(map: MapLibreMap, { layer, id }: FeatureReference): CardFeature | null {
  const drawn = map.getStyle().layers.find((one) => catalogueLayerOf(one) === layer && 'source-layer' in one)
  if (!drawn || !('source' in drawn)) return null
  const parts = map.querySourceFeatures(String(drawn.source), {
    sourceLayer: layer,
    filter: ['==', ['id'], id],
  })
  const [first] = parts
  if (!first) return null
  const geometries = parts.map(({ geometry }) => geometry)
  const geometry: Geometry =
    first.geometry.type === 'Point' ? first.geometry : { type: 'GeometryCollection', geometries }
  // Properties of tiles have no prototype, which MapLibre cannot hand to its workers again.
  return { type: 'Feature', geometry, properties: { ...first.properties } }
}

/** Updates a map source only if its features changed. */
import type { Feature } from 'geojson'
import type { GeoJSONSource, MapLibreMap } from 'maplibre-gl'

/**
 * Returns a function that shows features in one source. It ignores features equal to the last ones, because each
 * `setData` makes the map compute tiles and place labels again.
 */
export function featureWriter(
  map: Pick<MapLibreMap, 'getSource'>,
  id: string,
): (features: readonly Feature[]) => void {
  let shown = '[]'
  return (features) => {
    const text = JSON.stringify(features)
    if (text === shown) return
    const source = map.getSource<GeoJSONSource>(id)
    if (!source) return
    shown = text
    void source.setData({ type: 'FeatureCollection', features: [...features] })
  }
}

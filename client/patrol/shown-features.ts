/** Gives features to a source of the map only if they differ from those that it shows. */
import type { Feature } from 'geojson'
import type { GeoJSONSource, MapLibreMap } from 'maplibre-gl'

/**
 * Returns a function that shows features in one source. Each `setData` makes the map tile and place everything
 * again, so features that are equal to the last ones are passed over.
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

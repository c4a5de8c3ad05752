/** Relief shading, which is not a catalogue layer. */
import type { LayerSpecification, SourceSpecification } from '@maplibre/maplibre-gl-style-spec'
import type { StyleContext } from './layer-style.ts'
import { byZoom } from './layer-style.ts'

/** Samples of 38 m at the equator, as fine as elevation models of 30 m are. */
const RELIEF_MAX_ZOOM = 12

/**
 * Shading and 3D terrain request different zooms of the same tiles, so each has its own source. Shading
 * takes half the samples a pixel: on screen it looks the same, in a fourth of the tiles.
 */
export function terrainSources(url: string): Record<'relief' | 'terrain', SourceSpecification> {
  return {
    relief: { type: 'raster-dem', url, tileSize: 512, maxzoom: RELIEF_MAX_ZOOM },
    terrain: { type: 'raster-dem', url, tileSize: 256 },
  }
}

/**
 * Relief shading with properties that every version of MapLibre supports, because older versions reject
 * a whole style for one unknown property.
 */
export function hillshade({ colours }: StyleContext): LayerSpecification {
  return {
    id: 'relief',
    type: 'hillshade',
    source: 'relief',
    paint: {
      'hillshade-exaggeration': byZoom([
        [8, 0.55],
        [12, 0.45],
        [16, 0.3],
      ]),
      'hillshade-shadow-color': colours.shade,
      'hillshade-highlight-color': colours.shadeLight,
      'hillshade-accent-color': colours.shade,
      'hillshade-illumination-direction': 315,
      'hillshade-illumination-anchor': 'map',
    },
  }
}

/** Relief shading, which is not a catalogue layer. */
import type { LayerSpecification, SourceSpecification } from '@maplibre/maplibre-gl-style-spec'
import type { StyleContext } from './layer-style.ts'
import { byZoom } from './layer-style.ts'

/** Shading and 3D terrain request different zooms of the same tiles, so each has its own source. */
export function terrainSources(base: string): Record<string, SourceSpecification> {
  const source = { type: 'raster-dem', url: `${base}/tiles/terrain.json`, tileSize: 256 } as const
  return { relief: source, terrain: source }
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

/** What the style draws that is no catalogue layer: relief shading and the selected feature. */
import type { LayerSpecification, SourceSpecification } from '@maplibre/maplibre-gl-style-spec'
import type { StyleContext } from './layer-style.ts'
import { byZoom } from './layer-style.ts'

/** Shading and 3D terrain ask for different zooms of the same tiles, so each has its own source. */
export function terrainSources(base: string): Record<string, SourceSpecification> {
  const source = { type: 'raster-dem', url: `${base}/tiles/terrain.json`, tileSize: 256 } as const
  return { relief: source, terrain: source }
}

export function hillshade({ colours }: StyleContext): LayerSpecification {
  return {
    id: 'relief',
    type: 'hillshade',
    source: 'relief',
    paint: {
      'hillshade-method': 'igor',
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

/** The selected feature, drawn from its own geometry: it stays whole over tile edges and zooms. */
export function selection({ colours }: StyleContext): LayerSpecification[] {
  return [
    {
      id: 'selection:fill',
      type: 'fill',
      source: 'selection',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colours.selected, 'fill-opacity': 0.1 },
    },
    {
      id: 'selection:edge',
      type: 'line',
      source: 'selection',
      filter: ['!=', ['geometry-type'], 'Point'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': colours.halo,
        'line-width': byZoom([
          [8, 5],
          [17, 9],
        ]),
      },
    },
    {
      id: 'selection:line',
      type: 'line',
      source: 'selection',
      filter: ['!=', ['geometry-type'], 'Point'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': colours.selected,
        'line-width': byZoom([
          [8, 2.4],
          [17, 4.5],
        ]),
      },
    },
    {
      id: 'selection:point',
      type: 'circle',
      source: 'selection',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-color': colours.selected,
        'circle-opacity': 0.25,
        'circle-radius': 20,
        'circle-stroke-color': colours.selected,
        'circle-stroke-width': 2.5,
        'circle-pitch-alignment': 'map',
      },
    },
  ]
}

/**
 * The layer catalogue: every layer of the platform, once. Tables, tiles, collections, OpenAPI,
 * cards and the layer list are made from it.
 */
import type { Layer, Property } from './layer.ts'
import { provenanceProperties } from './layer.ts'
import { basemapLayers } from './layers/basemap.ts'
import { greenwayLayers } from './layers/greenway.ts'
import { patrolLayers } from './layers/patrol.ts'
import { planningLayers } from './layers/planning.ts'

export const catalogue: readonly Layer[] = [
  ...basemapLayers,
  ...greenwayLayers,
  ...patrolLayers,
  ...planningLayers,
]

const byId: ReadonlyMap<string, Layer> = new Map(catalogue.map((layer) => [layer.id, layer]))

/** Returns the layer with this id, or undefined. */
export function findLayer(id: string): Layer | undefined {
  return byId.get(id)
}

/** Returns a layer's own properties and those of provenance, in column order. */
export function layerProperties(layer: Layer): readonly Property[] {
  return [...layer.properties, ...provenanceProperties]
}

/** Returns the properties in a layer's vector tiles. */
export function tileProperties(layer: Layer): readonly Property[] {
  return layerProperties(layer).filter((property) => property.inTiles && property.readBy === undefined)
}

/** True for layers that are visible by default; others are shown by their desk. */
export function drawnByDefault(layer: Pick<Layer, 'group'>): boolean {
  return layer.group === 'basemap' || layer.group === 'greenway'
}

/** True for layers that the public may see, at least in part; published maps contain them. */
export function isPublic(layer: Pick<Layer, 'restricted'>): boolean {
  return layer.restricted?.others !== 'nothing'
}

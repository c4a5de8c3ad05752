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

/** The layer with this id, or undefined. */
export function findLayer(id: string): Layer | undefined {
  return byId.get(id)
}

/** A layer's own properties and those of provenance, in the order of their columns. */
export function layerProperties(layer: Layer): readonly Property[] {
  return [...layer.properties, ...provenanceProperties]
}

/** The properties that a layer's vector tiles carry. */
export function tileProperties(layer: Layer): readonly Property[] {
  return layerProperties(layer).filter((property) => property.inTiles)
}

/** True for layers that are on the map before anyone asks for them; the others wait for their desk. */
export function drawnByDefault(layer: Pick<Layer, 'group'>): boolean {
  return layer.group === 'basemap' || layer.group === 'greenway'
}

/** True for layers of which anyone may see something, and that a published map holds. */
export function isPublic(layer: Pick<Layer, 'restricted'>): boolean {
  return layer.restricted?.others !== 'nothing'
}

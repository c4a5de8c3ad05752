/**
 * Layers with the properties that a viewer reads. Whatever chooses columns of a layer (features, filters, order,
 * schemas, files, edits) takes them from here, so a property of other roles is unknown everywhere. PostgreSQL
 * refuses its column by grants.
 */
import { findLayer } from '../model/catalogue.ts'
import type { Layer, Property } from '../model/layer.ts'
import { memo, memoIn } from '../model/memo.ts'
import { hasRole, type Viewer, type ViewerRole } from './viewer.ts'

const mayRead = (viewer: Viewer, { readBy }: Property): boolean =>
  readBy?.some((role) => hasRole(viewer, role)) ?? true

const layersByRole = memo((_: Layer) => new Map<ViewerRole, Layer>(), new WeakMap())

/** Returns the layer without properties that the viewer may not read; the layer itself if there are none. */
export function visibleLayer(viewer: Viewer, layer: Layer): Layer {
  return memoIn(layersByRole(layer), viewer.role, () => {
    const properties = layer.properties.filter((property) => mayRead(viewer, property))
    return properties.length === layer.properties.length ? layer : { ...layer, properties }
  })
}

/** Returns whether some viewers read fewer properties of the layer than others. */
export const hasRestrictedProperties = ({ properties }: Layer): boolean =>
  properties.some(({ readBy }) => readBy !== undefined)

/** Returns whether a layer of `visibleLayer` has all properties of the catalogue's layer. */
export const isWhole = ({ id, properties }: Layer): boolean =>
  properties.length >= (findLayer(id)?.properties.length ?? 0)

/** Returns whether a viewer reads a property of a layer, by their names. */
export function readsProperty(viewer: Viewer, layerId: string, name: string): boolean {
  const layer = findLayer(layerId)
  return layer !== undefined && visibleLayer(viewer, layer).properties.some((one) => one.name === name)
}

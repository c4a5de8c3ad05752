/** The part of a change that a viewer may see: nothing about hidden rows, not even the time of a change. */
import type { Viewer } from '../../geodata/access/viewer.ts'
import type { TileChange } from '../../geodata/model/answers/change.ts'
import { findLayer } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { isTrusted, visibilityOf } from '../access/visibility.ts'
import type { ChangeNotice, RowChange } from './change-feed.ts'

/** Returns the change with what the viewer may see; undefined if nothing. */
export function visibleChange(viewer: Viewer, change: ChangeNotice): TileChange | 'everything' | undefined {
  if (change === 'everything') return change
  const { layer: id, boxes, zooms } = change
  const layer = findLayer(id)
  const seen = layer === undefined ? 'all' : visibilityOf(viewer, layer)
  if (seen === 'nothing') return undefined
  if (seen === 'all' || layer === undefined) return { layer: id, boxes, ...(zooms && { zooms }) }
  // Without boxes if some of the rows are hidden.
  return isVisible(viewer, layer, change) ? { layer: id, boxes: null } : undefined
}

/** Returns whether a viewer who sees some rows of a layer may see a changed one. */
function isVisible(viewer: Viewer, layer: Layer, { limits, published, zooms }: RowChange): boolean {
  const { restricted } = layer
  if (restricted === undefined) return true
  if (restricted.others === 'published' && published !== false) return true
  if (!isTrusted(viewer, layer)) return false
  // A rendered overview: limited viewers get tiles from rows instead.
  if (zooms !== undefined) return false
  const allowed = viewer[restricted.limit] ?? []
  return limits?.some((code) => allowed.includes(code)) ?? true
}

/** Parses lists of layers in paths, limited to layers that the viewer may read. */
import type { Viewer } from '../../geodata/access/viewer.ts'
import { catalogue, findLayer } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { FirstKeys, memo } from '../../geodata/model/memo.ts'
import { notFound } from '../errors.ts'
import { readableLayers, refuseUnreadable } from './visibility.ts'

export interface LayerList {
  /** In the catalogue's order. */
  readonly layers: readonly Layer[]
  /** Their ids, for cache keys. */
  readonly ids: string
  /** True if everyone sees the same rows. */
  readonly isShared: boolean
}

/** Limits the cache, because the same list can be written in many ways. */
const LISTS_LIMIT = 1000

/** Parses a comma-separated list of layer ids; returns the first unknown id if there is one. */
export const layerList = memo(readList, new FirstKeys<string, LayerList | string>(LISTS_LIMIT))

function readList(text: string): LayerList | string {
  const asked = new Set(text.split(','))
  for (const id of asked) if (!findLayer(id)) return id
  return listOf(catalogue.filter(({ id }) => asked.has(id)))
}

/** Returns layers, given in the catalogue's order, as a list. */
export const listOf = (layers: readonly Layer[]): LayerList => ({
  layers,
  ids: layers.map(({ id }) => id).join(),
  isShared: layers.every(({ restricted }) => restricted === undefined),
})

/**
 * Returns layers by a comma-separated list of ids. Throws a ProblemError: 404 for an unknown one, 401 or 403
 * for one of which the viewer may see nothing.
 */
export function layersByIds(text: string, viewer: Viewer): LayerList {
  const list = layerList(text)
  if (typeof list === 'string') {
    throw notFound(
      { zh: '图层', en: 'layer' },
      list,
      readableLayers(viewer).map(({ id }) => id),
    )
  }
  refuseUnreadable(viewer, list.layers)
  return list
}

/** Which layers a list in an address names, of those that the viewer may read. */
import type { Viewer } from '../../geodata/access/viewer.ts'
import { catalogue, findLayer } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { notFound } from '../errors.ts'
import { readableLayers, refuseUnreadable } from './visibility.ts'

/**
 * Layers by a comma-separated list of ids, in the catalogue's order. Throws a ProblemError: 404 for an
 * unknown one, 401 or 403 for one of which the viewer may see nothing.
 */
export function layersByIds(list: string, viewer: Viewer): readonly Layer[] {
  const asked = new Set(list.split(','))
  for (const id of asked) {
    if (findLayer(id)) continue
    throw notFound(
      { zh: '图层', en: 'layer' },
      id,
      readableLayers(viewer).map((layer) => layer.id),
    )
  }
  const layers = catalogue.filter((layer) => asked.has(layer.id))
  refuseUnreadable(viewer, layers)
  return layers
}

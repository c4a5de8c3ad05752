/** Shared by the endpoints of all collections: the path, the query of documents, and the layer of an id. */
import { z } from 'zod'
import type { Viewer } from '../../geodata/access/viewer.ts'
import { visibleLayer } from '../../geodata/access/visible-layer.ts'
import { catalogue, findLayer } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import type { Text } from '../../geodata/model/text.ts'
import { readableLayers, refuseUnreadable } from '../access/visibility.ts'
import { notFound } from '../errors.ts'
import { formatParameter, languageParameter, parameter } from '../http/parameters.ts'

export const featuresTag = 'OGC API – Features'
export const json = 'application/json'
export const geojson = 'application/geo+json'

const collectionText: Text = { zh: '数据集', en: 'collection' }
const layerIds = catalogue.map((layer) => layer.id)

export const documentQuery = z.object({ f: formatParameter, lang: languageParameter })
export const collectionParams = z.object({
  collectionId: parameter(z.string(), collectionText, { type: 'string', enum: layerIds }),
})

/**
 * Returns the layer of a collection id with the properties that the reader may read. Throws a ProblemError: 404 with the list of visible collections if it
 * does not exist, 401 or 403 if the reader may see nothing of it.
 */
export function knownLayer(id: string, viewer: Viewer): Layer {
  const layer = findLayer(id)
  if (layer === undefined) {
    const known = readableLayers(viewer).map((one) => one.id)
    throw notFound(collectionText, id, known)
  }
  refuseUnreadable(viewer, [layer])
  return visibleLayer(viewer, layer)
}

/** Endpoints of a collection's features: pages, and one feature by its id. */
import type { Request } from 'express'
import { z } from 'zod'
import { visibleLayer } from '../../geodata/access/visible-layer.ts'
import type { Database } from '../../geodata/database/database.ts'
import { fileFormats } from '../../geodata/export/formats.ts'
import { layerFeatureSchema, layerPageSchema } from '../../geodata/model/answers/layer-features.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { versionedLayers } from '../../geodata/model/versions.ts'
import { recordRequest } from '../access/record-request.ts'
import { viewerOf } from '../access/viewer.ts'
import { refusals, refuseUnreadable } from '../access/visibility.ts'
import type { DataContext } from '../context.ts'
import { asOfParameter } from '../http/as-of.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { baseUrl, mediaType } from '../http/negotiation.ts'
import { featureIdParams, formatParameter } from '../http/parameters.ts'
import { contentCrs, crsParameter } from './crs.ts'
import { askedFile, asksForFile } from './download/asked-format.ts'
import { type Downloads, sendDownload } from './download/download.ts'
import { itemEtag, readItem } from './item.ts'
import { sendItems } from './items.ts'
import { geojson, json } from './known-layer.ts'
import { documentedItemsQuery, readItemsQuery } from './select/filters.ts'
import type { MatchCounter } from './select/matched.ts'
import { readSelection } from './select/selection.ts'

const fileContent = Object.fromEntries(fileFormats.map(({ mediaType: type }) => [type, null]))

/** Shared by all collections: the download slots and cached counts. */
export interface SharedWork {
  readonly downloads: Downloads
  readonly counter: MatchCounter
}

/** Returns the endpoints of one layer's features. */
export function itemEndpoints(layer: Layer, context: DataContext, shared: SharedWork): readonly Endpoint[] {
  const database = (request: Request) => {
    refuseUnreadable(viewerOf(request), [layer])
    return context.databaseFor(request)
  }
  return [itemsEndpoint(layer, database, context, shared), itemEndpoint(layer, database)]
}

/** Returns the database for the viewer. Throws a ProblemError if the viewer may see nothing of the layer. */
type DatabaseOf = (request: Request) => Database

/** Only layers with limited visibility refuse readers. */
const refusalsOf = ({ restricted }: Layer) => (restricted?.others === 'nothing' ? refusals : {})

/** Pages of other origins may not request data that requires an account. */
const closedTo = ({ restricted }: Layer): Pick<Endpoint, 'crossOrigin'> =>
  restricted?.others === 'nothing' ? { crossOrigin: 'never' } : {}

function itemsEndpoint(
  layer: Layer,
  databaseOf: DatabaseOf,
  context: DataContext,
  { downloads, counter }: SharedWork,
): Endpoint {
  return endpoint({
    operationId: `getItemsOf_${layer.id}`,
    method: 'get',
    path: `/collections/${layer.id}/items`,
    tag: layer.title.en,
    ...closedTo(layer),
    summary: `${layer.title.zh} · ${layer.description.en}`,
    query: documentedItemsQuery(layer),
    limit: (request) => (asksForFile(request) ? 'export' : 'read'),
    responses: {
      200: {
        description: 'Features',
        content: { ...fileContent, [geojson]: layerPageSchema(layer) },
      },
      ...refusalsOf(layer),
    },
    async handle(input, response, request) {
      const database = databaseOf(request)
      const visible = visibleLayer(viewerOf(request), layer)
      const query = readItemsQuery(visible, input.query, request.query)
      const selection = readSelection(visible, query)
      const file = askedFile(request, query.f)
      if (file) {
        return downloads.run(async () => {
          const after = { ...request.query, f: file.name }
          if (request.method !== 'HEAD') {
            await recordRequest(context, request, { action: 'export', object: layer.id, after })
          }
          await sendDownload(database, selection, file, query, request, response)
        })
      }
      const form = query.f === 'json' ? 'json' : undefined
      response.vary('Accept').type(mediaType(request, [geojson, json], form))
      await sendItems({ database, counter }, selection, query.limit, request, response)
    },
  })
}

/** `as-of` is a parameter of layers that keep versions. */
const itemQuery = ({ id }: Layer) => {
  const query = z.object({ crs: crsParameter(), f: formatParameter, 'as-of': asOfParameter })
  return versionedLayers.has(id)
    ? query
    : (query.omit({ 'as-of': true }).extend({}) as unknown as typeof query)
}

function itemEndpoint(layer: Layer, databaseOf: DatabaseOf): Endpoint {
  return endpoint({
    operationId: `getItemOf_${layer.id}`,
    method: 'get',
    path: `/collections/${layer.id}/items/{fid}`,
    tag: layer.title.en,
    ...closedTo(layer),
    summary: `${layer.title.zh} · one feature`,
    params: featureIdParams,
    query: itemQuery(layer),
    responses: {
      200: { description: 'Feature, with a strong ETag', content: { [geojson]: layerFeatureSchema(layer) } },
      ...refusalsOf(layer),
    },
    async handle({ params, query }, response, request) {
      const database = databaseOf(request)
      const type = mediaType(request, [geojson, json], query.f)
      const visible = visibleLayer(viewerOf(request), layer)
      const { feature, version } = await readItem(database, visible, params.fid, query.crs, query['as-of'])
      const collection = `${baseUrl(request)}/collections/${layer.id}`
      const links = [
        { href: `${collection}/items/${params.fid}`, rel: 'self', type: geojson },
        { href: collection, rel: 'collection', type: json, title: layer.title.zh },
      ]
      response.set({ 'Content-Crs': contentCrs(query.crs), ETag: itemEtag(version, query.crs) })
      response.vary('Accept').type(type)
      response.send(`${feature.slice(0, -1)},"links":${JSON.stringify(links)}}`)
    },
  })
}

/** Endpoints of the list of collections and of the schemas of their features. */
import { z } from 'zod'
import { collectionSchema, collectionsSchema } from '../../geodata/model/answers/collections.ts'
import { documentSchema } from '../../geodata/model/answers/link.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { viewerOf } from '../access/viewer.ts'
import { readableLayers, refusals } from '../access/visibility.ts'
import type { DataContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { baseUrl, languageOf, mediaType } from '../http/negotiation.ts'
import { parameter } from '../http/parameters.ts'
import { sendTaggedJson } from '../http/tagged-json.ts'
import { collectionDocument, extentReader } from './collection.ts'
import {
  geojsonFeatureSchema,
  layerJsonSchema,
  queryablesSchema,
  sortablesSchema,
} from './collection-schemas.ts'
import { newFeatureSchema, patchSchema } from './edit/feature-input.ts'
import { collectionParams, documentQuery, json, knownLayer, featuresTag as tag } from './known-layer.ts'
import { SCHEMA_TYPE } from './schema-links.ts'

/** Returns the endpoints that describe the collections. */
export function collectionEndpoints({ databaseAs }: Pick<DataContext, 'databaseAs'>): readonly Endpoint[] {
  return [...descriptionEndpoints(extentReader(databaseAs)), ...schemaEndpoints()]
}

type ReadExtent = ReturnType<typeof extentReader>

function descriptionEndpoints(readExtent: ReadExtent): readonly Endpoint[] {
  return [
    endpoint({
      operationId: 'getCollections',
      method: 'get',
      path: '/collections',
      tag,
      summary: 'All collections that the reader may see',
      query: documentQuery,
      responses: { 200: { description: 'Collections', content: { [json]: collectionsSchema } } },
      async handle({ query }, response, request) {
        const type = mediaType(request, [json], query.f)
        const language = languageOf(request, query.lang)
        const base = baseUrl(request)
        const viewer = viewerOf(request)
        const collections = []
        for (const layer of readableLayers(viewer))
          collections.push(collectionDocument(layer, await readExtent(layer, viewer), base, language))
        const links = [{ href: `${base}/collections`, rel: 'self', type: json }]
        sendTaggedJson(response, collectionsSchema, { links, collections }, { type, language })
      },
    }),
    endpoint({
      operationId: 'getCollection',
      method: 'get',
      path: '/collections/{collectionId}',
      tag,
      summary: 'One collection',
      params: collectionParams,
      query: documentQuery,
      responses: { 200: { description: 'Collection', content: { [json]: collectionSchema } }, ...refusals },
      async handle({ params, query }, response, request) {
        const viewer = viewerOf(request)
        const layer = knownLayer(params.collectionId, viewer)
        const type = mediaType(request, [json], query.f)
        const language = languageOf(request, query.lang)
        const extent = await readExtent(layer, viewer)
        const document = collectionDocument(layer, extent, baseUrl(request), language)
        sendTaggedJson(response, collectionSchema, document, { type, language })
      },
    }),
  ]
}

/** Returns an endpoint for a JSON Schema of a collection, at `path` below it. */
function documentEndpoint(
  name: 'Queryables' | 'Sortables' | 'FeatureSchema',
  path: string,
  summary: string,
  document: (layer: Layer, address: string) => Readonly<Record<string, unknown>>,
): Endpoint {
  return endpoint({
    operationId: `getCollection${name}`,
    method: 'get',
    path: `/collections/{collectionId}/${path}`,
    tag,
    summary,
    params: collectionParams,
    query: documentQuery,
    responses: {
      200: { description: 'JSON Schema', content: { [SCHEMA_TYPE]: documentSchema } },
      ...refusals,
    },
    handle({ params, query }, response, request) {
      const layer = knownLayer(params.collectionId, viewerOf(request))
      const type = mediaType(request, [SCHEMA_TYPE, json], query.f)
      const address = `${baseUrl(request)}/collections/${layer.id}/${path}`
      sendTaggedJson(response, documentSchema, document(layer, address), { type })
    },
  })
}

const schemaQuery = documentQuery.extend({
  type: parameter(
    z.enum(['create', 'replace', 'update']).optional(),
    { zh: 'create、replace 或 update', en: 'create, replace or update' },
    {
      type: 'string',
      enum: ['create', 'replace', 'update'],
      description: 'The schema for writing instead of reading',
    },
  ),
})

/** Returns the endpoint of a feature's schema, as read or (by `type`) as a client has to send it. */
function schemaEndpoint(): Endpoint {
  return endpoint({
    operationId: 'getCollectionSchema',
    method: 'get',
    path: '/collections/{collectionId}/schema',
    tag,
    summary: "JSON Schema of a collection's features, with titles, units and codes in both languages",
    params: collectionParams,
    query: schemaQuery,
    responses: {
      200: { description: 'JSON Schema', content: { [SCHEMA_TYPE]: documentSchema } },
      ...refusals,
    },
    handle({ params, query }, response, request) {
      const layer = knownLayer(params.collectionId, viewerOf(request))
      const type = mediaType(request, [SCHEMA_TYPE, json], query.f)
      const address = `${baseUrl(request)}/collections/${layer.id}/schema`
      if (query.type === undefined)
        return sendTaggedJson(response, documentSchema, layerJsonSchema(layer, address), { type })
      const written = query.type === 'update' ? patchSchema(layer) : newFeatureSchema(layer)
      const schema = z.toJSONSchema(written, { unrepresentable: 'any', io: 'input' })
      sendTaggedJson(response, documentSchema, { $id: `${address}?type=${query.type}`, ...schema }, { type })
    },
  })
}

function schemaEndpoints(): readonly Endpoint[] {
  return [
    schemaEndpoint(),
    documentEndpoint('Queryables', 'queryables', 'The properties that a filter may name', queryablesSchema),
    documentEndpoint(
      'Sortables',
      'sortables',
      'The properties that features can be sorted by',
      sortablesSchema,
    ),
    documentEndpoint(
      'FeatureSchema',
      'schema/geojson',
      'JSON Schema of a GeoJSON feature of the collection, where GDAL finds the types of its fields',
      geojsonFeatureSchema,
    ),
  ]
}

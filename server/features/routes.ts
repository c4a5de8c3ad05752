/** OGC API – Features, Part 1: Core (OGC 17-069r4), made from the layer catalogue. */
import { z } from 'zod'
import type { Database } from '../../geodata/database.ts'
import { catalogue, findLayer } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import type { Text } from '../../geodata/model/text.ts'
import type { ServerContext } from '../context.ts'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { baseUrl, languageOf, mediaType, sendJson } from '../http/negotiation.ts'
import { featureIdParams, formatParameter, languageParameter, parameter } from '../http/parameters.ts'
import { collectionDocument, collectionSchema, extentReader } from './collection.ts'
import { featureCollectionSchema, featureSchema, layerJsonSchema, linkSchema } from './feature-schema.ts'
import { CRS84, itemsQuery, propertyFilters } from './filters.ts'
import { sendItems } from './items.ts'
import { conformanceClasses, conformanceSchema, landingDocument, landingSchema } from './landing.ts'
import { itemStatement } from './statements.ts'

const tag = 'OGC API – Features'
const json = 'application/json'
const geojson = 'application/geo+json'
const collectionText: Text = { zh: '数据集', en: 'collection' }
const layerIds = catalogue.map((layer) => layer.id)

const documentQuery = z.object({ f: formatParameter, lang: languageParameter })
const collectionParams = z.object({
  collectionId: parameter(z.string(), collectionText, { type: 'string', enum: layerIds }),
})

/** The endpoints of OGC API – Features. `/` answers only clients that prefer JSON to a page. */
export function featuresEndpoints(context: Pick<ServerContext, 'database'>): readonly Endpoint[] {
  const readExtent = extentReader(context.database)
  return [
    ...landingEndpoints(),
    conformanceEndpoint(),
    ...collectionEndpoints(readExtent),
    schemaEndpoint(),
    ...catalogue.flatMap((layer) => [
      itemsEndpoint(layer, context.database),
      itemEndpoint(layer, context.database),
    ]),
    unknownCollectionEndpoint('/collections/{collectionId}/items'),
    unknownCollectionEndpoint('/collections/{collectionId}/items/{fid}'),
  ]
}

function landingEndpoints(): readonly Endpoint[] {
  const responses = { 200: { description: 'Landing page', content: { [json]: landingSchema } } }
  return [
    endpoint({
      operationId: 'getLandingPage',
      method: 'get',
      path: '/',
      tag,
      summary: 'Landing page for clients that prefer JSON, the map for browsers',
      query: z.looseObject({ f: z.unknown().optional(), lang: z.unknown().optional() }),
      responses,
      handle({ query }, response, request, next) {
        response.vary('Accept')
        if (query.f !== 'json' && request.accepts(['text/html', json]) !== json) return next()
        const language = languageOf(request, languageParameter.safeParse(query.lang).data)
        sendJson(response, json, landingDocument(baseUrl(request), language), language)
      },
    }),
    endpoint({
      operationId: 'getOgcLandingPage',
      method: 'get',
      path: '/ogc',
      tag,
      summary: 'Landing page, always JSON',
      query: documentQuery,
      responses,
      handle({ query }, response, request) {
        const language = languageOf(request, query.lang)
        sendJson(response, json, landingDocument(baseUrl(request), language), language)
      },
    }),
  ]
}

function conformanceEndpoint(): Endpoint {
  return endpoint({
    operationId: 'getConformance',
    method: 'get',
    path: '/conformance',
    tag,
    summary: 'The conformance classes that this server implements',
    query: documentQuery,
    responses: { 200: { description: 'Conformance classes', content: { [json]: conformanceSchema } } },
    handle({ query }, response, request) {
      sendJson(response, mediaType(request, [json], query.f), { conformsTo: conformanceClasses })
    },
  })
}

type ReadExtent = ReturnType<typeof extentReader>

function collectionEndpoints(readExtent: ReadExtent): readonly Endpoint[] {
  const collectionsSchema = z.object({ links: z.array(linkSchema), collections: z.array(collectionSchema) })
  return [
    endpoint({
      operationId: 'getCollections',
      method: 'get',
      path: '/collections',
      tag,
      summary: 'All collections',
      query: documentQuery,
      responses: { 200: { description: 'Collections', content: { [json]: collectionsSchema } } },
      async handle({ query }, response, request) {
        const type = mediaType(request, [json], query.f)
        const language = languageOf(request, query.lang)
        const base = baseUrl(request)
        const collections = []
        for (const layer of catalogue)
          collections.push(collectionDocument(layer, await readExtent(layer), base, language))
        const links = [{ href: `${base}/collections`, rel: 'self', type: json }]
        sendJson(response, type, { links, collections }, language)
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
      responses: { 200: { description: 'Collection', content: { [json]: collectionSchema } } },
      async handle({ params, query }, response, request) {
        const layer = knownLayer(params.collectionId)
        const type = mediaType(request, [json], query.f)
        const language = languageOf(request, query.lang)
        const extent = await readExtent(layer)
        sendJson(response, type, collectionDocument(layer, extent, baseUrl(request), language), language)
      },
    }),
  ]
}

function schemaEndpoint(): Endpoint {
  const schemaType = 'application/schema+json'
  return endpoint({
    operationId: 'getCollectionSchema',
    method: 'get',
    path: '/collections/{collectionId}/schema',
    tag,
    summary: "JSON Schema of a collection's features, with titles, units and codes in both languages",
    params: collectionParams,
    query: documentQuery,
    responses: { 200: { description: 'JSON Schema', content: { [schemaType]: z.looseObject({}) } } },
    handle({ params, query }, response, request) {
      const layer = knownLayer(params.collectionId)
      const type = mediaType(request, [schemaType, json], query.f)
      sendJson(response, type, layerJsonSchema(layer, `${baseUrl(request)}/collections/${layer.id}/schema`))
    },
  })
}

function itemsEndpoint(layer: Layer, database: Database): Endpoint {
  return endpoint({
    operationId: `getItemsOf_${layer.id}`,
    method: 'get',
    path: `/collections/${layer.id}/items`,
    tag: layer.title.en,
    summary: `${layer.title.zh} · ${layer.description.en}`,
    query: itemsQuery(layer),
    responses: { 200: { description: 'Features', content: { [geojson]: featureCollectionSchema(layer) } } },
    async handle({ query }, response, request) {
      response.vary('Accept').type(mediaType(request, [geojson, json], query.f))
      await sendItems(database, { layer, query, filters: propertyFilters(layer, query) }, request, response)
    },
  })
}

function itemEndpoint(layer: Layer, database: Database): Endpoint {
  return endpoint({
    operationId: `getItemOf_${layer.id}`,
    method: 'get',
    path: `/collections/${layer.id}/items/{fid}`,
    tag: layer.title.en,
    summary: `${layer.title.zh} · one feature`,
    params: featureIdParams,
    query: z.object({ f: formatParameter }),
    responses: { 200: { description: 'Feature', content: { [geojson]: featureSchema(layer) } } },
    async handle({ params, query }, response, request) {
      const type = mediaType(request, [geojson, json], query.f)
      const feature = await readFeature(database, layer, params.fid)
      const collection = `${baseUrl(request)}/collections/${layer.id}`
      const links = [
        { href: `${collection}/items/${params.fid}`, rel: 'self', type: geojson },
        { href: collection, rel: 'collection', type: json, title: layer.title.zh },
      ]
      response.set('Content-Crs', `<${CRS84}>`)
      sendJson(response, type, { ...feature, links })
    },
  })
}

async function readFeature(database: Database, layer: Layer, fid: string): Promise<object> {
  const isRowId = /^\d{1,18}$/.test(fid)
  const { rows } = isRowId
    ? await database.query<{ feature: string }>(itemStatement(layer), [fid])
    : { rows: [] }
  const row = rows[0]
  if (row === undefined) throw notFound({ zh: `${layer.title.zh}要素`, en: `feature of ${layer.id}` }, fid)
  return JSON.parse(row.feature)
}

/** Answers below a collection that is not in the catalogue, where a plain 404 would not say so. */
function unknownCollectionEndpoint(path: string): Endpoint {
  return endpoint({
    operationId: 'getUnknownCollection',
    method: 'get',
    path,
    documented: false,
    tag,
    summary: 'Says which collections there are',
    params: collectionParams,
    query: z.looseObject({}),
    responses: { 404: { description: 'No such collection' } },
    handle({ params }) {
      knownLayer(params.collectionId)
    },
  })
}

function knownLayer(id: string): Layer {
  const layer = findLayer(id)
  if (layer === undefined) throw notFound(collectionText, id, layerIds)
  return layer
}

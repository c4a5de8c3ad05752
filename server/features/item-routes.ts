/** The features of a collection: pages of them, and one by its id. */
import { z } from 'zod'
import type { Database } from '../../geodata/database.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { baseUrl, mediaType, sendJson } from '../http/negotiation.ts'
import { featureIdParams, formatParameter } from '../http/parameters.ts'
import { featureCollectionSchema, featureSchema } from './feature-schema.ts'
import { CRS84, itemsQuery, propertyFilters } from './filters.ts'
import { type Downloads, sendDownload } from './formats/download.ts'
import { askedFile, fileFormats } from './formats/formats.ts'
import { sendItems } from './items.ts'
import { geojson, json } from './known-layer.ts'
import { itemStatement } from './statements.ts'

const fileContent = Object.fromEntries(fileFormats.map(({ mediaType: type }) => [type, null]))

/** The endpoints of one layer's features. */
export function itemEndpoints(layer: Layer, database: Database, downloads: Downloads): readonly Endpoint[] {
  return [itemsEndpoint(layer, database, downloads), itemEndpoint(layer, database)]
}

function itemsEndpoint(layer: Layer, database: Database, downloads: Downloads): Endpoint {
  return endpoint({
    operationId: `getItemsOf_${layer.id}`,
    method: 'get',
    path: `/collections/${layer.id}/items`,
    tag: layer.title.en,
    summary: `${layer.title.zh} · ${layer.description.en}`,
    query: itemsQuery(layer),
    responses: {
      200: {
        description: 'Features',
        content: { ...fileContent, [geojson]: featureCollectionSchema(layer) },
      },
    },
    async handle({ query }, response, request) {
      const asked = { layer, query, filters: propertyFilters(layer, query) }
      const file = askedFile(request, query.f)
      if (file) return downloads.run(() => sendDownload(database, asked, file, request, response))
      const form = query.f === 'json' ? 'json' : undefined
      response.vary('Accept').type(mediaType(request, [geojson, json], form))
      await sendItems(database, asked, request, response)
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

/** The documents of tile matrix sets. */

import {
  TILE_MATRIX_SET,
  tileMatrixSetSchema,
  tileMatrixSetsSchema,
} from '../../geodata/model/answers/tilesets.ts'
import { documentQuery } from '../features/known-layer.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { baseUrl, languageOf, mediaType } from '../http/negotiation.ts'
import { sendTaggedJson } from '../http/tagged-json.ts'
import { tileMatrixSetDocument, tileMatrixSetsDocument } from './tile-matrix-set.ts'

const tag = 'OGC API – Tiles'
const json = 'application/json'

/** Returns the list of tile matrix sets, and its only member. */
export function tileMatrixSetEndpoints(): readonly Endpoint[] {
  return [
    endpoint({
      operationId: 'getTileMatrixSetsList',
      method: 'get',
      path: '/tileMatrixSets',
      tag,
      summary: 'The tile matrix sets of the tiles',
      query: documentQuery,
      responses: { 200: { description: 'Tile matrix sets', content: { [json]: tileMatrixSetsSchema } } },
      handle({ query }, response, request) {
        const language = languageOf(request, query.lang)
        const type = mediaType(request, [json], query.f)
        sendTaggedJson(response, tileMatrixSetsSchema, tileMatrixSetsDocument(baseUrl(request), language), {
          type,
          language,
        })
      },
    }),
    endpoint({
      operationId: 'getTileMatrixSet',
      method: 'get',
      path: `/tileMatrixSets/${TILE_MATRIX_SET}`,
      tag,
      summary: 'The definition of WebMercatorQuad',
      query: documentQuery,
      responses: { 200: { description: 'Tile matrix set', content: { [json]: tileMatrixSetSchema } } },
      handle({ query }, response, request) {
        const language = languageOf(request, query.lang)
        const type = mediaType(request, [json], query.f)
        sendTaggedJson(response, tileMatrixSetSchema, tileMatrixSetDocument(baseUrl(request), language), {
          type,
          language,
        })
      },
    }),
  ]
}

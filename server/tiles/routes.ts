/** Vector tiles and their TileJSON documents. */
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { catalogue } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import type { Language } from '../../geodata/model/text.ts'
import { TileCache } from '../../tiles/cache/tile-cache.ts'
import { renderVectorTile } from '../../tiles/vector/render.ts'
import { attributionHtml, boundsAround, layerBounds, vectorTileJson } from '../../tiles/vector/tilejson.ts'
import type { ServerContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { baseUrl, languageOf, sendJson } from '../http/negotiation.ts'
import { languageParameter, parameter } from '../http/parameters.ts'
import { addressParams, checkedAddress, layersByIds } from './address.ts'
import { clearedOnChange, forgettable } from './change.ts'
import { clientGone, sendTile } from './send.ts'
import { tileJsonSchema } from './tilejson-schema.ts'

const tag = 'Tiles'
const MVT = 'application/vnd.mapbox-vector-tile'
const JSON_TYPE = 'application/json'
const CACHE_BYTES = 128 * 1024 * 1024

const layersParameter = () =>
  parameter(
    z.string().max(1000),
    { zh: '以逗号分隔的图层', en: 'layers, separated by commas' },
    {
      type: 'string',
      example: 'roads,water',
      description: `Of: ${catalogue.map(({ id }) => id).join(', ')}`,
    },
  )
// Clients put tokens and versions behind a tile's address; they change nothing here.
const tileQuery = z.looseObject({})
const documentQuery = z.looseObject({ lang: languageParameter })
const jsonResponses = { 200: { description: 'TileJSON 3.0.0', content: { [JSON_TYPE]: tileJsonSchema } } }

export function tilesEndpoints(context: Pick<ServerContext, 'database' | 'log'>): readonly Endpoint[] {
  const { database, log } = context
  const packed = promisify<Buffer, { level: number }, Buffer>(gzip)
  const cache = new TileCache({
    maxBytes: CACHE_BYTES,
    // The embedded database does one query at a time; more than a server has cores gains nothing.
    concurrency: database.kind === 'embedded' ? 1 : Math.max(2, Math.min(8, availableParallelism())),
    pack: (body) => packed(body, { level: 4 }),
  })
  const extents = forgettable((layer: Layer) => layerBounds(database, layer))
  const attribution = forgettable(() => attributionHtml(database))
  clearedOnChange(database, log, [cache, extents, attribution])

  const sendDocument = async (
    layers: readonly Layer[],
    asked: Language | undefined,
    request: Request,
    response: Response,
  ) => {
    const language = languageOf(request, asked)
    const ids = layers.map(({ id }) => id).join()
    const document = vectorTileJson(layers, {
      language,
      template: `${baseUrl(request)}/tiles/${ids}/{z}/{x}/{y}.mvt`,
      bounds: boundsAround(await Promise.all(layers.map(extents.get))),
      attribution: await attribution.get(null),
    })
    response.set('Cache-Control', 'public, no-cache')
    sendJson(response, JSON_TYPE, document, language)
  }

  return [
    endpoint({
      operationId: 'getVectorTile',
      method: 'get',
      path: '/tiles/{layers}/{z}/{x}/{y}.mvt',
      tag,
      summary: 'A vector tile of one or several layers',
      params: z.object({ layers: layersParameter(), ...addressParams() }),
      query: tileQuery,
      responses: {
        200: { description: 'Mapbox Vector Tile 2.1, extent 4096, buffer 64', content: { [MVT]: null } },
        204: { description: 'Nothing of these layers lies in the tile' },
        304: { description: 'The tile is still the one whose ETag was sent' },
      },
      async handle({ params }, response, request) {
        const layers = layersByIds(params.layers)
        const address = checkedAddress(params)
        const key = `${layers.map(({ id }) => id).join()}/${address.z}/${address.x}/${address.y}`
        const signal = clientGone(response)
        try {
          const tile = await cache.get(key, () => renderVectorTile(database, layers, address), signal)
          sendTile(request, response, MVT, tile)
        } catch (error) {
          if (!signal.aborted) throw error
        }
      },
    }),
    endpoint({
      operationId: 'getTileJson',
      method: 'get',
      path: '/tiles/{layers}.json',
      tag,
      summary: 'TileJSON of one or several layers',
      params: z.object({ layers: layersParameter() }),
      query: documentQuery,
      responses: jsonResponses,
      handle({ params, query }, response, request, next) {
        // Terrain is no layer of the catalogue: its document is another endpoint's.
        if (params.layers === 'terrain') return next()
        return sendDocument(layersByIds(params.layers), query.lang, request, response)
      },
    }),
    endpoint({
      operationId: 'getCompositeTileJson',
      method: 'get',
      path: '/tiles.json',
      tag,
      summary: 'TileJSON of all layers in one tile',
      query: documentQuery,
      responses: jsonResponses,
      handle: ({ query }, response, request) => sendDocument(catalogue, query.lang, request, response),
    }),
  ]
}

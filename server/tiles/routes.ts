/** Vector tiles and their TileJSON documents. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import { catalogue } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import type { Language } from '../../geodata/model/text.ts'
import { attributionHtml, boundsAround, layerBounds, vectorTileJson } from '../../tiles/vector/tilejson.ts'
import type { ServerContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { baseUrl, languageOf, sendJson } from '../http/negotiation.ts'
import { languageParameter, parameter } from '../http/parameters.ts'
import { addressParams, checkedAddress, layersByIds } from './address.ts'
import { forgettable } from './change.ts'
import { ChangeStream } from './change-stream.ts'
import { throwFailure } from './fast-path.ts'
import { clientGone, sendTile } from './send.ts'
import { tileJsonSchema } from './tilejson-schema.ts'
import { MVT, type VectorTiles } from './vector-tiles.ts'

const tag = 'Tiles'
const JSON_TYPE = 'application/json'

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

export function tilesEndpoints(
  context: Pick<ServerContext, 'database' | 'access'>,
  tiles: VectorTiles,
  stopping?: AbortSignal,
): readonly Endpoint[] {
  const { database, access } = context
  const extents = forgettable((layer: Layer) => layerBounds(database, layer))
  const attribution = forgettable(() => attributionHtml(database))
  const stream = new ChangeStream()
  tiles.onChange((change) => {
    if (change === 'everything') extents.clear()
    else for (const layer of catalogue) if (layer.id === change.layer) extents.forget(layer)
    // Credits come with imports, which change whole layers.
    if (change === 'everything' || change.boxes === null) attribution.clear()
    stream.send(change)
  })
  stopping?.addEventListener('abort', () => stream.close())

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
        throwFailure(request)
        const layers = layersByIds(params.layers)
        const address = checkedAddress(params)
        const signal = clientGone(response)
        try {
          const { name, tile } = await tiles.get(layers, address, access.roleOf(request), signal)
          await sendTile(request, response, MVT, tiles.cache, name, tile)
        } catch (error) {
          if (!signal.aborted) throw error
        }
      },
    }),
    endpoint({
      operationId: 'followTileChanges',
      method: 'get',
      path: '/tiles/changes',
      tag,
      summary: 'Changes of tiles, as they happen, by server-sent events',
      query: z.object({
        last: parameter(
          z.string().max(64).optional(),
          { zh: '最后收到的事件的 id', en: 'the id of the last event that was received' },
          { type: 'string', description: 'For clients that cannot send Last-Event-ID.' },
        ),
      }),
      responses: {
        200: {
          description:
            'Events `change` with a layer and boxes in EPSG:3857 metres (null: anywhere), and `everything` where something may have been missed',
          content: { 'text/event-stream': null },
        },
      },
      handle({ query }, response, request) {
        stream.serve(response, request.get('Last-Event-ID') ?? query.last)
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
      handle({ params, query }, response, request) {
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

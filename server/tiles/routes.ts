/** Vector tiles and their TileJSON documents. */
import type { Request, Response } from 'express'
import { z } from 'zod'
import { tileJsonSchema } from '../../geodata/model/answers/tilejson.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { MVT } from '../../geodata/model/media-types.ts'
import type { Language } from '../../geodata/model/text.ts'
import { boundsAround, vectorTileJson } from '../../tiles/vector/tilejson.ts'
import { layersByIds } from '../access/layers-by-ids.ts'
import { viewerOf } from '../access/viewer.ts'
import { readableLayers, refusals } from '../access/visibility.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { baseUrl, languageOf } from '../http/negotiation.ts'
import { languageParameter, parameter } from '../http/parameters.ts'
import { sendTaggedJson } from '../http/tagged-json.ts'
import type { TileChanges } from '../live/change-streams.ts'
import type { LayerPlaces } from '../live/layer-places.ts'
import { askedTile, layersParameter, tileParams, tilePath } from './tile-request.ts'
import type { VectorTiles } from './vector-tiles.ts'

const tag = 'Tiles'
const JSON_TYPE = 'application/json'

// Clients append tokens and versions to a tile's address, which have no effect here.
const tileQuery = z.looseObject({})
const documentQuery = z.looseObject({ lang: languageParameter })
const jsonResponses = {
  200: { description: 'TileJSON 3.0.0', content: { [JSON_TYPE]: tileJsonSchema } },
  ...refusals,
}

export interface TilesContext {
  readonly tiles: VectorTiles
  readonly places: LayerPlaces
  readonly changes: TileChanges
}

export function tilesEndpoints({ tiles, places, changes }: TilesContext): readonly Endpoint[] {
  const sendDocument = async (
    layers: readonly Layer[],
    asked: Language | undefined,
    request: Request,
    response: Response,
  ) => {
    const viewer = viewerOf(request)
    const language = languageOf(request, asked)
    const ids = layers.map(({ id }) => id).join()
    const document = vectorTileJson(layers, {
      language,
      template: `${baseUrl(request)}/tiles/${ids}/{z}/{x}/{y}.mvt`,
      bounds: boundsAround(await places.bounds(layers, viewer)),
      attribution: await places.attribution(),
    })
    if (viewer.role === 'public') response.set('Cache-Control', 'public, no-cache')
    sendTaggedJson(response, tileJsonSchema, document, { language })
  }

  return [
    endpoint({
      operationId: 'getVectorTile',
      method: 'get',
      path: tilePath,
      tag,
      summary: 'A vector tile of one or several layers',
      params: tileParams,
      query: tileQuery,
      responses: {
        200: { description: 'Mapbox Vector Tile 2.1, extent 4096, buffer 64', content: { [MVT]: null } },
        204: { description: 'The tile has no features of these layers' },
        304: { description: 'Not modified' },
        ...refusals,
      },
      handle({ params }, response, request) {
        const viewer = viewerOf(request)
        return tiles.send(askedTile(params, viewer), viewer, request, response)
      },
    }),
    endpoint({
      operationId: 'followTileChanges',
      method: 'get',
      path: '/tiles/changes',
      tag,
      summary: 'Changes of tiles, and progress of the viewer’s jobs, as server-sent events',
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
            'Events `change` with a layer that the reader may see and boxes in EPSG:3857 metres (null: anywhere), `job` with the progress of the viewer’s jobs, and `everything` if events may have been missed',
          content: { 'text/event-stream': null },
        },
      },
      handle({ query }, response, request) {
        changes.serve(request, response, request.get('Last-Event-ID') ?? query.last)
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
        return sendDocument(
          layersByIds(params.layers, viewerOf(request)).layers,
          query.lang,
          request,
          response,
        )
      },
    }),
    endpoint({
      operationId: 'getCompositeTileJson',
      method: 'get',
      path: '/tiles.json',
      tag,
      summary: 'TileJSON of all layers that the reader may see, in one tile',
      query: documentQuery,
      responses: jsonResponses,
      handle: ({ query }, response, request) =>
        sendDocument(readableLayers(viewerOf(request)), query.lang, request, response),
    }),
  ]
}

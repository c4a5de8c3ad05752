/**
 * OGC API – Tiles Part 1 (OGC 20-057). Its tiles are those of /tiles/{layers}/{z}/{x}/{y}.mvt, so bytes,
 * cache and ETags are the same.
 */
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Viewer } from '../../geodata/access/viewer.ts'
import { TILE_MATRIX_SET, tilesetSchema, tilesetsSchema } from '../../geodata/model/answers/tilesets.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { MVT } from '../../geodata/model/media-types.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { type LayerList, layersByIds, listOf } from '../access/layers-by-ids.ts'
import { viewerOf } from '../access/viewer.ts'
import { readableLayers, refusals } from '../access/visibility.ts'
import { collectionParams, documentQuery, knownLayer } from '../features/known-layer.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { baseUrl, languageOf, mediaType } from '../http/negotiation.ts'
import { sendTaggedJson } from '../http/tagged-json.ts'
import type { LayerPlaces } from '../live/layer-places.ts'
import { isWithinLimits, placementOf } from './placement.ts'
import { addressOf, collectionsParameter, noTile, tileParams, tileQuery } from './tile-address.ts'
import { tileMatrixSetEndpoints } from './tile-matrix-set-routes.ts'
import { tilesetDocument, tilesetsDocument } from './tileset.ts'

const tag = 'OGC API – Tiles'
const json = 'application/json'

export interface OgcTilesContext {
  readonly places: LayerPlaces
  readonly tiles: {
    /** Sends a tile to a viewer who may read all its layers. */
    send(
      asked: { readonly list: LayerList; readonly address: TileAddress },
      viewer: Viewer,
      request: Request,
      response: Response,
    ): Promise<void>
  }
}

/** Returns the endpoints of OGC API – Tiles. */
export function ogcTilesEndpoints(context: OgcTilesContext): readonly Endpoint[] {
  return [
    ...[whole, single].flatMap((scope) => [
      ...tilesetEndpoints(scope, context.places),
      tileEndpoint(scope, context),
    ]),
    ...tileMatrixSetEndpoints(),
  ]
}

/** The collections whose tiles are below a path. */
interface Scope {
  readonly path: string
  /** First part of operation ids, by table 11 of the standard. */
  readonly name: string
  readonly of: string
  readonly params: z.ZodObject
  readonly query: z.ZodObject
  layers(chosen: Chosen, viewer: Viewer): readonly Layer[]
}

/** The selection in a path or a query; both parts are optional. */
interface Chosen {
  readonly collectionId?: string | undefined
  readonly collections?: string | undefined
}

const whole: Scope = {
  path: '/tiles',
  name: 'dataset',
  of: 'all collections, or of those that are named',
  params: z.object({}),
  query: z.object({ collections: collectionsParameter }),
  layers: ({ collections }, viewer) =>
    collections === undefined ? readableLayers(viewer) : layersByIds(collections, viewer).layers,
}

const single: Scope = {
  path: '/collections/{collectionId}/tiles',
  name: 'collection',
  of: 'a collection',
  params: collectionParams,
  query: z.object({}),
  layers: ({ collectionId = '' }, viewer) => [knownLayer(collectionId, viewer)],
}

const chosenSchema = z.object({ collectionId: z.string().optional(), collections: z.string().optional() })

function tilesetEndpoints(scope: Scope, places: LayerPlaces): readonly Endpoint[] {
  const query = documentQuery.extend(scope.query.shape)
  const common = { method: 'get', tag, params: scope.params, query } as const
  return [
    endpoint({
      ...common,
      operationId: `${scope.name}.vector.getTileSetsList`,
      path: scope.path,
      summary: `The tilesets of ${scope.of}`,
      responses: { 200: { description: 'Tilesets', content: { [json]: tilesetsSchema } }, ...refusals },
      async handle(input, response, request) {
        const asked = tilesetRequest(scope, input, request)
        const type = mediaType(request, [json], asked.format)
        const placement = placementOf(asked.layers, await places.bounds(asked.layers, viewerOf(request)))
        sendTaggedJson(response, tilesetsSchema, tilesetsDocument(asked, placement), {
          type,
          language: asked.language,
        })
      },
    }),
    endpoint({
      ...common,
      operationId: `${scope.name}.vector.getTileSet`,
      path: `${scope.path}/${TILE_MATRIX_SET}`,
      summary: `The tileset of ${scope.of}: its limits, layers and the address of its tiles`,
      responses: { 200: { description: 'Tileset', content: { [json]: tilesetSchema } }, ...refusals },
      async handle(input, response, request) {
        const asked = tilesetRequest(scope, input, request)
        const type = mediaType(request, [json], asked.format)
        const placement = placementOf(asked.layers, await places.bounds(asked.layers, viewerOf(request)))
        const attribution = await places.attribution()
        sendTaggedJson(response, tilesetSchema, tilesetDocument(asked, placement, attribution), {
          type,
          language: asked.language,
        })
      },
    }),
  ]
}

interface Input {
  readonly params: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
}

const chosenBy = ({ params, query }: Input): Chosen => chosenSchema.parse({ ...params, ...query })

function tilesetRequest(scope: Scope, input: Input, request: Request) {
  const { f: format, lang } = documentQuery.parse(input.query)
  const chosen = chosenBy(input)
  const layers = scope.layers(chosen, viewerOf(request))
  return {
    format,
    base: baseUrl(request),
    language: languageOf(request, lang),
    path: scope.path.replace('{collectionId}', chosen.collectionId ?? ''),
    query: chosen.collections === undefined ? '' : `?collections=${layers.map(({ id }) => id).join()}`,
    layers,
  }
}

function tileEndpoint(scope: Scope, { places, tiles }: OgcTilesContext): Endpoint {
  return endpoint({
    operationId: `${scope.name}.vector.getTile`,
    method: 'get',
    path: `${scope.path}/${TILE_MATRIX_SET}/{tileMatrix}/{tileRow}/{tileCol}`,
    tag,
    summary: `A tile of ${scope.of}`,
    params: tileParams.extend(scope.params.shape),
    query: tileQuery.extend(scope.query.shape),
    responses: {
      200: { description: 'Mapbox Vector Tile 2.1, extent 4096, buffer 64', content: { [MVT]: null } },
      204: { description: 'The tile is empty' },
      ...refusals,
      404: { description: 'Outside the limits of the tileset' },
      304: { description: 'Not modified' },
    },
    async handle(input, response, request) {
      const viewer = viewerOf(request)
      const layers = scope.layers(chosenBy(input), viewer)
      const params = tileParams.parse(input.params)
      if (tileQuery.parse(input.query).f === undefined) mediaType(request, [MVT])
      const address = addressOf(params)
      const placement = placementOf(layers, await places.bounds(layers, viewer))
      if (!isWithinLimits(placement.layers, address)) throw noTile(params)
      await tiles.send({ list: listOf(layers), address }, viewer, request, response)
    },
  })
}

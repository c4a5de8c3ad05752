/**
 * OGC API – Tiles Part 1 (OGC 20-057). Its tiles are those of /tiles/{layers}/{z}/{x}/{y}.mvt: the
 * request is given that address and goes on to the endpoint behind this one, so that bytes, cache and
 * ETags are the same.
 */
import type { Request, Response } from 'express'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { catalogue } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import type { Bounds } from '../../geodata/model/tile.ts'
import { attributionHtml, boundsAround, layerBounds } from '../../tiles/vector/tilejson.ts'
import type { ServerContext } from '../context.ts'
import { collectionParams, documentQuery, knownLayer } from '../features/known-layer.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { baseUrl, languageOf, mediaType, sendJson } from '../http/negotiation.ts'
import { layersByIds } from '../tiles/address.ts'
import { collectionsParameter, MVT, nativeAddress, tileParams, tileQuery } from './tile-address.ts'
import { TILE_MATRIX_SET } from './tile-matrix-set.ts'
import { tileMatrixSetEndpoints } from './tile-matrix-set-routes.ts'
import {
  type TilesetRequest,
  tilesetDocument,
  tilesetSchema,
  tilesetsDocument,
  tilesetsSchema,
} from './tileset.ts'

const tag = 'OGC API – Tiles'
const json = 'application/json'

/** Bounds read the whole table, so one answer serves this long, in milliseconds. */
const BOUNDS_AGE_MS = 15_000

/** The endpoints of OGC API – Tiles; those of the tiles themselves have to be mounted behind them. */
export function ogcTilesEndpoints({ database }: Pick<ServerContext, 'database'>): readonly Endpoint[] {
  const bounds = new LRUCache<string, { readonly bounds: Bounds | null }, Layer>({
    max: 100,
    ttl: BOUNDS_AGE_MS,
    fetchMethod: async (_id, _stale, { context }) => ({ bounds: await layerBounds(database, context) }),
  })
  const sendTileset = async (asked: TilesetRequest, type: string, response: Response) => {
    const known = []
    for (const layer of asked.layers) known.push(await bounds.fetch(layer.id, { context: layer }))
    const found = known.map((one) => one?.bounds ?? null)
    const placed = asked.layers.map((layer, index) => ({
      layer,
      bounds: boundsAround([found[index] ?? null]),
    }))
    const document = tilesetDocument(asked, placed, boundsAround(found), await attributionHtml(database))
    sendJson(response, type, document, asked.language)
  }
  return [whole, single]
    .flatMap((scope) => tilesetEndpoints(scope, sendTileset))
    .concat(tileMatrixSetEndpoints())
}

type SendTileset = (asked: TilesetRequest, type: string, response: Response) => Promise<void>

/** Which collections' tiles stand below a path. */
interface Scope {
  readonly path: string
  /** Tells operation ids apart. */
  readonly name: string
  readonly of: string
  readonly params: z.ZodObject
  readonly query: z.ZodObject
  layers(chosen: Chosen): readonly Layer[]
}

/** What a path or a query chooses; either may be missing. */
interface Chosen {
  readonly collectionId?: string | undefined
  readonly collections?: string | undefined
}

const whole: Scope = {
  path: '/tiles',
  name: '',
  of: 'all collections, or of those that are named',
  params: z.object({}),
  query: z.object({ collections: collectionsParameter }),
  layers: ({ collections }) => (collections === undefined ? catalogue : layersByIds(collections)),
}

const single: Scope = {
  path: '/collections/{collectionId}/tiles',
  name: 'Collection',
  of: 'a collection',
  params: collectionParams,
  query: z.object({}),
  layers: ({ collectionId = '' }) => [knownLayer(collectionId)],
}

const chosenSchema = z.object({ collectionId: z.string().optional(), collections: z.string().optional() })

function tilesetEndpoints(scope: Scope, sendTileset: SendTileset): readonly Endpoint[] {
  const query = documentQuery.extend(scope.query.shape)
  const common = { method: 'get', tag, params: scope.params, query } as const
  return [
    endpoint({
      ...common,
      operationId: `get${scope.name}Tilesets`,
      path: scope.path,
      summary: `The tilesets of ${scope.of}`,
      responses: { 200: { description: 'Tilesets', content: { [json]: tilesetsSchema } } },
      handle(input, response, request) {
        const asked = tilesetRequest(scope, input, request)
        const type = mediaType(request, [json], asked.format)
        sendJson(response, type, tilesetsDocument(asked), asked.language)
      },
    }),
    endpoint({
      ...common,
      operationId: `get${scope.name}Tileset`,
      path: `${scope.path}/${TILE_MATRIX_SET}`,
      summary: `The tileset of ${scope.of}: its limits, layers and the address of its tiles`,
      responses: { 200: { description: 'Tileset', content: { [json]: tilesetSchema } } },
      handle(input, response, request) {
        const asked = tilesetRequest(scope, input, request)
        return sendTileset(asked, mediaType(request, [json], asked.format), response)
      },
    }),
    tileEndpoint(scope),
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
  const layers = scope.layers(chosen)
  return {
    format,
    base: baseUrl(request),
    language: languageOf(request, lang),
    path: scope.path.replace('{collectionId}', chosen.collectionId ?? ''),
    query: chosen.collections === undefined ? '' : `?collections=${layers.map(({ id }) => id).join()}`,
    layers,
  }
}

function tileEndpoint(scope: Scope): Endpoint {
  return endpoint({
    operationId: `get${scope.name}Tile`,
    method: 'get',
    path: `${scope.path}/${TILE_MATRIX_SET}/{tileMatrix}/{tileRow}/{tileCol}`,
    tag,
    summary: `A tile of ${scope.of}`,
    params: tileParams.extend(scope.params.shape),
    query: tileQuery.extend(scope.query.shape),
    responses: {
      200: { description: 'Mapbox Vector Tile 2.1, extent 4096, buffer 64', content: { [MVT]: null } },
      204: { description: 'Nothing lies in the tile' },
      304: { description: 'The tile is still the one whose ETag was sent' },
    },
    handle(input, _response, request, next) {
      const layers = scope.layers(chosenBy(input))
      const { f } = tileQuery.parse(input.query)
      request.url = nativeAddress(request, layers, tileParams.parse(input.params), f)
      next()
    },
  })
}

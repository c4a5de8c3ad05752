/** Tiles made from the terrain store: heights, hillshade and contours, each with its TileJSON. */
import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { publicViewer } from '../../geodata/access/viewer.ts'
import type { Database } from '../../geodata/database/database.ts'
import { tileJsonSchema } from '../../geodata/model/answers/tilejson.ts'
import { MVT } from '../../geodata/model/media-types.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { TileCache } from '../../tiles/cache/tile-cache.ts'
import { renderContourTile } from '../../tiles/contours/render.ts'
import { elevationSources } from '../../tiles/terrain/elevation.ts'
import { renderHillshadeTile } from '../../tiles/terrain/hillshade.ts'
import { renderTerrainTile } from '../../tiles/terrain/terrain-rgb.ts'
import { contoursTileJson, hillshadeTileJson, terrainTileJson } from '../../tiles/terrain/tilejson.ts'
import type { ServerContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { baseUrl, languageOf } from '../http/negotiation.ts'
import { languageParameter } from '../http/parameters.ts'
import { clientGone, sendTile } from '../http/send-tile.ts'
import { sendTaggedJson } from '../http/tagged-json.ts'
import { addressParams, checkedAddress } from '../http/tile-address.ts'
import { clearableMemo, clearedOnChange } from '../live/forget-on-change.ts'

const tag = 'Terrain'
const PNG = 'image/png'
const JSON_TYPE = 'application/json'
const PICTURE_BYTES = 64 * 1024 * 1024
const CONTOUR_BYTES = 32 * 1024 * 1024

interface Drawn {
  readonly id: 'terrain' | 'hillshade' | 'contours'
  readonly extension: 'png' | 'mvt'
  readonly operation: string
  readonly summary: string
  readonly description: string
  readonly empty?: string
  render(
    database: Database,
    address: TileAddress,
    options: { readonly signal?: AbortSignal },
  ): Promise<Uint8Array>
  readonly document: typeof terrainTileJson | typeof hillshadeTileJson | typeof contoursTileJson
}

const kinds: readonly Drawn[] = [
  {
    id: 'terrain',
    extension: 'png',
    operation: 'Terrain',
    summary: 'Elevations as a terrain-RGB image',
    description: 'PNG, 256 × 256: metres = −10000 + (R × 65536 + G × 256 + B) × 0.1; 0 m in gaps',
    render: renderTerrainTile,
    document: terrainTileJson,
  },
  {
    id: 'hillshade',
    extension: 'png',
    operation: 'Hillshade',
    summary: 'Relief shading as an overlay for any map',
    description:
      'PNG, 256 × 256, grey and alpha: black in the shade, white in the light, clear on level ground. Slopes by Horn (1981), light from 315° at 45°; below zoom 13 slopes are steepened by 2^((13 − z) / 2), at most 8',
    render: renderHillshadeTile,
    document: hillshadeTileJson,
  },
  {
    id: 'contours',
    extension: 'mvt',
    operation: 'Contours',
    summary: 'Contours, from zoom 9 to 15',
    description:
      'Mapbox Vector Tile 2.1 with the layer `contours`: `elevation_m`, `index` on every fifth, `synthetic`. 100 m apart at zoom 9 and 10, 50 at 11, 20 at 12 and 13, 10 at 14, 5 at 15',
    empty: 'No contour crosses the tile, or its zoom has none',
    render: renderContourTile,
    document: contoursTileJson,
  },
]

/** Returns the endpoints of all three; mount them before the vector tiles of the catalogue. */
export function drawnTileEndpoints({
  databaseAs,
  log,
}: Pick<ServerContext, 'databaseAs' | 'log'>): readonly Endpoint[] {
  // Terrain is the same for everyone.
  const database = databaseAs(publicViewer)
  const concurrency = database.kind === 'embedded' ? 1 : Math.min(4, availableParallelism())
  const caches = {
    png: new TileCache({ maxBytes: PICTURE_BYTES, packable: false, concurrency }),
    mvt: new TileCache({ maxBytes: CONTOUR_BYTES, concurrency }),
  }
  const sources = clearableMemo(() => elevationSources(database))
  clearedOnChange(database, log, 'terrain', [caches.png, caches.mvt, sources])
  return kinds.flatMap((kind) => [
    tileEndpoint(kind, database, caches[kind.extension]),
    documentEndpoint(kind, () => sources.get(null)),
  ])
}

function tileEndpoint(kind: Drawn, database: Database, cache: TileCache): Endpoint {
  const type = kind.extension === 'png' ? PNG : MVT
  return endpoint({
    operationId: `get${kind.operation}Tile`,
    method: 'get',
    path: `/tiles/${kind.id}/{z}/{x}/{y}.${kind.extension}`,
    tag,
    summary: kind.summary,
    params: z.object(addressParams()),
    query: z.looseObject({}),
    responses: {
      200: { description: kind.description, content: { [type]: null } },
      ...(kind.empty && { 204: { description: kind.empty } }),
      304: { description: 'Not modified' },
    },
    async handle({ params }, response, request) {
      const name = { ...checkedAddress(params), layers: kind.id, visibility: 'public' }
      const gone = clientGone(response)
      try {
        const make = (signal: AbortSignal) => kind.render(database, name, { signal })
        await sendTile(request, response, type, cache, name, await cache.get(name, make, gone))
      } catch (error) {
        if (!gone.aborted) throw error
      }
    },
  })
}

function documentEndpoint(kind: Drawn, sources: () => ReturnType<typeof elevationSources>): Endpoint {
  return endpoint({
    operationId: `get${kind.operation}TileJson`,
    method: 'get',
    path: `/tiles/${kind.id}.json`,
    tag,
    summary: `TileJSON of the ${kind.id} tiles`,
    query: z.looseObject({ lang: languageParameter }),
    responses: { 200: { description: 'TileJSON 3.0.0', content: { [JSON_TYPE]: tileJsonSchema } } },
    async handle({ query }, response, request) {
      const language = languageOf(request, query.lang)
      const template = `${baseUrl(request)}/tiles/${kind.id}/{z}/{x}/{y}.${kind.extension}`
      response.set('Cache-Control', 'public, no-cache')
      sendTaggedJson(response, tileJsonSchema, kind.document(await sources(), { language, template }), {
        language,
      })
    },
  })
}

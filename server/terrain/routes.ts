/** Terrain tiles, their TileJSON, and elevations at a position. */
import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { TileCache } from '../../tiles/cache/tile-cache.ts'
import { composeHeights } from '../../tiles/terrain/compose.ts'
import { elevationSources, elevationsAt } from '../../tiles/terrain/elevation.ts'
import { terrainRgbPng } from '../../tiles/terrain/terrain-rgb.ts'
import { terrainTileJson } from '../../tiles/terrain/tilejson.ts'
import type { ServerContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { baseUrl, languageOf, sendJson } from '../http/negotiation.ts'
import { languageParameter, numberText, parameter } from '../http/parameters.ts'
import { addressParams, checkedAddress } from '../tiles/address.ts'
import { clearedOnChange, forgettable } from '../tiles/change.ts'
import { clientGone, sendTile } from '../tiles/send.ts'
import { tileJsonSchema } from '../tiles/tilejson-schema.ts'

const tag = 'Terrain'
const PNG = 'image/png'
const JSON_TYPE = 'application/json'
const CACHE_BYTES = 64 * 1024 * 1024

const elevationSchema = z.object({
  elevation_m: z.number().nullable().describe('Metres; null where there is no data'),
  source: z.string().nullable(),
  synthetic: z.boolean().nullable(),
})

export function terrainEndpoints(context: Pick<ServerContext, 'database' | 'log'>): readonly Endpoint[] {
  const { database, log } = context
  const cache = new TileCache({
    maxBytes: CACHE_BYTES,
    packable: false,
    concurrency: database.kind === 'embedded' ? 1 : Math.min(4, availableParallelism()),
  })
  const sources = forgettable(() => elevationSources(database))
  clearedOnChange(database, log, 'terrain', [cache, sources])

  return [
    endpoint({
      operationId: 'getTerrainTile',
      method: 'get',
      path: '/tiles/terrain/{z}/{x}/{y}.png',
      tag,
      summary: 'Elevations as a terrain-RGB picture',
      params: z.object(addressParams()),
      query: z.looseObject({}),
      responses: {
        200: {
          description: 'PNG, 256 × 256: metres = −10000 + (R × 65536 + G × 256 + B) × 0.1; 0 m in gaps',
          content: { [PNG]: null },
        },
        304: { description: 'The tile is still the one whose ETag was sent' },
      },
      async handle({ params }, response, request) {
        const address = checkedAddress(params)
        const signal = clientGone(response)
        const draw = async () => terrainRgbPng(await composeHeights(database, address))
        try {
          const name = { ...address, layers: 'terrain', role: 'public' }
          await sendTile(request, response, PNG, cache, name, await cache.get(name, draw, signal))
        } catch (error) {
          if (!signal.aborted) throw error
        }
      },
    }),
    endpoint({
      operationId: 'getTerrainTileJson',
      method: 'get',
      path: '/tiles/terrain.json',
      tag,
      summary: 'TileJSON of the terrain tiles',
      query: z.looseObject({ lang: languageParameter }),
      responses: { 200: { description: 'TileJSON 3.0.0', content: { [JSON_TYPE]: tileJsonSchema } } },
      async handle({ query }, response, request) {
        const language = languageOf(request, query.lang)
        const template = `${baseUrl(request)}/tiles/terrain/{z}/{x}/{y}.png`
        const document = terrainTileJson(await sources.get(null), { language, template })
        response.set('Cache-Control', 'public, no-cache')
        sendJson(response, JSON_TYPE, document, language)
      },
    }),
    endpoint({
      operationId: 'getElevation',
      method: 'get',
      path: '/terrain/elevation',
      tag,
      summary: 'The elevation at a position',
      query: z.object({
        lon: parameter(
          numberText(-180, 180),
          { zh: '−180 到 180 的经度', en: 'a longitude from -180 to 180' },
          { type: 'number', minimum: -180, maximum: 180 },
        ),
        lat: parameter(
          numberText(-85, 85),
          { zh: '−85 到 85 的纬度', en: 'a latitude from -85 to 85' },
          { type: 'number', minimum: -85, maximum: 85 },
        ),
      }),
      responses: { 200: { description: 'Elevation', content: { [JSON_TYPE]: elevationSchema } } },
      async handle({ query }, response) {
        const [elevation] = await elevationsAt(database, [[query.lon, query.lat]])
        sendJson(response, JSON_TYPE, elevation ?? { elevation_m: null, source: null, synthetic: null })
      },
    }),
  ]
}

/** Tiles made from the terrain store, and elevations at a position. */
import { z } from 'zod'
import { elevationSchema } from '../../geodata/model/answers/elevation.ts'
import { elevationsAt } from '../../tiles/terrain/elevation.ts'
import type { ServerContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { numberText, parameter } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { drawnTileEndpoints } from './drawn-tiles.ts'

const tag = 'Terrain'
const JSON_TYPE = 'application/json'

export function terrainEndpoints(
  context: Pick<ServerContext, 'databaseAs' | 'databaseFor' | 'log'>,
): readonly Endpoint[] {
  return [
    ...drawnTileEndpoints(context),
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
      async handle({ query }, response, request) {
        const database = context.databaseFor(request)
        const [elevation] = await elevationsAt(database, [[query.lon, query.lat]])
        sendJson(response, elevationSchema, elevation ?? { elevation_m: null, source: null, synthetic: null })
      },
    }),
  ]
}

import { startServer } from '../../environment/server-process.ts'
import type { FeatureServer, TileServer } from './server.ts'

const formats = ['geojson', 'geojsonseq', 'flatgeobuf', 'csv'] as const

/** This project's server as `npm start` runs it, on the benchmark's database; `cacheMb` 0 is without a cache. */
export async function startOurs(databaseUrl: string, cacheMb?: number): Promise<TileServer & FeatureServer> {
  const cache = cacheMb === undefined ? {} : { TILE_CACHE_MB: String(cacheMb) }
  const { url, pid, stop } = await startServer({ DATABASE_URL: databaseUrl, SAMPLE: 'false', ...cache })
  const items = (query: string) => `/collections/parcels/items?${query}`
  return {
    name: 'shuangxi',
    origin: url,
    pid,
    path: (layers, { z, x, y }) => `/tiles/${layers.join()}/${z}/${x}/${y}.mvt`,
    items,
    files: Object.fromEntries(formats.map((format) => [format, items(`f=${format}`)])),
    stop,
  }
}

/** Starts and ends the server once: the first start builds the page, whose builder leaves memory behind. */
export async function buildPage(databaseUrl: string): Promise<void> {
  const { stop } = await startOurs(databaseUrl)
  await stop()
}

import { freePort } from '../../environment/cluster.ts'
import { startProgram } from './program.ts'
import type { FeatureServer } from './server.ts'

/**
 * pg_featureserv (https://github.com/CrunchyData/pg_featureserv), configured to return all features at once.
 */
export async function startFeatureserv(binary: string, databaseUrl: string): Promise<FeatureServer> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const { pid, stop } = await startProgram({
    command: binary,
    args: [],
    environment: {
      DATABASE_URL: databaseUrl,
      PGFS_SERVER_HTTPHOST: '127.0.0.1',
      PGFS_SERVER_HTTPPORT: String(port),
      PGFS_SERVER_WRITETIMEOUTSEC: '300',
      PGFS_PAGING_LIMITMAX: '1000000',
      PGFS_DATABASE_DBPOOLMAXCONNS: '8',
    },
    readyUrl: `${origin}/index.json`,
  })
  return {
    name: 'pg_featureserv',
    origin,
    pid,
    items: (query) => `/collections/public.parcels/items.json?${query}`,
    nextPage: (query, page, limit) =>
      `/collections/public.parcels/items.json?${query}&offset=${page * limit}`,
    files: { geojson: '/collections/public.parcels/items.json?limit=1000000' },
    stop,
  }
}

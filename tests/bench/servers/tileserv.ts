import { freePort } from '../../environment/cluster.ts'
import { startProgram } from './program.ts'
import type { TileServer } from './server.ts'

/** The attributes of our tiles, by column name. */
const properties: Readonly<Record<string, string>> = {
  parcels: 'parcel_code,land_use,state,area_m2,far,synthetic',
  buildings: 'kind,name,name_en,height_m,min_height_m,synthetic',
  incidents: 'kind,state,zone_code,synthetic',
}

/**
 * pg_tileserv (https://github.com/CrunchyData/pg_tileserv). It publishes a table's first geometry column, and
 * takes ids from a primary key.
 */
export async function startTileserv(binary: string, databaseUrl: string): Promise<TileServer> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const program = await startProgram({
    command: binary,
    args: [],
    environment: {
      DATABASE_URL: databaseUrl,
      TS_HTTPHOST: '127.0.0.1',
      TS_HTTPPORT: String(port),
      TS_DEFAULTBUFFER: '64',
      TS_MAXFEATURESPERTILE: '-1',
      TS_DBPOOLMAXCONNS: '8',
      TS_DBTIMEOUT: '60',
    },
    readyUrl: `${origin}/index.json`,
  })
  return {
    name: 'pg_tileserv',
    origin,
    pid: program.pid,
    path: (layers, { z, x, y }) => {
      const [layer = '', ...others] = layers
      if (others.length > 0) return undefined
      return `/public.${layer}/${z}/${x}/${y}.pbf?properties=${properties[layer] ?? ''}`
    },
    stop: program.stop,
  }
}

/** Martin (https://github.com/maplibre/martin) with the columns and attributes of our tiles. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findLayer, tileProperties } from '../../../geodata/model/catalogue.ts'
import { freePort } from '../../environment/cluster.ts'
import { benchLayers } from './bench-layers.ts'
import { startProgram } from './program.ts'
import type { TileServer } from './server.ts'

const postgresTypes = {
  string: 'text',
  number: 'float8',
  integer: 'int8',
  boolean: 'bool',
  date: 'date',
  datetime: 'timestamptz',
  strings: 'text',
} as const

/** JSON is valid YAML. The stored EPSG:3857 column is its fastest configuration. */
function config(databaseUrl: string, port: number, cacheMb?: number): string {
  const table = (id: string) => {
    const layer = findLayer(id)
    if (!layer) throw new RangeError(`${id} is no layer`)
    return {
      schema: 'public',
      table: id,
      srid: 3857,
      geometry_column: 'geom_3857',
      geometry_type: layer.geometry.toUpperCase(),
      id_column: 'id',
      extent: 4096,
      buffer: 64,
      clip_geom: true,
      bounds: [-180, -85, 180, 85],
      properties: Object.fromEntries(
        tileProperties(layer).map(({ name, type }) => [name, postgresTypes[type]]),
      ),
    }
  }
  return JSON.stringify({
    listen_addresses: `127.0.0.1:${port}`,
    ...(cacheMb === undefined ? {} : { cache_size_mb: cacheMb }),
    postgres: {
      connection_string: databaseUrl,
      pool_size: 8,
      auto_publish: false,
      tables: Object.fromEntries(benchLayers.map((id) => [id, table(id)])),
    },
  })
}

export interface MartinOptions {
  readonly binary: string
  readonly databaseUrl: string
  /** Default if missing; 0 for none. */
  readonly cacheMb?: number | undefined
}

export async function startMartin(options: MartinOptions): Promise<TileServer> {
  const { binary, databaseUrl, cacheMb } = options
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-martin-'))
  const file = join(folder, 'martin.yaml')
  writeFileSync(file, config(databaseUrl, port, cacheMb))
  const program = await startProgram({
    command: binary,
    args: ['-c', file],
    environment: { RUST_LOG: 'error' },
    readyUrl: `${origin}/health`,
  })
  return {
    name: 'martin',
    origin,
    pid: program.pid,
    path: (layers, { z, x, y }) => `/${layers.join()}/${z}/${x}/${y}`,
    stop: async () => {
      await program.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

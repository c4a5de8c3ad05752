/** tegola (https://github.com/go-spatial/tegola) with its PostGIS provider for vector tiles and no cache. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findLayer, tileProperties } from '../../../geodata/model/catalogue.ts'
import { freePort } from '../../environment/cluster.ts'
import { benchLayers } from './bench-layers.ts'
import { startProgram } from './program.ts'
import type { TileServer } from './server.ts'

/** A query as in its documentation, on the stored EPSG:3857 column. */
function layerConfig(id: string): string {
  const layer = findLayer(id)
  if (!layer) throw new RangeError(`${id} is no layer`)
  const columns = tileProperties(layer).map(({ name }) => name)
  return `
[[providers.layers]]
name = "${id}"
geometry_fieldname = "geom"
geometry_type = "${layer.geometry}"
id_fieldname = "id"
srid = 3857
sql = "select ST_AsMVTGeom(geom_3857, !BBOX!, 4096, 64, true) as geom, id, ${columns.join(', ')} from ${id} where geom_3857 && !BBOX!"
`
}

function config(databaseUrl: string, port: number): string {
  const maps = benchLayers.map(
    (id) => `
[[maps]]
name = "${id}"
[[maps.layers]]
provider_layer = "bench.${id}"
min_zoom = 0
max_zoom = 22
`,
  )
  return `
tile_buffer = 0
[webserver]
port = "127.0.0.1:${port}"
[[providers]]
name = "bench"
type = "mvt_postgis"
uri = "${databaseUrl}?sslmode=disable&pool_max_conns=8"
srid = 3857
${benchLayers.map(layerConfig).join('')}${maps.join('')}`
}

export async function startTegola(binary: string, databaseUrl: string): Promise<TileServer> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-tegola-'))
  const file = join(folder, 'tegola.toml')
  writeFileSync(file, config(databaseUrl, port))
  const program = await startProgram({
    command: binary,
    args: ['serve', '--config', file],
    readyUrl: `${origin}/capabilities`,
  })
  return {
    name: 'tegola',
    origin,
    pid: program.pid,
    path: (layers, { z, x, y }) =>
      layers.length === 1 ? `/maps/${layers[0]}/${z}/${x}/${y}.pbf` : undefined,
    stop: async () => {
      await program.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

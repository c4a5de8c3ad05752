/** The benchmark's parcels as files, and their target table. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beginBulkChange } from '../../../geodata/changes/bulk-change.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { columns, parcelLines } from '../seed/rows.ts'

const run = promisify(execFile)

/** Columns of the files, including the area, so that it is compared too. */
const FILE_COLUMNS = 'parcel_code, land_use, state, tenure, town_code, area_m2, far, far_max, supplied_on'
const drivers: Readonly<Record<string, string>> = {
  gpkg: 'GPKG',
  geojson: 'GeoJSON',
  fgb: 'FlatGeobuf',
  shp: 'ESRI Shapefile',
}

/**
 * Stores `count` parcels and writes them with ogr2ogr in the order of their blocks; returns the paths by
 * format.
 */
export async function writeParcelFiles(
  database: Database,
  url: string,
  folder: string,
  formats: readonly string[],
  count: number,
): Promise<ReadonlyMap<string, string>> {
  await database.transaction(
    async (client) => {
      await beginBulkChange(client)
      const lines = async function* () {
        yield* parcelLines(count)
      }
      await client.copyIn('parcels', columns.parcels, lines())
    },
    { statementTimeoutMs: 0 },
  )
  const files = new Map<string, string>()
  for (const format of formats) {
    const driver = drivers[format]
    if (driver === undefined)
      throw new RangeError(`--formats ${format}: one of ${Object.keys(drivers).join(', ')}`)
    const path = join(folder, `parcels.${format}`)
    const sql = `select ${FILE_COLUMNS}, geom from parcels order by id`
    await run('ogr2ogr', [
      '-f',
      driver,
      path,
      `PG:${url}`,
      '-sql',
      sql,
      '-nln',
      'parcels',
      '-nlt',
      'MULTIPOLYGON',
    ])
    files.set(format, path)
  }
  await database.query(`create table bare_parcels as select ${FILE_COLUMNS}, source, source_id, licence, synthetic, geom
    from parcels where false`)
  return files
}

/** Empties the tables of an import, so that all begin in the same state. */
export async function emptyTables(database: Database): Promise<void> {
  await database.query('truncate parcels, bare_parcels, overview_queue, tile_changes')
  await database.query('vacuum')
  await database.query('checkpoint')
}

/** Appends a file to a table with ogr2ogr and COPY, as without the platform. */
export async function appendByOgr2ogr(
  file: string,
  url: string,
  table: 'parcels' | 'bare_parcels',
): Promise<void> {
  const fields = FILE_COLUMNS.replace('parcel_code', 'parcel_code, parcel_code as source_id')
  const geometry = /\.(geojson|shp|fgb)$/.test(file) ? 'geometry' : 'geom'
  const sql = `select ${fields}, 'ogr2ogr' as source, '' as licence, 1 as synthetic, ${geometry} from parcels`
  const args = [
    '-append',
    '-f',
    'PostgreSQL',
    `PG:${url}`,
    file,
    '-nln',
    `${table}(geom)`,
    '-dialect',
    'sqlite',
    '-sql',
    sql,
  ]
  await run('ogr2ogr', args, { env: { ...process.env, PG_USE_COPY: 'YES' } })
}

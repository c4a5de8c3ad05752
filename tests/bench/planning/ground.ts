/** The ground of `bench:planning`: control lines on the benchmark's parcels, and outlines of projects. */
import type { MultiPolygon, Polygon } from 'geojson'
import type { Database } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import type { Outline, Part } from '../../../geodata/model/planning/outline/outline.ts'

const fillSql = sqlFile(import.meta.url, 'fill.sql')
const outlinesSql = sqlFile(import.meta.url, 'outlines.sql')

/** Stores 10,000 control lines of 200 kinds, and a coverage of all parcels for each kind, unless they are there. */
export async function storeControlLines(database: Database): Promise<void> {
  const { rows } = await database.query<{ n: number }>(
    "select count(*)::int as n from control_lines where source = 'bench'",
  )
  if (rows[0]?.n === 10_000) return
  await database.transaction(
    async (client) => {
      await client.query("select set_config('shuangxi.bulk', 'on', true)")
      await client.query("delete from control_lines where source = 'bench'")
      await client.query(fillSql)
      await client.query(
        `insert into coverages (layer, kind, name, surveyed_by, source, source_id, licence, synthetic, geom)
         select 'control_lines', kind, kind, 'bench', 'bench', kind, 'CC0 1.0', true, extent
         from (select distinct kind from control_lines where source = 'bench') as kinds,
           (select ST_Multi(ST_Expand(ST_Extent(geom)::geometry, 0.1))::geometry(MultiPolygon) as extent from parcels) as e
         on conflict do nothing`,
      )
      await client.query("select announce_bulk_change('{control_lines,coverages}')")
    },
    { statementTimeoutMs: 0 },
  )
  await database.query('vacuum analyze control_lines')
  await database.query('vacuum analyze coverages')
}

/** Returns outlines of projects, and stores them as the table `bench_outlines` for the plain join. */
export async function makeOutlines(database: Database, count: number): Promise<Outline[]> {
  const { rows } = await database.query<{ outlines: (Polygon | MultiPolygon)[] }>(outlinesSql, [count])
  const geometries = rows[0]?.outlines ?? []
  await database.query('drop table if exists bench_outlines')
  await database.query(
    `create table bench_outlines as
     select n, ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326) as geom
     from json_array_elements($1::json) with ordinality as given (geometry, n)`,
    [JSON.stringify(geometries)],
  )
  await database.query('create index on bench_outlines using gist (geom)')
  await database.query('analyze bench_outlines')
  return geometries.map((geometry, n) => ({
    name: `outline ${n + 1}`,
    parts: (geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.coordinates) as unknown as readonly Part[],
  }))
}

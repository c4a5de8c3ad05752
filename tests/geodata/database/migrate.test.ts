import { describe, expect, it } from 'vitest'
import { migrate, pendingMigrations } from '../../../geodata/database/migrate.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { describeOnBoth } from '../../environment/databases.ts'
import { createPostgisDatabase } from '../../environment/postgis-database.ts'

describeOnBoth('migrations', (db) => {
  it('leave nothing pending, and change nothing the second time', async () => {
    expect(await pendingMigrations(db())).toEqual([])
    expect(await migrate(db())).toEqual([])
  })

  it('make typed geometry columns with GiST indexes for every feature table', async () => {
    const { rows } = await db().query<{
      table: string
      column: string
      type: string
      srid: number
      indexes: number
    }>(
      `select f_table_name as table, f_geometry_column as column, type, srid,
              (select count(*) from pg_indexes i
                where i.tablename = f_table_name and i.indexdef ~ ('USING gist \\(' || f_geometry_column || '\\)$')) as indexes
       from geometry_columns where f_table_schema = 'public' order by 1, 2`,
    )
    expect(rows.length).toBeGreaterThan(20)
    for (const row of rows) {
      // What is closed is a point, a line or an area, and versions are of layers of all kinds.
      if (!['closures', 'feature_versions'].includes(row.table))
        expect(row.type, row.table).not.toBe('GEOMETRY')
      expect(row.srid, row.table).toBe(row.column.endsWith('_3857') ? 3857 : 4326)
      // Tracks and what is not believed are read by unit and time, routes and crossings by their unit, parts of the network all at
      // once, alarms by their state, and label points with their areas, never by place.
      const isPlain =
        /^(unit_positions|unit_routes|zone_crossings|position_quarantine|barriers|squares|turn_restrictions|patrol_alarms)/.test(
          row.table,
        ) || row.column === 'label_3857'
      expect(row.indexes, `${row.table}.${row.column}`).toBe(isPlain ? 0 : 1)
    }
  })
})

describe('migrations of servers that start together', () => {
  it('run once', async () => {
    const { url, drop } = await createPostgisDatabase()
    const databases = await Promise.all([1, 2, 3].map(() => openDatabase({ url, poolSize: 1 })))
    const ran = await Promise.all(databases.map((database) => migrate(database)))
    expect(ran.filter((names) => names.length > 0)).toHaveLength(1)
    await Promise.all(databases.map((database) => database.close()))
    await drop()
  })
})

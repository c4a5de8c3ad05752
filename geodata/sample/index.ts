/**
 * The synthetic sample (合成示例): Qingshan Lake, the 双西 greenway and the 18 towns of Lin'an, generated from a
 * few known points. Every row is marked as synthetic.
 */
import { randomBytes } from 'node:crypto'
import { record } from '../audit/record.ts'
import { announceBulkChange, beginBulkChange } from '../changes/bulk-change.ts'
import type { Database, DatabaseClient } from '../database/database.ts'
import { sqlFile } from '../database/sql.ts'
import type { Bounds } from '../model/tile.ts'
import { refreshPlaces } from '../places/places.ts'
import { pronounce } from '../places/pronounce.ts'
import { storeTerrain, terrainZoom } from '../terrain/store.ts'
import { generateInThread, type SampleAreas } from './generate.ts'
import type { Grid } from './grid.ts'
import { sampleSmooth } from './grid.ts'
import type { Point } from './plane.ts'
import { toDegrees, toPlane } from './plane.ts'
import { areaOf } from './polygon.ts'
import type { SampleArea } from './rows.ts'
import { countRows, mendPolygons, SAMPLE_LICENCE, type StoredList, sampleTables, storeRows } from './store.ts'
import { storeGreenways } from './store-greenways.ts'

const runCardsSql = sqlFile(import.meta.url, 'run-cards.sql')
const unitMembersSql = sqlFile(import.meta.url, 'unit-members.sql')

/** Lower than the default priority of real elevations, which cover the sample's. */
const TERRAIN_PRIORITY = 1

const stored: readonly StoredList[] = [
  'areas',
  'landCover',
  'water',
  'waterways',
  'roads',
  'buildings',
  'parcels',
  'controlLines',
  'plans',
  'coverages',
  'facilities',
  'entrances',
  'zones',
  'units',
  'incidents',
  'places',
]

/**
 * Returns a random id from 2^52 to 2^53 − 1, as the schema's unguessable_id does. That function checks each
 * id against the table, which takes longer than the rest of storing the row.
 */
function unguessableId(): bigint {
  return (1n << 52n) | (randomBytes(8).readBigUInt64BE() >> 12n)
}

/** Fills columns that are measured or derived when rows are written. */
function complete(area: SampleArea, list: StoredList, greenwayIds: readonly number[]): readonly object[] {
  if (list === 'water') return area.water.map((row) => ({ ...row, area_m2: areaOf(row.geom) }))
  if (list === 'zones') return area.zones.map((row) => ({ ...row, area_m2: areaOf(row.geom) }))
  if (list === 'incidents') return area.incidents.map((row) => ({ ...row, id: unguessableId() }))
  if (list === 'entrances')
    return area.entrances.map((row) => ({ ...row, greenway_id: greenwayIds[row.greenway] ?? null }))
  if (list === 'places') {
    return area.places.map((row) => {
      const { pinyin, initials } = pronounce(row.name)
      return { ...row, pinyin, pinyin_initials: initials }
    })
  }
  return area[list]
}

async function storeHeights(client: DatabaseClient, source: string, heights: Grid): Promise<void> {
  const { west, north, width, height, cell } = heights
  const [east, south] = [west + width * cell, north - height * cell]
  // The frame in degrees; its sides are slightly bent there, so the inner corners are used.
  const corners: Point[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]
  const [a, b, c, d] = corners.map(toDegrees)
  if (!a || !b || !c || !d) throw new RangeError('the ground has no corners')
  const bounds: Bounds = [
    Math.max(a[0], d[0]),
    Math.max(a[1], b[1]),
    Math.min(b[0], c[0]),
    Math.min(c[1], d[1]),
  ]
  const maxzoom = Math.min(13, terrainZoom(cell, (bounds[1] + bounds[3]) / 2))
  const terrain = {
    name: source,
    licence: SAMPLE_LICENCE,
    synthetic: true,
    priority: TERRAIN_PRIORITY,
    bounds,
    maxzoom,
  }
  await storeTerrain(client, terrain, (longitude, latitude) =>
    sampleSmooth(heights, ...toPlane(longitude, latitude)),
  )
}

async function storeArea(client: DatabaseClient, source: string, area: SampleArea): Promise<void> {
  for (const table of sampleTables) await client.query(`delete from ${table} where source = $1`, [source])
  await client.query('delete from imports where source = $1', [source])
  const greenwayIds = await storeGreenways(client, source, area.greenways)
  for (const list of stored) {
    const rows = complete(area, list, greenwayIds)
    if (rows.length > 0) await storeRows(client, source, list, rows)
  }
  await mendPolygons(client, source)
  if (area.heights) await storeHeights(client, source, area.heights)
  await refreshPlaces(client, source)
  await client.query(
    `insert into imports (source, kind, file, licence, synthetic, counts, skipped)
     values ($1, 'sample', 'geodata/sample', $2, true, $3, '[]')`,
    [source, SAMPLE_LICENCE, JSON.stringify(countRows(area))],
  )
  await record(client, {
    action: 'import',
    object: `imports/${source}`,
    after: { kind: 'sample', licence: SAMPLE_LICENCE, synthetic: true, counts: countRows(area) },
  })
}

/**
 * Stores a generated sample in one transaction. Deletes an older one first, so that nothing is stored twice.
 */
export async function storeSample(
  database: Database,
  areas: SampleAreas,
  log: (message: string) => void = () => {},
): Promise<void> {
  const store = async (client: DatabaseClient) => {
    await beginBulkChange(client)
    for (const [source, area] of Object.entries(areas)) {
      log(`storing ${source}`)
      await storeArea(client, source, area)
    }
    await client.query(runCardsSql)
    await client.query(unitMembersSql)
    await announceBulkChange(client, [...sampleTables, 'terrain'])
  }
  await database.transaction(store, { statementTimeoutMs: 0 })
}

/** Stores the sample. `areas` may be under way already; otherwise it is generated now. */
export async function loadSample(
  database: Database,
  log: (message: string) => void = () => {},
  areas: Promise<SampleAreas> = generateInThread(new Date()),
): Promise<void> {
  await storeSample(database, await areas, log)
}

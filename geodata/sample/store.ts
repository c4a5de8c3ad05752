/** Writes one area of the sample: rows by COPY, geometry converted from the plane to WGS 84. */
import { type CopyValue, copyText } from '../database/copy.ts'
import type { DatabaseClient } from '../database/database.ts'
import { lineEwkb, multiPolygonEwkb, pointEwkb } from '../import/ewkb.ts'
import type { Line, MultiPolygon, Point } from './plane.ts'
import { toDegrees } from './plane.ts'
import type { SampleArea } from './rows.ts'

/** Licence of each row of the sample. */
export const SAMPLE_LICENCE = '合成示例数据 · synthetic sample data (CC0 1.0)'

type Geometry = 'point' | 'line' | 'polygon'

const point = (p: Point) => pointEwkb(toDegrees(p))
export const line = (points: Line) => lineEwkb(points.map(toDegrees))
const polygon = (shape: MultiPolygon) =>
  multiPolygonEwkb(
    shape.map((rings) =>
      rings.map((ring) => {
        const degrees = ring.map(toDegrees)
        return [...degrees, ...degrees.slice(0, 1)]
      }),
    ),
  )
const writers = { point, line, polygon } as unknown as Readonly<Record<Geometry, (geom: unknown) => string>>

/** Table, geometry kind and columns, for each list of an area that is stored unchanged. */
const tables = {
  areas: ['administrative_areas', 'polygon', ['code', 'kind', 'name', 'name_en']],
  landCover: ['land_cover', 'polygon', ['kind', 'name', 'name_en']],
  water: ['water', 'polygon', ['kind', 'name', 'name_en', 'area_m2']],
  waterways: ['waterways', 'line', ['kind', 'name', 'name_en']],
  roads: [
    'roads',
    'line',
    [
      'class',
      'name',
      'name_en',
      'ref',
      'surface',
      'oneway',
      'bridge',
      'tunnel',
      'level',
      'lit',
      'width_m',
      'max_speed',
      'foot',
      'bicycle',
    ],
  ],
  buildings: ['buildings', 'polygon', ['kind', 'name', 'name_en', 'height_m', 'levels', 'height_source']],
  parcels: [
    'parcels',
    'polygon',
    [
      'parcel_code',
      'land_use',
      'state',
      'tenure',
      'holder',
      'address',
      'town_code',
      'area_m2',
      'far',
      'far_min',
      'far_max',
      'building_density',
      'building_density_max',
      'green_ratio',
      'green_ratio_min',
      'height_m',
      'height_max_m',
      'tax_per_mu',
      'value_per_mu',
      'supplied_on',
      'started_on',
      'completed_on',
    ],
  ],
  controlLines: [
    'control_lines',
    'polygon',
    [
      'kind',
      'name',
      'name_en',
      'severity',
      'height_limit_m',
      'legal_status',
      'valid_from',
      'valid_to',
      'office',
      'document',
    ],
  ],
  plans: [
    'plans',
    'polygon',
    [
      'plan_code',
      'name',
      'name_en',
      'state',
      'land_use',
      'far',
      'height_max_m',
      'green_ratio_min',
      'town_code',
      'area_m2',
      'office',
      'revised_on',
      'published_on',
    ],
  ],
  coverages: [
    'coverages',
    'polygon',
    ['layer', 'kind', 'name', 'name_en', 'surveyed_on', 'surveyed_by', 'document', 'since', 'until'],
  ],
  facilities: [
    'facilities',
    'point',
    ['kind', 'name', 'name_en', 'opening_hours', 'wheelchair', 'capacity', 'fee'],
  ],
  entrances: ['entrances', 'point', ['kind', 'name', 'name_en', 'greenway_id', 'wheelchair']],
  zones: ['patrol_zones', 'polygon', ['code', 'name', 'name_en', 'area_m2', 'greenway_length_m']],
  units: [
    'units',
    'point',
    [
      'code',
      'name',
      'name_en',
      'state',
      'zone_code',
      'members',
      'vehicle',
      'phone',
      'skills',
      'position_at',
      'accuracy_m',
      'heading',
    ],
  ],
  incidents: [
    'incidents',
    'point',
    [
      'id',
      'number',
      'kind',
      'state',
      'channel',
      'zone_code',
      'unit_code',
      'received_at',
      'routed_at',
      'arrived_at',
      'fed_back_at',
      'closed_at',
    ],
  ],
  places: ['places', 'point', ['kind', 'name', 'name_en', 'importance', 'pinyin', 'pinyin_initials']],
} as const satisfies Record<string, readonly [table: string, geometry: Geometry, columns: readonly string[]]>

export type StoredList = keyof typeof tables

/** Columns with a default in the schema, which a row may omit. */
const defaults: Readonly<Record<string, CopyValue>> = {
  oneway: false,
  bridge: false,
  tunnel: false,
  level: 0,
  height_source: 'levels',
}

export const provenance = ['source', 'source_id', 'licence', 'synthetic'] as const

/** Tables in the order of deletion: referring tables first. */
export const sampleTables: readonly string[] = [
  'entrances',
  'greenway_segments',
  'greenways',
  ...Object.values(tables)
    .map(([table]) => table)
    .filter((table) => table !== 'entrances'),
]

/** Stores one list of rows; `rows` may have extra columns such as `area_m2`. */
export async function storeRows(
  client: DatabaseClient,
  source: string,
  list: StoredList,
  rows: readonly object[],
): Promise<number> {
  const [table, geometry, columns] = tables[list]
  const write = writers[geometry]
  const lines = function* () {
    for (const [index, row] of rows.entries()) {
      const values = row as Readonly<Record<string, CopyValue>>
      const own = columns.map((column) => values[column] ?? defaults[column] ?? null)
      yield copyText([...own, source, `${table}/${index + 1}`, SAMPLE_LICENCE, true, write(values.geom)])
    }
  }
  return client.copyIn(table, [...columns, ...provenance, 'geom'], asynchronous(lines()))
}

export async function* asynchronous(lines: Iterable<string>): AsyncGenerator<string> {
  yield* lines
}

/**
 * Repairs polygons whose hole touches the outer ring since both were smoothed, because only valid geometry is
 * stored. Returns the number of repaired rows.
 */
export async function mendPolygons(client: DatabaseClient, source: string): Promise<number> {
  let mended = 0
  for (const [table, geometry] of Object.values(tables)) {
    if (geometry !== 'polygon') continue
    const { rowCount } = await client.query(
      `update ${table} set geom = ST_Multi(ST_CollectionExtract(ST_MakeValid(geom), 3))
       where source = $1 and not ST_IsValid(geom)`,
      [source],
    )
    mended += rowCount ?? 0
  }
  return mended
}

/** Returns the number of rows of each table of an area. */
export function countRows(area: SampleArea): Record<string, number> {
  const counts = (Object.keys(tables) as StoredList[]).map((list): [string, number] => [
    tables[list][0],
    area[list].length,
  ])
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}

/** A few rows for every layer around one tile, the same on every run: the content of golden tiles. */
import type { Queryable } from '../../../geodata/database/database.ts'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import type { GeometryKind } from '../../../geodata/model/layer.ts'
import type { TileAddress } from '../../../geodata/model/tile.ts'
import { fromMercator, tileBounds } from '../../../geodata/model/tile.ts'

/** The tile of the fixture; shapes below are in its 4096 units. */
export const fixtureTile: TileAddress = { z: 14, x: 13658, y: 6745 }

type Ring = readonly (readonly [x: number, y: number])[]

const rectangle = (west: number, north: number, east: number, south: number): Ring => [
  [west, north],
  [west, south],
  [east, south],
  [east, north],
  [west, north],
]

/**
 * Inside with a hole, over the west edge, over a corner in two parts, around the whole tile, tiny, outside.
 */
const polygons: readonly (readonly (readonly Ring[])[])[] = [
  [[rectangle(500.3, 600.4, 1800.2, 1900.7), rectangle(900, 1000, 1200, 1500)]],
  [
    [
      [
        [-700, 2000],
        [800, 1700],
        [1100, 2600],
        [300, 3100],
        [-700, 2000],
      ],
    ],
  ],
  [[rectangle(3500, 3600, 4500, 4400)], [rectangle(3000, 3000, 3300, 3200)]],
  [[rectangle(-6000, -5000, 9000, 8000), rectangle(2000, 200, 2600, 700)]],
  [[rectangle(2000, 2000, 2003, 2002)]],
  [[rectangle(4300, 100, 4900, 900)]],
]

/** Inside, out over the east edge and back, along the buffer's inside, closed, outside. */
const lines: readonly Ring[] = [
  [
    [200, 300],
    [900, 350],
    [1500, 900],
    [2600, 950],
  ],
  [
    [3000, 1000],
    [4800, 1300],
    [4800, 1800],
    [2900, 2200],
  ],
  [
    [-20, -30],
    [-25, 2000],
    [-40, 5000],
  ],
  [
    [2000, 2500],
    [2400, 2600],
    [2300, 3000],
    [1900, 2900],
    [2000, 2500],
  ],
  [
    [5000, 200],
    [6000, 900],
  ],
]

/** Inside, on the corner, in the buffer, outside. */
const points: readonly (readonly [number, number])[] = [
  [1000.4, 1200.6],
  [4096, 4096],
  [-30, 2000],
  [4200, 300],
]

const shapes: Readonly<Record<GeometryKind, readonly string[]>> = {
  Point: points.map((point) => `POINT(${place(point)})`),
  LineString: lines.map((line) => `LINESTRING(${line.map(place).join()})`),
  MultiLineString: lines.map(
    (line, i) => `MULTILINESTRING(${[line, lines[i + 1] ?? line].map(text).join()})`,
  ),
  MultiPolygon: polygons.map(
    (parts) => `MULTIPOLYGON(${parts.map((rings) => `(${rings.map(text).join()})`).join()})`,
  ),
}

function text(ring: Ring): string {
  return `(${ring.map(place).join()})`
}

/** Converts tile units to longitude and latitude, rounded to about a hundredth of a unit. */
function place([x, y]: readonly [x: number, y: number]): string {
  const [west, , east, north] = tileBounds(fixtureTile)
  const unit = (east - west) / 4096
  return fromMercator(west + x * unit, north - y * unit)
    .map((degrees) => degrees.toFixed(8))
    .join(' ')
}

type Columns = Readonly<Record<string, string | number | boolean | null>>

const named = (name: string, name_en: string | null = null): Columns => ({ name, name_en })
const incident = (number: number, kind: string): Columns => ({
  number: `SX-${number}`,
  kind,
  state: 'closed',
  channel: 'patrol',
  zone_code: 'Z1',
  received_at: `2026-01-0${number} 08:00+08`,
})

/** Columns of the rows of each layer; a row has the shape with its index. */
const rows: Readonly<Record<string, readonly Columns[]>> = {
  administrative_areas: [
    { code: '330106', kind: 'county', ...named('西湖区', 'Xihu District') },
    { code: '330106009', kind: 'subdistrict', ...named('留下街道') },
  ],
  land_cover: ['forest', 'grass', 'wetland', 'farmland', 'park', 'scrub'].map((kind) => ({
    kind,
    ...named(kind),
  })),
  water: ['lake', 'river', 'pond', 'reservoir', 'pond', 'canal'].map((kind, i) => ({
    kind,
    area_m2: [2e6, 1e6, 4e5, 5e8, 4, 5e5][i] ?? 0,
    ...named('西溪', 'Xixi'),
  })),
  waterways: ['river', 'stream', 'ditch', 'canal'].map((kind) => ({ kind, tunnel: kind === 'ditch' })),
  roads: [
    { class: 'primary', ...named('天目山路'), ref: 'S14', surface: 'asphalt', level: 1, bridge: true },
    { class: 'residential', oneway: true },
    { class: 'path', level: -1, tunnel: true },
    { class: 'footway', surface: 'boardwalk' },
    { class: 'service' },
  ],
  buildings: ['residential', 'office', 'public', 'other', 'other', 'other'].map((kind, i) => ({
    kind,
    height_m: 12.5 + i,
    min_height_m: i === 1 ? 3 : 0,
    height_source: 'assumed',
  })),
  places: [
    { kind: 'area', importance: 0.8, ...named('西湖区', 'Xihu District') },
    { kind: 'peak', importance: 0.3, ...named('北高峰') },
    { kind: 'facility', importance: 0.1, ...named('驿站') },
  ],
  greenways: [{ ...named('双西绿道', 'Shuangxi Greenway'), length_m: 9300.5, surface: 'asphalt' }],
  greenway_segments: ['boardwalk', 'asphalt', 'gravel'].map((surface, i) => ({
    greenway_id: 1,
    ordinal: i,
    length_m: 100,
    surface,
    lit: i === 0 ? null : i === 1,
    bicycle: i === 2,
  })),
  facilities: ['attraction', 'toilet', 'bench'].map((kind) => ({ kind, ...named(kind) })),
  entrances: ['main', 'side', 'metro'].map((kind) => ({ kind, ...named(kind) })),
  patrol_zones: ['Z1', 'Z2'].map((code) => ({ code, ...named(code), area_m2: 1e6 })),
  units: ['available', 'on_scene'].map((state, i) => ({
    code: `U${i}`,
    ...named('巡查一组', 'Patrol 1'),
    state,
    zone_code: 'Z1',
    members: 5,
    heading: i === 0 ? null : 47.5,
  })),
  incidents: [
    incident(1, 'littering'),
    incident(2, 'injury'),
    incident(3, 'dispute'),
    incident(4, 'open_fire'),
  ],
  parcels: ['0701', '1001', '1401', '0301', '0701', '09'].map((land_use, i) => ({
    parcel_code: `33010600900${i}GB00001`,
    land_use,
    state: 'built',
    tenure: 'G',
    area_m2: 1000.25 * (i + 1),
    far: i === 2 ? null : 1.5 + i,
  })),
  plans: ['draft', 'in_review', 'published'].map((state, i) => ({
    plan_code: `QSH-2026-0${i + 1}`,
    ...named(state),
    state,
    land_use: '0701',
    far: i === 0 ? null : 1.5,
    area_m2: 1000,
  })),
  coverages: ['ecological_redline', null].map((kind) => ({
    layer: kind === null ? 'plans' : 'control_lines',
    kind,
    ...named(kind ?? 'plans'),
  })),
  control_lines: ['ecological_redline', 'heritage_control', 'flood'].map((kind, i) => ({
    kind,
    ...named(kind),
    severity: 'refer',
    height_limit_m: i === 1 ? 24 : null,
  })),
}

/** Fills the tables of an empty database. */
export async function loadFixture(database: Queryable): Promise<void> {
  for (const { id, geometry } of catalogue) {
    for (const [i, own] of (rows[id] ?? []).entries()) {
      const columns: Columns = {
        id: i + 1,
        ...own,
        source: 'fixture',
        source_id: `${i}`,
        licence: 'CC0',
        synthetic: true,
      }
      const names = Object.keys(columns)
      const values = names.map((_, index) => `$${index + 1}`)
      await database.query(
        `insert into ${id} (${names.join()}, geom)
         values (${values.join()}, ST_GeomFromText($${names.length + 1}::text, 4326))`,
        [...Object.values(columns), shapes[geometry][i]],
      )
    }
  }
}

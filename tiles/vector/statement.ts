/** Builds the one SQL statement of a tile from its layers' queries, for either database. */
import type { Database } from '../../geodata/database/database.ts'
import { fillMarks, sqlFile } from '../../geodata/database/sql.ts'
import { catalogue, tileProperties } from '../../geodata/model/catalogue.ts'
import type { GeometryKind, Layer } from '../../geodata/model/layer.ts'
import { FirstKeys, memoIn } from '../../geodata/model/memo.ts'

export interface TileStatement {
  readonly text: string
  /** Name of the prepared statement; absent for rare combinations, to limit statements per connection. */
  readonly name?: string
}

const PREPARED_COMBINATIONS = 64

const tileSql = sqlFile(import.meta.url, 'tile.sql')
const layerSql: Readonly<Record<Database['kind'], string>> = {
  postgis: sqlFile(import.meta.url, 'postgis_layer.sql'),
  embedded: sqlFile(import.meta.url, 'embedded_layer.sql'),
}
const rowsSql = new Map(
  catalogue.map((layer) => [layer.id, sqlFile(import.meta.url, `../sql/${layer.id}.sql`)]),
)
const statements = new FirstKeys<string, TileStatement>(PREPARED_COMBINATIONS)

/**
 * Returns the statement for catalogue layers, in the catalogue's order. On PostGIS it returns one row with
 * the tile's bytes, on the embedded database one row per layer with TWKB and attributes. Parameters: zoom,
 * then west, south, east, north of the tile in EPSG:3857 metres.
 */
export function tileStatement(layers: readonly Layer[], kind: Database['kind']): TileStatement {
  const key = `${kind} ${layers.map((layer) => layer.id).join()}`
  return memoIn(statements, key, () => {
    const text = kind === 'postgis' ? postgisText(layers) : embeddedText(layers)
    const { size } = statements
    return size < PREPARED_COMBINATIONS ? { text, name: `tile_${size}` } : { text }
  })
}

function postgisText(layers: readonly Layer[]): string {
  const parts = layers.map((layer) =>
    fill(
      layer,
      'postgis',
      tileProperties(layer).map(({ name }) => name),
    ),
  )
  return `${tileSql}select ${parts.join('\n|| ')} as tile`
}

function embeddedText(layers: readonly Layer[]): string {
  const parts = layers.map((layer) =>
    fill(
      layer,
      'embedded',
      tileProperties(layer).map(({ name }) => `row.${name}`),
    ),
  )
  return `${tileSql}${parts.join('\nunion all\n')}`
}

/** Inserts a layer's query and its column names from the catalogue into a wrapper. */
function fill(layer: Layer, kind: Database['kind'], attributes: readonly string[]): string {
  const [inside, whole] = withLabels.has(layer.id) ? labelledPath : fastPath[layer.geometry]
  const parts: Readonly<Record<string, string>> = {
    layer: layer.id,
    attributes: attributes.join(', '),
    rows: `(${rowsSql.get(layer.id)})`,
    inside,
    whole,
  }
  return fillMarks(layerSql[kind], parts)
}

/** When a geometry needs no clipping, and how its scaled form becomes the tile's. */
const fastPath: Readonly<Record<GeometryKind, readonly [inside: string, whole: string]>> = {
  // The index rounds to whole metres, which are many units at high zooms.
  Point: [
    'true',
    'case when ST_X(scaled) between -64 and 4160 and ST_Y(scaled) between -64 and 4160 then scaled end',
  ],
  // A line shorter than a unit snaps to an empty geometry, which breaks readers.
  LineString: ['row.geom @ tile.margin', 'case when not ST_IsEmpty(scaled) then scaled end'],
  MultiLineString: ['row.geom @ tile.margin', 'case when not ST_IsEmpty(scaled) then scaled end'],
  MultiPolygon: [
    'row.geom @ tile.margin and ST_NRings(row.geom) = 1',
    'case when ST_Area(scaled) > 0 then ST_ForcePolygonCCW(scaled) end',
  ],
}

/** Layers of areas whose query adds a point for the label of each. */
const withLabels: ReadonlySet<string> = new Set(['parcels', 'patrol_zones'])

const labelledPath: readonly [inside: string, whole: string] = [
  'row.geom @ tile.margin and (ST_Dimension(row.geom) = 0 or ST_NRings(row.geom) = 1)',
  `case when ST_Dimension(scaled) = 0 then scaled
    when ST_Area(scaled) > 0 then ST_ForcePolygonCCW(scaled) end`,
]

/** The statements that write a feature. Columns are the catalogue's; every value is a parameter. */
import type { QueryConfig } from '../../../geodata/database/database.ts'
import { fillMarks, sqlFile } from '../../../geodata/database/sql.ts'
import { identifier } from '../../../geodata/export/columns.ts'
import type { Crs } from '../../../geodata/model/coordinate-systems.ts'
import type { Layer, Property } from '../../../geodata/model/layer.ts'
import { BoundValues, type ValueCast } from '../select/bound-values.ts'
import { valueCasts, versionSql } from '../select/columns.ts'
import { type FeatureInput, writableProperties } from './feature-input.ts'

const sql = {
  insert: sqlFile(import.meta.url, 'insert.sql'),
  update: sqlFile(import.meta.url, 'update.sql'),
  delete: sqlFile(import.meta.url, 'delete.sql'),
  lock: sqlFile(import.meta.url, 'lock.sql'),
}

type Marks = Readonly<Record<string, string>>

function filled(name: keyof typeof sql, layer: Layer, marks: Marks = {}): string {
  return fillMarks(sql[name], { ...marks, version: versionSql(layer), table: identifier(layer.id) })
}

const castOf = ({ type }: Property): ValueCast => (type === 'strings' ? 'text[]' : valueCasts[type])

/** Source and licence of a new feature. */
export interface Provenance {
  readonly source: string
  readonly sourceId: string
  readonly licence: string
}

/** A feature to be written, with its geometry as GeoJSON text, easting first. */
interface WrittenFeature<G extends string | undefined> {
  readonly geometry: G
  readonly values: FeatureInput['values']
}

/** Inserts a feature; properties without a value get their column's default. */
export function insertQuery(
  layer: Layer,
  { geometry, values }: WrittenFeature<string>,
  crs: Crs,
  provenance: Provenance,
): QueryConfig {
  const bound = new BoundValues()
  const columns = new Map<string, string>([
    ['geom', 'written.geom'],
    ['source', bound.bind(provenance.source, 'text')],
    ['source_id', bound.bind(provenance.sourceId, 'text')],
    ['licence', bound.bind(provenance.licence, 'text')],
    ['synthetic', 'false'],
    ...measuredValues(layer),
  ])
  for (const [property, value] of values) {
    if (value !== null) columns.set(property.name, bound.bind(value, castOf(property)))
  }
  const text = filled('insert', layer, {
    geometry: geometrySql(layer, geometry, crs, bound),
    columns: [...columns.keys()].map(identifier).join(', '),
    values: [...columns.values()].join(', '),
  })
  return { text, values: bound.values }
}

/** Updates the properties in the input, or with `replace` all writable ones. */
export function updateQuery(
  layer: Layer,
  id: string,
  { geometry, values }: WrittenFeature<string | undefined>,
  crs: Crs,
  replace: boolean,
): QueryConfig {
  const bound = new BoundValues()
  bound.bind(id, 'bigint')
  const columns = new Map<string, string>(
    geometry === undefined ? [] : [['geom', 'written.geom'], ...measuredValues(layer)],
  )
  for (const property of replace ? writableProperties(layer) : values.keys()) {
    const value = values.get(property) ?? null
    columns.set(property.name, value === null ? 'default' : bound.bind(value, castOf(property)))
  }
  // An empty patch must also be a valid statement.
  if (columns.size === 0) columns.set('synthetic', 't.synthetic')
  const text = filled('update', layer, {
    geometry: geometry === undefined ? 'null::geometry' : geometrySql(layer, geometry, crs, bound),
    columns: [...columns.keys()].map(identifier).join(', '),
    values: [...columns.values()].join(', '),
  })
  return { text, values: bound.values }
}

/** Returns SQL for the written geometry in the stored coordinate system. */
function geometrySql(layer: Layer, text: string, crs: Crs, bound: BoundValues): string {
  const written = `ST_SetSRID(ST_GeomFromGeoJSON(${bound.bind(text, 'text')}), ${crs.srid})`
  const stored = crs.srid === 4326 ? written : `ST_Transform(${written}, 4326)`
  return layer.geometry.startsWith('Multi') ? `ST_Multi(${stored})` : stored
}

const measures = {
  area: 'ST_Area(ST_Transform(written.geom, 4549))',
  length: 'ST_Length(written.geom::geography)',
} as const

/** Measures geometries as imports do. */
function measuredValues(layer: Layer): readonly (readonly [string, string])[] {
  return layer.properties.flatMap(({ name, measured }) =>
    measured === undefined ? [] : [[name, measures[measured]] as const],
  )
}

export const deleteQuery = (layer: Layer, id: string): QueryConfig => ({
  text: filled('delete', layer),
  values: [id],
})

/** Locks a feature's row and returns its version, its source and its label. */
export const lockQuery = (layer: Layer, id: string): QueryConfig => ({
  text: filled('lock', layer, { label: identifier(layer.label) }),
  values: [id],
})

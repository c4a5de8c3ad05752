/** Merges staged rows into a layer's table: inserts new rows, updates known ones, deletes vanished ones. */
import type { DatabaseClient, Queryable } from '../../database/database.ts'
import { fillMarks, sqlFile } from '../../database/sql.ts'
import type { Layer, Property } from '../../model/layer.ts'

const describeSql = sqlFile(import.meta.url, 'describe-table.sql')
const deleteSql = sqlFile(import.meta.url, 'delete-vanished.sql')
const mergeSql = sqlFile(import.meta.url, 'merge-layer.sql')

/** The source of the rows. */
export interface Source {
  readonly name: string
  readonly licence: string
  readonly synthetic: boolean
}

export interface Column {
  readonly name: string
  readonly required: boolean
  /** SQL of the default; null without one. */
  readonly fallback: string | null
}

export interface MergeCounts {
  readonly inserted: number
  readonly updated: number
  readonly deleted: number
}

/** Returns the columns of a layer's table that an import may fill. */
export async function columnsOf(client: Queryable, layer: Layer): Promise<Column[]> {
  return (await client.query<Column>(describeSql, [layer.id])).rows
}

/** Replaces the layer's rows of this source by the staged ones. */
export async function mergeLayer(client: DatabaseClient, layer: Layer, source: Source): Promise<MergeCounts> {
  const columns = await columnsOf(client, layer)
  const derived = new Set(layer.properties.filter((one) => one.derived).map(({ name }) => name))
  const replaced = columns.filter(({ name }) => !derived.has(name))
  const parts = {
    table: quoted(layer.id),
    columns: columns.map(({ name }) => quoted(name)).join(', '),
    values: columns.map((column) => expressionOf(column, layer)).join(', '),
    updated: replaced.map(({ name }) => quoted(name)).join(', '),
    excluded: replaced.map(({ name }) => `excluded.${quoted(name)}`).join(', '),
    // refreshPlaces maintains derived places.
    scope: layer.id === 'places' ? 'target.layer is null' : 'true',
  }
  const vanished = await client.query(fillMarks(deleteSql, parts), [source.name, layer.id])
  const merged = await client.query<{ inserted: number; updated: number }>(fillMarks(mergeSql, parts), [
    source.name,
    layer.id,
    source.licence,
    source.synthetic,
  ])
  const { inserted = 0, updated = 0 } = merged.rows[0] ?? {}
  return { inserted, updated, deleted: vanished.rowCount ?? 0 }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Plane areas in EPSG:4549 (CGCS2000, 120° E) and geodesic lengths; figures of the source are ignored. */
const measures: Readonly<Record<NonNullable<Property['measured']>, string>> = {
  area: 'ST_Area(ST_Transform(staged.geom, 4549))',
  length: 'ST_Length(staged.geom::geography)',
}

function expressionOf({ name, fallback }: Column, layer: Layer): string {
  const measured = layer.properties.find((property) => property.name === name)?.measured
  if (measured !== undefined) return measures[measured]
  return fallback === null ? `parsed.${quoted(name)}` : `coalesce(parsed.${quoted(name)}, ${fallback})`
}

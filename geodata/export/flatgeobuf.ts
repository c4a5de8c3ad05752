/**
 * FlatGeobuf (https://flatgeobuf.org), written feature by feature: the header has no count and no index,
 * which means a stream. The library can only write complete collections from memory.
 */
import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js'
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js'
import type { Property } from '../model/layer.ts'
import { FlatbufferWriter } from './flatbuffer-writer.ts'
import { writeGeometry } from './flatgeobuf-geometry.ts'
import type { FeatureFormat, FeatureSet, FormatRow } from './format.ts'

/** "fgb", major version 3, "fgb", patch version. */
const MAGIC = Uint8Array.of(0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 1)

export const flatgeobuf: FeatureFormat = {
  name: 'flatgeobuf',
  mediaType: 'application/flatgeobuf',
  contentType: 'application/flatgeobuf',
  extension: 'fgb',
  rows: 'wkb',
  writer(set) {
    const out = new FlatbufferWriter()
    const columns = columnsOf(set.properties)
    return {
      begin() {
        writeHeader(out, set, columns)
        return Buffer.concat([MAGIC, out.take()])
      },
      batch(rows) {
        for (const row of rows) writeFeature(out, row, columns)
        return out.take()
      },
      end: () => '',
    }
  },
}

interface Column {
  readonly name: string
  readonly type: ColumnType
  readonly property?: Property
}

const columnTypes: Readonly<Record<Property['type'], ColumnType>> = {
  string: ColumnType.String,
  integer: ColumnType.Long,
  number: ColumnType.Double,
  boolean: ColumnType.Bool,
  date: ColumnType.DateTime,
  datetime: ColumnType.DateTime,
  strings: ColumnType.Json,
}

/** This format has no feature id, so it is the first column. */
function columnsOf(properties: readonly Property[]): readonly Column[] {
  const own = properties.map((property) => ({
    name: property.name,
    type: columnTypes[property.type],
    property,
  }))
  return [{ name: 'id', type: ColumnType.Long }, ...own]
}

/** Fields of the schema's Header, Column and Crs tables, in their order. */
const HEADER = [4, 0, 1, 0, 0, 0, 0, 4, 0, 2, 4, 4, 4] as const
const COLUMN = [4, 1, 4, 4, 0, 0, 0, 0, 0, 1] as const
const CRS = [4, 4] as const

function writeHeader(out: FlatbufferWriter, set: FeatureSet, columns: readonly Column[]): void {
  const { layer, language } = set
  out.beginMessage()
  const [name = 0, , type = 0, , , , , columnList = 0, , , crs = 0, title = 0, description = 0] =
    out.root(HEADER)
  out.setByte(type, GeometryType[layer.geometry])
  out.text(name, layer.id)
  out.text(title, layer.title[language])
  out.text(description, layer.description[language])
  const [organisation = 0, code = 0] = out.table(crs, CRS)
  out.setInt32(code, set.epsg)
  out.text(organisation, 'EPSG')
  const first = out.pointers(columnList, columns.length)
  for (const [index, column] of columns.entries()) writeColumn(out, first + 4 * index, column, set)
  out.endMessage()
}

function writeColumn(out: FlatbufferWriter, pointer: number, column: Column, { language }: FeatureSet): void {
  const { property } = column
  const [name = 0, type = 0, title = 0, description = 0, , , , , , primaryKey = 0] = out.table(
    pointer,
    COLUMN,
  )
  out.setByte(type, column.type)
  out.setByte(primaryKey, property === undefined ? 1 : 0)
  out.text(name, column.name)
  out.text(title, property?.title[language] ?? 'id')
  out.text(description, property?.unit ?? '')
}

function writeFeature(out: FlatbufferWriter, row: FormatRow, columns: readonly Column[]): void {
  const wkb = row.geometry instanceof Uint8Array ? row.geometry : undefined
  out.beginMessage()
  const [geometry = 0, properties = 0] = out.root(wkb === undefined ? [0, 4] : [4, 4])
  if (wkb !== undefined) writeGeometry(out, geometry, wkb)
  out.vector(properties, 0, 1)
  const first = out.position
  for (const [index, column] of columns.entries()) {
    const value = row[column.name]
    if (value === null || value === undefined) continue
    out.appendUint16(index)
    writeValue(out, column.type, value)
  }
  out.setLength(first)
  out.endMessage()
}

function writeValue(out: FlatbufferWriter, type: ColumnType, value: unknown): void {
  if (type === ColumnType.Long) out.appendInt64(BigInt(String(value)))
  else if (type === ColumnType.Double) out.appendDouble(Number(value))
  else if (type === ColumnType.Bool) out.appendUint8(value === true ? 1 : 0)
  else if (type === ColumnType.Json) out.appendCountedText(JSON.stringify(value))
  else out.appendCountedText(value instanceof Date ? value.toISOString() : String(value))
}

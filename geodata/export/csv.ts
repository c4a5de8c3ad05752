/** CSV for spreadsheets; see csv-text.ts. */
import type { Property, Unit } from '../model/layer.ts'
import type { Text } from '../model/text.ts'
import { BYTE_ORDER_MARK, csvLine as line, quotedCell, textCell } from './csv-text.ts'
import type { FeatureFormat, FeatureSet, FormatRow } from './format.ts'

export const csv: FeatureFormat = {
  name: 'csv',
  mediaType: 'text/csv',
  contentType: 'text/csv; charset=utf-8; header=present',
  extension: 'csv',
  rows: 'wkt',
  writer(set) {
    const point = set.layer.geometry === 'Point'
    return {
      begin: () => BYTE_ORDER_MARK + line(headings(set)),
      batch: (rows) => rows.map((row) => line(cells(row, set.properties, point))).join(''),
      end: () => '',
    }
  },
}

const geometryTitles: Readonly<Record<string, Text>> = {
  id: { zh: '编号', en: 'Id' },
  longitude: { zh: '经度', en: 'Longitude' },
  latitude: { zh: '纬度', en: 'Latitude' },
  x: { zh: '东坐标', en: 'Easting' },
  y: { zh: '北坐标', en: 'Northing' },
  wkt: { zh: '几何', en: 'Geometry' },
}

const unitTitles: Readonly<Record<Unit, Text>> = {
  m: { zh: 'm', en: 'm' },
  m2: { zh: 'm²', en: 'm²' },
  percent: { zh: '%', en: '%' },
  degree: { zh: '°', en: '°' },
  storey: { zh: '层', en: 'storeys' },
  person: { zh: '人', en: 'people' },
  wan_yuan_per_mu: { zh: '万元/亩', en: '10,000 CNY per mu' },
  km_per_hour: { zh: 'km/h', en: 'km/h' },
}

/** EPSG codes of the supported geographic systems; others are in metres. */
const GEOGRAPHIC = new Set([4326, 4490])

function headings({ layer, properties, epsg, language, titles }: FeatureSet): readonly string[] {
  const degrees = GEOGRAPHIC.has(epsg)
  const place = layer.geometry !== 'Point' ? ['wkt'] : degrees ? ['longitude', 'latitude'] : ['x', 'y']
  if (!titles) return ['id', ...properties.map(({ name }) => name), ...place].map(textCell)
  const titleOf = (name: string) => geometryTitles[name]?.[language] ?? name
  const inUnits = ({ title, unit }: Property) =>
    unit === undefined ? title[language] : `${title[language]} (${unitTitles[unit][language]})`
  return [titleOf('id'), ...properties.map(inUnits), ...place.map(titleOf)].map(textCell)
}

function cells(row: FormatRow, properties: readonly Property[], point: boolean): readonly string[] {
  const values = properties.map(({ name }) => cell(row[name]))
  return [String(row.id), ...values, ...placeCells(row.geometry, point)]
}

function placeCells(geometry: unknown, point: boolean): readonly string[] {
  const text = typeof geometry === 'string' ? geometry : ''
  if (!point) return [quotedCell(text)]
  const [, x = '', y = ''] = /^POINT *\(([-\d.e+]+) ([-\d.e+]+)\)$/i.exec(text) ?? []
  return [x, y]
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString()
  return textCell(Array.isArray(value) ? value.join(';') : String(value))
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchColumns } from '../../../../geodata/import/read/columns.ts'
import { convertValue } from '../../../../geodata/import/read/convert.ts'
import { shapeGeometry } from '../../../../geodata/import/read/geometry.ts'
import { catalogue, findLayer } from '../../../../geodata/model/catalogue.ts'
import type { Layer, Property, PropertyType } from '../../../../geodata/model/layer.ts'

const parcels = findLayer('parcels') as Layer
const property = (type: PropertyType): Property => ({ name: 'x', type, title: { zh: 'x', en: 'x' } })
const convert = (type: PropertyType, value: unknown) => convertValue(property(type), value)

describe('convertValue', () => {
  it('reads usual spellings in columns', () => {
    expect(convert('number', ' 1,234.5 ')).toEqual({ value: 1234.5 })
    expect(convert('integer', '12')).toEqual({ value: 12 })
    expect(convert('boolean', '是')).toEqual({ value: true })
    for (const date of ['2023-11-05', '2023/11/5', '20231105', '2023年11月5日', '2023-11-05T00:00:00Z']) {
      expect(convert('date', date)).toEqual({ value: '2023-11-05' })
    }
    expect(convert('strings', '急救、救生；无人机')).toEqual({ value: ['急救', '救生', '无人机'] })
    expect(convert('string', '  ')).toEqual({ value: null })
  })
  it('keeps codes as written, and refuses rounded ones', () => {
    const code: Property = { name: 'parcel_code', type: 'string', title: { zh: 'x', en: 'x' } }
    expect(convertValue(code, '330112201000000001')).toEqual({ value: '330112201000000001' })
    expect(convertValue(code, '00012')).toEqual({ value: '00012' })
    expect(convertValue(code, 330112201000)).toEqual({ value: '330112201000' })
    for (const value of [330112201000000000, '3.30112E+17', '3E+17'])
      expect(convertValue(code, value), String(value)).toEqual({ problem: 'bad_value' })
  })
  it('reads blank dates as null', () => {
    for (const value of ['0000-00-00', '00000000', '        ', '0000/00/00'])
      expect(convert('date', value), value).toEqual({ value: null })
  })
  it('guesses nothing', () => {
    for (const [type, value] of [
      ['number', '约5'],
      ['integer', 1.5],
      ['integer', 3e9],
      ['boolean', 'maybe'],
      ['date', '2023-02-30'],
      ['datetime', '昨天'],
      ['date', 12],
      ['number', '0x10'],
      ['boolean', 2],
    ] as const) {
      expect(convert(type, value)).toEqual({ problem: 'bad_value' })
    }
  })
  it('accepts codes by themselves and by their titles in both languages', () => {
    const landUse = parcels.properties.find(({ name }) => name === 'land_use') as Property
    expect(convertValue(landUse, '0101')).toEqual({ value: '0101' })
    expect(convertValue(landUse, '水田')).toEqual({ value: '0101' })
    expect(convertValue(landUse, 'paddy field')).toEqual({ value: '0101' })
    for (const text of ['070102', '二类城镇住宅用地', '070102 二类城镇住宅用地', '070102二类城镇住宅用地'])
      expect(convertValue(landUse, text), text).toEqual({ value: '070102' })
    for (const text of ['070199', '990101', '0701 水田', '701', '07010201'])
      expect(convertValue(landUse, text), text).toEqual({ problem: 'unknown_code' })
    expect(convertValue(landUse, 'constructor')).toEqual({ problem: 'unknown_code' })
  })
  it('never throws', () => {
    const types: PropertyType[] = ['string', 'integer', 'number', 'boolean', 'date', 'datetime', 'strings']
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.jsonValue(), (type, value) => void convert(type, value)),
      {
        numRuns: 2000,
        examples: [
          ['string', { toString: 0 }],
          ['number', { toString: 0 }],
        ],
      },
    )
  })
})

describe('matchColumns', () => {
  const names = (fields: readonly string[], map = new Map<string, string>()) =>
    Object.fromEntries(
      [...matchColumns(parcels, fields, map).byField].map(([field, { name }]) => [field, name]),
    )
  it('matches names, titles in both languages, truncated names and --map', () => {
    expect(
      names(['PARCEL_CODE', '用地类型', 'Floor area ratio', 'building_d', 'YT'], new Map([['YT', 'state']])),
    ).toEqual({
      PARCEL_CODE: 'parcel_code',
      用地类型: 'land_use',
      'Floor area ratio': 'far',
      YT: 'state',
    })
    expect(names(['建筑密度上', 'green_ratio_m'])).toEqual({
      建筑密度上: 'building_density_max',
      green_ratio_m: 'green_ratio_min',
    })
  })
  it('ignores a truncated name that may be two columns', () => {
    expect(names(['建筑密'])).toEqual({})
  })
  it('never fills columns of the platform or for machines, in any layer', () => {
    const internal = ['layer', 'Layer', '图层', 'feature_id', '要素编号', 'level', 'Level', 'greenway_id']
    const kept = ['id', 'fid', 'geom', 'geom_3857', 'source', '来源', 'source_id', 'licence', 'synthetic']
    const columns = [
      ...internal,
      ...kept,
      'pinyin',
      'pinyin_initials',
      'west',
      'importance',
      'greenway_within_m',
    ]
    for (const layer of catalogue) {
      const { byField } = matchColumns(layer, columns)
      // A coverage names the layer that it is of.
      expect([...byField.keys()], layer.id).toEqual(layer.id === 'coverages' ? ['layer'] : [])
    }
    const places = findLayer('places') as Layer
    expect(() => matchColumns(places, ['Layer'], new Map([['Layer', 'layer']]))).toThrow(
      /--map Layer=layer is wrong/,
    )
    const [[field, { name }] = ['', { name: '' }]] = matchColumns(
      places,
      ['Rank'],
      new Map([['Rank', 'importance']]),
    ).byField
    expect([field, name]).toEqual(['Rank', 'importance'])
  })
  it('lists existing names if --map names an unknown one', () => {
    expect(() => names(['a'], new Map([['b', 'far']]))).toThrow(/Columns of the file: a/)
  })
})

describe('shapeGeometry', () => {
  const ring = [
    [119, 30],
    [119.1, 30],
    [119.1, 30.1],
    [119, 30],
  ]
  it('converts geometries to the kind of the table, or says why not', () => {
    expect(shapeGeometry({ type: 'LineString', coordinates: ring }, 'MultiPolygon', null)).toHaveProperty(
      'parts.length',
      1,
    )
    expect(
      shapeGeometry({ type: 'MultiLineString', coordinates: [ring, ring] }, 'LineString', null),
    ).toHaveProperty('parts.length', 2)
    expect(shapeGeometry({ type: 'Polygon', coordinates: [ring] }, 'LineString', null)).toEqual({
      reason: 'wrong_geometry',
      detail: 'Polygon',
    })
    expect(shapeGeometry({ type: 'Point', coordinates: [477861, 3346740] }, 'Point', null)).toEqual({
      reason: 'out_of_range',
    })
    expect(shapeGeometry({ type: 'Point', coordinates: [Number.NaN, 30] }, 'Point', null)).toEqual({
      reason: 'out_of_range',
    })
    expect(shapeGeometry(null, 'Point', null)).toEqual({ reason: 'no_geometry' })
    expect(
      shapeGeometry(
        {
          type: 'Polygon',
          coordinates: [
            [
              [119, 30],
              [119.1, 30],
              [119, 30],
            ],
          ],
        },
        'MultiPolygon',
        null,
      ),
    ).toEqual({ reason: 'no_area' })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchColumns } from '../../../../geodata/import/vector/columns.ts'
import { convertValue } from '../../../../geodata/import/vector/convert.ts'
import { shapeGeometry } from '../../../../geodata/import/vector/geometry.ts'
import { findLayer } from '../../../../geodata/model/catalogue.ts'
import type { Layer, Property, PropertyType } from '../../../../geodata/model/layer.ts'

const parcels = findLayer('parcels') as Layer
const property = (type: PropertyType): Property => ({ name: 'x', type, title: { zh: 'x', en: 'x' } })
const convert = (type: PropertyType, value: unknown) => convertValue(property(type), value)

describe('convertValue', () => {
  it('reads what people write in columns', () => {
    expect(convert('number', ' 1,234.5 ')).toEqual({ value: 1234.5 })
    expect(convert('integer', '12')).toEqual({ value: 12 })
    expect(convert('boolean', '是')).toEqual({ value: true })
    for (const date of ['2023-11-05', '2023/11/5', '20231105', '2023年11月5日', '2023-11-05T00:00:00Z']) {
      expect(convert('date', date)).toEqual({ value: '2023-11-05' })
    }
    expect(convert('strings', '急救、救生；无人机')).toEqual({ value: ['急救', '救生', '无人机'] })
    expect(convert('string', '  ')).toEqual({ value: null })
  })
  it('guesses nothing', () => {
    for (const [type, value] of [
      ['number', '约5'],
      ['integer', 1.5],
      ['integer', 3e9],
      ['boolean', 'maybe'],
      ['date', '2023-02-30'],
      ['datetime', '昨天'],
    ] as const) {
      expect(convert(type, value)).toEqual({ problem: 'bad_value' })
    }
  })
  it('takes codes by themselves and by their titles in both languages', () => {
    const landUse = parcels.properties.find(({ name }) => name === 'land_use') as Property
    expect(convertValue(landUse, '0101')).toEqual({ value: '0101' })
    expect(convertValue(landUse, '水田')).toEqual({ value: '0101' })
    expect(convertValue(landUse, 'paddy field')).toEqual({ value: '0101' })
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
  it('knows names, titles in both languages, cut names and --map', () => {
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
  it('takes no cut name that may be two columns', () => {
    expect(names(['建筑密'])).toEqual({})
  })
  it('says what there is where --map names what is not', () => {
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
  it('brings geometries to the kind of the table, or says why not', () => {
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
    ).toEqual({ reason: 'no_geometry' })
  })
})

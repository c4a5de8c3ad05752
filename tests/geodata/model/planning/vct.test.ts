/** VCT made by hand after GB/T 17798; coordinates are synthetic. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nested } from '../../../../geodata/model/planning/boundary-file/rings.ts'
import { ringsOf } from '../../../../geodata/model/planning/vct/boundaries.ts'
import { placementOf } from '../../../../geodata/model/planning/vct/declared-system.ts'
import { parseVct } from '../../../../geodata/model/planning/vct/parse.ts'
import type { VctDocument } from '../../../../geodata/model/planning/vct/vct.ts'
import { VctWriter } from '../../../../geodata/model/planning/vct/write.ts'

const head = (...lines: readonly string[]) => ['HeadBegin', ...lines, 'Separator:,', 'HeadEnd']
const version3 = head(
  'DataMark:LANDUSE-VCT',
  'Version:3.0',
  'CoordinateSystemType:P',
  'XAxisDirection:E',
  'Spheroid:CGCS2000,6378137.0,298.257222101',
  'Parameters:120,1,40500000,0,3,40',
)
const schema = [
  'FeatureCodeBegin',
  '2001010100,地类图斑,Polygon,DLTB',
  '2099,注记,Annotation,ZJ',
  'FeatureCodeEnd',
  'TableStructureBegin',
  'DLTB,3',
  'BSM,Char,18',
  'DLBM,Char,5',
  'TBMJ,Float,15,2',
  '0',
  'TableStructureEnd',
]
const line = (id: string, ...points: readonly string[]) => [
  id,
  '1099000000',
  'Unknown',
  '1',
  '1',
  '11',
  String(points.length),
  ...points,
  '0',
]
/** Two squares of 100 m that share the line 2, the western one with a hole of 20 m. */
const east0 = 40477800
const at = (east: number, north: number) => `${east0 + east},${3346700 + north}`
const lines = [
  'LineBegin',
  ...line('1', at(100, 100), at(0, 100), at(0, 0), at(100, 0)),
  ...line('2', at(100, 0), at(100, 100)),
  ...line('3', at(100, 0), at(200, 0), at(200, 100), at(100, 100)),
  ...line('4', at(40, 40), at(60, 40), at(60, 60), at(40, 60), at(40, 40)),
  'LineEnd',
]
const polygon = (id: string, count: number, references: string) =>
  [id, '2001010100', 'Unknown', '100', at(1, 1), '21', String(count), references, '0'] as const
const rows = [
  'AttributeBegin',
  'DLTB',
  '11,330112,0701,9600.00',
  '12,330113,0901,10000',
  'TableEnd',
  'AttributeEnd',
]
const areas = ['PolygonBegin', ...polygon('11', 4, '1,2,0,-4'), ...polygon('12', 2, '3,-2'), 'PolygonEnd']
const whole = [...version3, ...schema, ...lines, ...areas, ...rows]

const textOf = (all: readonly string[]) => `${all.join('\r\n')}\r\n`
const shapesOf = (document: VctDocument) =>
  document.polygons.map((each) =>
    nested(ringsOf(document, each, 'metres').rings).map((rings) => rings.length),
  )
const readAll = (all: readonly string[]) => {
  const document = parseVct(textOf(all))
  placementOf(document)
  shapesOf(document)
  return document
}
const faultOf = (all: readonly string[]) => {
  try {
    readAll(all)
  } catch (error) {
    return error
  }
  throw new Error('was read')
}

describe('VCT of version 3', () => {
  it('has polygons by lines, reversed ones and holes too, and rows of attributes', () => {
    const document = readAll(whole)
    expect(placementOf(document)).toEqual({ epsg: 4528, unit: 'metres', isSwapped: false })
    expect(shapesOf(document)).toEqual([[2], [1]])
    expect(document.rows.get('DLTB')?.get('12')).toEqual(['330113', '0901', '10000'])
  })

  it('has polygons by coordinates, points, comments, an offset and sections that are not read', () => {
    const document = readAll([
      'CommentBegin',
      'HeadBegin is not here',
      'CommentEnd',
      ...head(
        'Version:GB/T 17798-2007',
        'CoordinateSystemType:D',
        'Spheroid:CGCS2000,6378137,298',
        'Offset:119,30',
      ),
      'FeatureCodeBegin',
      'P,点,Point,',
      'A,面,Polygon,',
      'FeatureCodeEnd',
      ...[
        'PointBegin',
        '1',
        'P',
        'Unknown',
        '1',
        '0.5,0.25',
        '0',
        '2',
        'P',
        'Unknown',
        '1',
        '1',
        '0.7,0.3',
        '0',
        'PointEnd',
      ],
      ...[
        'PolygonBegin',
        '3',
        'A',
        'Unknown',
        '1',
        '0.6,0.2',
        '1',
        '11',
        '3',
        '0.5,0.2',
        '0.6,0.2',
        '0.6,0.3',
        '0',
        'PolygonEnd',
      ],
      ...['StyleBegin', 'x', 'y', 'StyleEnd'],
    ])
    expect(placementOf(document)).toEqual({ epsg: 4490, unit: 'degrees', isSwapped: false })
    expect(document.points.map(({ positions }) => [...positions])).toEqual([
      [119.5, 30.25],
      [119.7, 30.3],
    ])
    const [first] = document.polygons
    if (!first) throw new Error('no polygon')
    expect(ringsOf(document, first, 'degrees').rings[0]).toHaveLength(4)
    expect([...document.unread]).toEqual([['Style', 2]])
  })

  it('turns lines whose sign contradicts their ends, and counts them', () => {
    const wrong = whole.map((text) => (text === '3,-2' ? '3,2' : text))
    const document = readAll(wrong)
    const last = document.polygons.at(-1)
    if (!last) throw new Error('no polygon')
    expect(ringsOf(document, last, 'metres')).toMatchObject({ turned: 1, rings: { length: 1 } })
  })

  it.each([
    ['a version that is not known', 'Version:3.0', 'Version:4.2', /版本.*4\.2/, 3],
    [
      'a kind that is not known',
      '2001010100,地类图斑,Polygon,DLTB',
      '2001010100,地类图斑,Region,DLTB',
      /Point.*Region/,
      11,
    ],
    ['a type of field that is not known', 'DLBM,Char,5', 'DLBM,Text,5', /DLBM,Text,5/, 17],
    ['a curve', '11', '13', /曲线.*13/, 27],
    ['a number of points beyond the points', '4', '6', /6\/6|5\/6/, null],
    ['no number', at(0, 0), '40477800,N', /x,y.*40477800,N/, 31],
    ['a line that is not there', '3,-2', '3,-9', /the line 9, which/, 80],
    ['a ring that does not close', '3,-2', '3', /number of referenced lines/, 86],
    ['too few values in a row', '12,330113,0901,10000', '12,0901', /DLTB/, 93],
    [
      'a zone that contradicts the eastings',
      'Parameters:120,1,40500000,0,3,40',
      'Parameters:117,1,0,0,3,39',
      /39.*40/,
      null,
    ],
  ])('names the line of %s', (_, before, after, message, place) => {
    const index = whole.indexOf(before)
    const fault = faultOf(whole.with(index, after)) as {
      text: { zh: string; en: string }
      line: number | null
    }
    expect(`${fault.text.zh} ${fault.text.en}`).toMatch(message)
    if (place !== null) expect(fault.line).toBe(place)
  })

  it.each([20, 40, 60, 86])('that ends after %s lines is told to be incomplete', (count) => {
    expect(faultOf(whole.slice(0, count))).toMatchObject({
      text: { en: expect.stringContaining('truncated') },
    })
  })
})

describe('VCT of versions 1 and 2', () => {
  const old = [
    ...head(
      'DataMark:LANDUSE.VCT',
      'Version:2.0',
      'Unit:M',
      'Topo:1',
      'Spheroid:西安80,6378140,298.257',
      'Meridian:120',
    ),
    'FeatureCodeBegin',
    '1001,地类图斑,Polygon,255,0,0,DLTB',
    'FeatureCodeEnd',
    ...['TableStructureBegin', 'DLTB,1', 'DLBM,Char,5', 'TableStructureEnd'],
    'LineBegin',
    ...['1', '1', 'JX', '1', '3', '477800,3346700', '477900,3346700', '477900,3346800'],
    ...['2', '1', 'JX', '1', '2', '477800,3346700', '477900,3346800'],
    'LineEnd',
    ...['PolygonBegin', '7', '1001', 'DLTB', '477850,3346720', '2', '1,-2', 'PolygonEnd'],
    ...['AttributeBegin', 'DLTB', '7,0701', 'TableEnd', 'AttributeEnd'],
  ]

  it('has objects without ends', () => {
    const document = readAll(old)
    expect(placementOf(document)).toEqual({ epsg: 2385, unit: 'metres', isSwapped: false })
    expect(shapesOf(document)).toEqual([[1]])
    expect(document.rows.get('DLTB')?.get('7')).toEqual(['0701'])
  })

  it('has polygons by coordinates without topology', () => {
    const index = old.indexOf('PolygonBegin')
    const ring = ['4', '477800,3346700', '477900,3346700', '477900,3346800', '477800,3346700']
    const direct = [
      ...old.slice(0, index).map((text) => (text === 'Topo:1' ? 'Topo:0' : text)),
      ...['PolygonBegin', '7', '1001', 'DLTB', '477850,3346720', ...ring, '0', 'PolygonEnd'],
      ...old.slice(old.indexOf('AttributeBegin')),
    ]
    expect(shapesOf(readAll(direct))).toEqual([[1]])
  })
})

describe('writing VCT', () => {
  const fields = [
    { name: '地类', type: 'char', written: 'Char', width: 20, decimals: null },
    { name: '面积', type: 'double', written: 'Double', width: 18, decimals: 2 },
  ]
  const metres = (from: number, to: number) =>
    fc.integer({ min: from * 1000, max: to * 1000 }).map((mm) => mm / 1000)

  it('returns what is read back, rings to the millimetre and texts without separators', () => {
    const square = fc.tuple(metres(40_470_000, 40_480_000), metres(3_340_000, 3_350_000), metres(1, 900))
    fc.assert(
      fc.property(fc.array(fc.tuple(square, fc.string()), { minLength: 1, maxLength: 5 }), (given) => {
        const writer = new VctWriter({ code: '9', name: '地块', table: 'DK', fields })
        const rings = given.map(([[east, north, side]]) => [
          [east, north] as const,
          [east + side, north] as const,
          [east + side, north + side] as const,
          [east, north] as const,
        ])
        const texts = given.map(([, text], index) =>
          writer.polygon(String(index + 1), [rings[index] ?? []], [text, '1.5']),
        )
        const document = parseVct(writer.begin('20261130') + texts.join('') + writer.end())
        expect(placementOf(document).epsg).toBe(4528)
        for (const [index, each] of document.polygons.entries()) {
          const [ring] = ringsOf(document, each, 'metres').rings
          for (const [place, [east, north]] of (rings[index] ?? []).entries()) {
            expect(ring?.[place]?.[0]).toBeCloseTo(east, 3)
            expect(ring?.[place]?.[1]).toBeCloseTo(north, 3)
          }
          expect(document.rows.get('DK')?.get(each.id)).toHaveLength(2)
        }
      }),
      { numRuns: 100 },
    )
  })
})

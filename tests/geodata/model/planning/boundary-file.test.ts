/** Boundary point files as surveying programs write them; coordinates are synthetic. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldOf } from '../../../../geodata/model/planning/boundary-file/boundary-file.ts'
import { placementOf } from '../../../../geodata/model/planning/boundary-file/declared-system.ts'
import { parseBoundaryFile } from '../../../../geodata/model/planning/boundary-file/parse.ts'
import { areaOf } from '../../../../geodata/model/planning/boundary-file/rings.ts'
import { writeBoundaryFile } from '../../../../geodata/model/planning/boundary-file/write.ts'

const head = (...lines: readonly string[]) => ['[属性描述]', ...lines, '[地块坐标]']
const cgcs = ['坐标系=2000国家大地坐标系', '几度分带=3', '投影类型=高斯克吕格', '计量单位=米', '带号=40']
/** A square of 100 m with a hole of 20 m, and its points counted with those that close the rings. */
const plot = [
  '10,0.9600,1,一号地块,面,,住宅用地,0701,@',
  'J1,1,3346700.000,40477800.000',
  'J2,1,3346800.000,40477800.000',
  'J3,1,3346800.000,40477900.000',
  'J4,1,3346700.000,40477900.000',
  'J1,1,3346700.000,40477800.000',
  'J5,2,3346740.000,40477840.000',
  'J6,2,3346760.000,40477840.000',
  'J7,2,3346760.000,40477860.000',
  'J8,2,3346740.000,40477860.000',
  'J5,2,3346740.000,40477840.000',
]
const textOf = (lines: readonly string[], lineEnd = '\r\n') => lines.join(lineEnd) + lineEnd
const messageOf = (lines: readonly string[]) => {
  try {
    const file = parseBoundaryFile(textOf(lines))
    const { isSwapped } = placementOf(file)
    for (const one of file.plots) areaOf(one, isSwapped)
  } catch (error) {
    return error
  }
  throw new Error('was read')
}

describe('a boundary point file', () => {
  it('is read as polygons with holes, X north and Y east', () => {
    const file = parseBoundaryFile(textOf([...head(...cgcs), ...plot]))
    expect(placementOf(file)).toEqual({ epsg: 4528, isSwapped: false })
    const [first] = file.plots
    if (!first) throw new Error('no plot')
    expect([fieldOf(first, 'name'), fieldOf(first, 'landClass'), fieldOf(first, 'sheet')]).toEqual([
      '一号地块',
      '0701',
      '',
    ])
    const { polygons, closed } = areaOf(first, false)
    expect([polygons.map((rings) => rings.length), closed]).toEqual([[2], 0])
    expect(polygons[0]?.[0]?.[0]).toEqual([40477800, 3346700])
  })

  it('has ring 2 as a part of its own where it is outside of ring 1, in any order', () => {
    const apart = plot.map((line) => line.replace(/,2,33467(\d\d)/, ',2,33468$1'))
    const reversed = plot.map((line) => line.replace(/,([12]),/, (_, ring) => `,${ring === '1' ? 2 : 1},`))
    const rings = (lines: readonly string[]) => {
      const [first] = parseBoundaryFile(textOf([...head(), ...lines])).plots
      return first && areaOf(first, false).polygons.map((one) => one.length)
    }
    expect(rings(apart)).toEqual([1, 1])
    expect(rings(reversed)).toEqual([2])
  })

  it('is closed where a program leaves out the last point, which it does not count', () => {
    const open = ['4,1,1,一号地块,面,,,,@', ...plot.slice(1, 5)]
    const [first] = parseBoundaryFile(textOf([...head(), ...open])).plots
    const area = first && areaOf(first, false)
    expect([area?.closed, area?.polygons[0]?.[0]?.length]).toEqual([1, 5])
  })

  it('has its system by datum, zone and width, with or without zone numbers in its eastings', () => {
    const plain = plot.map((line) => line.replace(',404', ',4'))
    const system = (lines: readonly string[], points: readonly string[]) =>
      placementOf(parseBoundaryFile(textOf([...head(...lines), ...points]))).epsg
    expect(system(cgcs, plain)).toBe(4549)
    expect(system(['坐标系=1980西安坐标系', '几度分带=3', '带号=40'], plot)).toBe(2364)
    expect(system(['坐标系=80国家大地坐标系', '带号=40'], plain)).toBe(2385)
    expect(system(['坐标系=1954年北京坐标系', '分带=3度带'], plot)).toBe(2416)
    expect(system(['坐标系=2000国家大地坐标系', '几度分带=6', '带号=20'], plain)).toBe(4509)
    // Without a zone the meridian is unknown, without a datum everything.
    expect(system(['坐标系=2000国家大地坐标系'], plain)).toBeNull()
    expect(system([], plot)).toBeNull()
  })

  it('is read with the axes swapped, as some programs write them', () => {
    const swapped = plot.map((line) => line.replace(/^(J\d,\d),([\d.]+),([\d.]+)$/, '$1,$3,$2'))
    const file = parseBoundaryFile(textOf([...head(...cgcs), ...swapped]))
    expect(placementOf(file)).toEqual({ epsg: 4528, isSwapped: true })
    const [first] = file.plots
    expect(first && areaOf(first, true).polygons[0]?.[0]?.[0]).toEqual([40477800, 3346700])
  })

  it('is refused in a sentence with the line', () => {
    const lines = [...head(...cgcs), ...plot]
    const first = cgcs.length + 2
    const changed = (at: number, line: string) => messageOf(lines.with(at, line))
    expect(messageOf(plot)).toMatchObject({ line: null, message: expect.stringContaining('[地块坐标]') })
    expect(messageOf(head())).toMatchObject({
      line: null,
      message: expect.stringContaining('lines of plots'),
    })
    expect(messageOf([...head(), ...plot.slice(1)])).toMatchObject({ line: 3 })
    expect(changed(first, '10，0.96，1，一号地块，面，@')).toMatchObject({
      line: first + 1,
      text: { zh: expect.stringContaining('半角逗号') },
    })
    expect(changed(first, '10,1,1,一号,线,,,@')).toMatchObject({
      message: expect.stringContaining('面 (area)'),
    })
    expect(changed(first + 1, 'J1,1,3346700.000')).toMatchObject({ line: first + 2 })
    expect(changed(first + 1, 'J1,1,北,40477800')).toMatchObject({
      message: expect.stringContaining('The X'),
    })
    expect(changed(first + 1, 'J1,0,1,2')).toMatchObject({ message: expect.stringContaining('ring number') })
    expect(messageOf(lines.slice(0, -2))).toMatchObject({
      line: first + 1,
      message: expect.stringContaining('10 points, but the file has only 8'),
    })
    expect(messageOf([...head(), '2,0,1,一号地块,面,,,,@', ...plot.slice(1, 3)])).toMatchObject({
      message: expect.stringContaining('at least 3 points, but has 2'),
    })
    expect(messageOf([...head('坐标系=CGCS2000', '带号=39'), ...plot])).toMatchObject({
      message: expect.stringContaining('eastings begin with 40'),
    })
    expect(messageOf([...head('坐标系=CGCS2000', '带号=四十'), ...plot])).toMatchObject({
      text: { zh: expect.stringContaining('四十') },
    })
  })

  it('is written as it was read, to the last byte', () => {
    const word = fc.string({ unit: fc.constantFrom(...'青山湖A1 -（）.'), maxLength: 8 })
    const coordinate = fc
      .tuple(fc.integer({ min: 2_000_000, max: 4_000_000 }), fc.nat(999))
      .map((n) => n.join('.'))
    const points = fc.array(fc.tuple(word, fc.constantFrom('1', '2', ' 1'), coordinate, coordinate), {
      minLength: 1,
      maxLength: 5,
    })
    const plots = fc.array(fc.tuple(word, word, points), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(plots, fc.constantFrom('\r\n', '\n'), fc.boolean(), (made, lineEnd, isEnded) => {
        const body = made.flatMap(([number, name, rows]) => [
          `${rows.length},,${number},${name},面,,,,@`,
          ...rows.map((row) => row.join(',').trimEnd()),
        ])
        const text = [...head(...cgcs), ...body].join(lineEnd) + (isEnded ? lineEnd : '')
        expect(writeBoundaryFile(parseBoundaryFile(text))).toBe(text)
      }),
    )
  })
})

/** Meaning of a raster's numbers: units, scales, voids, datums; and rasters without elevations. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { elevationBand } from '../../../../geodata/import/dem/band.ts'
import { horizontalPart, verticalDatumOf } from '../../../../geodata/import/dem/systems.ts'
import { metresOfUnit } from '../../../../geodata/import/dem/units.ts'
import { cleanCells, NO_DATA } from '../../../../geodata/import/dem/voids.ts'
import { ImportError } from '../../../../geodata/import/error.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-dem-meaning-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  [1, ['', undefined, 'm', 'Metre', 'metres', 'meters', ' m ', '米']],
  [0.3048, ['ft', 'foot', 'feet', 'International foot', '英尺']],
  [1200 / 3937, ['US survey foot', 'US survey feet', 'foot_us', 'ftUS', 'us-ft']],
  [0.1, ['dm', 'decimetre']],
  [0.01, ['cm', 'centimeters', '厘米']],
  [0.001, ['mm']],
])('a unit of %d m is recognised by its names', (metres, names) => {
  for (const name of names) expect(metresOfUnit('a.tif', name), name).toBe(metres)
})

test('an unknown unit is refused by its name', () => {
  for (const name of ['degree', 'K', 'fathom', 'DN']) {
    expect(() => metresOfUnit('a.tif', name)).toThrow(new RegExp(name, 'i'))
  }
})

describe('elevationBand', () => {
  const grey = { type: 'Int16', colorInterpretation: 'Gray' }

  test.each([
    ['colours', [{ ...grey, type: 'Byte', colorInterpretation: 'Red' }]],
    ['a palette', [{ ...grey, colorInterpretation: 'Palette', colorTable: {} }]],
    ['classes', [{ ...grey, categories: ['forest', 'water'] }]],
    ['a hillshade', [{ ...grey, type: 'Byte' }]],
    ['complex numbers', [{ ...grey, type: 'CFloat32' }]],
    ['several bands', [grey, grey]],
    ['a mask beside it', [grey, { ...grey, colorInterpretation: 'Alpha' }]],
    ['no band', []],
    ['a scale of nothing', [{ ...grey, scale: 0 }]],
  ])('refuses %s', (_, bands) => {
    expect(() => elevationBand('a.tif', bands)).toThrow(ImportError)
  })

  test('accepts integers and floats, and a byte with a unit', () => {
    for (const type of ['Int16', 'UInt16', 'Int32', 'Float32', 'Float64']) {
      expect(elevationBand('a.tif', [{ ...grey, type }])).toMatchObject({
        scale: 1,
        offset: 0,
        metresOfUnit: 1,
      })
    }
    expect(elevationBand('a.tif', [{ ...grey, type: 'Byte', unit: 'm' }]).metresOfUnit).toBe(1)
  })
})

describe('cleanCells', () => {
  const band = (scale = 1, offset = 0, metres = 1, extremes: readonly number[] = []) => ({
    scale,
    offset,
    metresOfUnit: metres,
    unit: undefined,
    marksGaps: false,
    extremes,
  })
  async function clean(numbers: readonly number[], meaning = band()) {
    const path = join(folder, 'cells')
    writeFileSync(path, Float32Array.from(numbers))
    const range = await cleanCells('a.tif', path, meaning)
    const bytes = readFileSync(path)
    return { range, cells: [...new Float32Array(bytes.buffer, bytes.byteOffset, numbers.length)] }
  }

  test('makes gaps of all usual voids, marked or not', async () => {
    const voids = [
      -32768,
      -32767,
      -9999,
      3.4028235e38,
      -3.4028235e38,
      Number.NaN,
      Infinity,
      -Infinity,
      -600,
      9500,
    ]
    const { range, cells } = await clean([12, ...voids, 345])
    expect(cells).toEqual([12, ...voids.map(() => NO_DATA), 345])
    expect(range).toEqual({ lowest: 12, highest: 345, cells: 2, voids: voids.length })
  })

  test('applies scale, offset and unit, but not to voids', async () => {
    const { range, cells } = await clean([1230, -9999, 32767], band(0.1, 50, 1, [32767]))
    expect(cells).toEqual([173, NO_DATA, NO_DATA])
    expect(range).toMatchObject({ lowest: 173, highest: 173 })
    expect((await clean([1000], band(1, 0, 0.3048))).cells[0]).toBeCloseTo(304.8, 3)
  })

  test('keeps every elevation in range unchanged', async () => {
    const metres = fc.integer({ min: -500, max: 9000 })
    await fc.assert(
      fc.asyncProperty(fc.array(metres, { minLength: 1, maxLength: 50 }), async (numbers) => {
        const { cells, range } = await clean(numbers)
        expect(cells).toEqual(numbers)
        expect(range).toMatchObject({ lowest: Math.min(...numbers), highest: Math.max(...numbers), voids: 0 })
      }),
      { numRuns: 30 },
    )
  })

  test('refuses rasters without elevations, and centimetres declared as metres', async () => {
    await expect(clean([-9999, -9999])).rejects.toThrow(/no elevations/)
    const centimetres = Array.from({ length: 100 }, (_, i) => 8000 + i * 137)
    await expect(clean(centimetres)).rejects.toThrow(/outside the range of elevations in metres/)
  })
})

describe('systems', () => {
  const plane = 'PROJCRS["a [b] plane",BASEGEOGCRS["China Geodetic Coordinate System 2000"],ID["EPSG",4549]]'
  const vertical = (name: string, datum: string) => `VERTCRS["${name}",VDATUM["${datum}"],CS[vertical,1]]`

  test('are split correctly, whatever brackets names have', () => {
    const wkt = `COMPOUNDCRS["both",${plane},${vertical('Yellow Sea 1985 height', 'Yellow Sea 1985')}]`
    expect(horizontalPart(wkt)).toBe(plane)
    expect(horizontalPart(plane)).toBe(plane)
    expect(verticalDatumOf(wkt)?.zh).toBe('1985 国家高程基准')
    expect(verticalDatumOf(plane)).toBeNull()
  })

  test.each([
    ['Yellow Sea', 'Yellow Sea 1956', '1956 黄海高程系'],
    ['EGM96 height', 'EGM96 geoid', 'EGM96 大地水准面'],
    ['EGM2008 height', 'EGM2008 geoid', 'EGM2008 大地水准面'],
    ['吴淞高程', '吴淞零点', '吴淞零点'],
  ])('heights of %s count from %s', (name, datum, zh) => {
    expect(verticalDatumOf(`COMPOUNDCRS["both",${plane},${vertical(name, datum)}]`)?.zh).toBe(zh)
  })
})

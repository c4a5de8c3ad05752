/** Typical rasters, from the file to metres at a place. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import proj4 from 'proj4'
import { afterAll, expect, test } from 'vitest'
import { rasterElevation } from '../../../../geodata/import/dem/raster.ts'
import { readElevations as readBy } from '../../../../geodata/import/dem/read.ts'
import { elevationLines } from '../../../../geodata/import/dem/report.ts'
import type { ImportRequest } from '../../../../geodata/import/request.ts'
import { describeOnPostgis } from '../../../environment/databases.ts'
import { lacksShared, sharedCase } from '../../../environment/shared-data.ts'
import { importFile, sharedGdal } from '../../../environment/shared-gdal.ts'
import { zipOf } from '../read/write-zip.ts'
import type { GeoTiff } from './write-geotiff.ts'
import { geoTiff } from './write-geotiff.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-dem-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
function write(tiff: GeoTiff): string {
  const path = join(folder, `${++files}.tif`)
  writeFileSync(path, geoTiff(tiff))
  return path
}

const [width, height] = [60, 50]
const cells = (value: (column: number, row: number) => number) =>
  Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width)))
const degrees = {
  width,
  height,
  type: 'Int16',
  epsg: 4326,
  transform: [119.7, 0.0005, 0, 30.25, 0, -0.0005],
} as const
const plane = { ...degrees, epsg: 4549, transform: [472000, 30, 0, 3347000, 0, -30] } as const

const readElevations = async (request: ImportRequest) => readBy({ gdal: await sharedGdal(), ...request })

/** Returns what is read from a file: metres at a position, and the text of the report. */
async function read(path: string) {
  const elevations = await readElevations({ file: path, as: 'dem' })
  const at = rasterElevation(elevations.raster)
  const { west, north, stepX, stepY, width: across, height: down } = elevations.raster
  /** Metres all over the raster, without gaps. */
  const everywhere = Array.from({ length: 10_000 }, (_, i) =>
    at(west + ((i % 100) / 99) * across * stepX, north - (Math.floor(i / 100) / 99) * down * stepY),
  ).filter((metres) => metres !== null)
  return {
    at,
    everywhere,
    range: elevations.range,
    report: elevationLines(elevations)
      .map(({ en }) => en)
      .join('\n'),
    close: () => elevations.cells.close(),
  }
}

test('scale, offset and unit of the band are applied', async () => {
  const values = cells(() => 1230)
  const found = await read(write({ ...degrees, values, scale: 0.1, offset: 50, unit: 'ft' }))
  expect(found.everywhere.length).toBeGreaterThan(9000)
  for (const metres of found.everywhere) expect(metres).toBeCloseTo(173 * 0.3048, 3)
  expect(found.report).toMatch(/Elevations 52\.7 … 52\.7 m; converted from ft, with scale 0\.1 and offset 50/)
  found.close()
})

test.each([
  ['Int16', -9999],
  ['UInt16', 65535],
  ['Float32', Number.NaN],
] as const)('an unmarked void of %s %d does not affect its neighbours', async (type, hole) => {
  const values = cells((column, row) => (Math.hypot(column - 30, row - 25) < 9 ? hole : 800))
  const found = await read(write({ ...plane, type, values }))
  expect(found.everywhere.length).toBeGreaterThan(5000)
  for (const metres of found.everywhere) expect(metres).toBeCloseTo(800, 3)
  expect(found.range).toMatchObject({
    lowest: 800,
    highest: 800,
    voids: values.filter((value) => value !== 800).length,
  })
  expect(found.report).toMatch(/not marked, detected by their values/)
  found.close()
})

const toDegrees = proj4(
  '+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs',
)

/** A slope of 0.1 m per metre east and 0.05 m per metre north. */
const slope = (east: number, north: number) => 100 + (east - 472000) * 0.1 + (north - 3345000) * 0.05

test.each([
  ['with north on top', [472000, 30, 0, 3347000, 0, -30], false],
  ['with south on top', [472000, 30, 0, 3345500, 0, 30], false],
  ['that is turned', [472000, 26, 15, 3347000, 15, -26], false],
  ['whose positions are those of points', [472000, 30, 0, 3347000, 0, -30], true],
] as const)('a grid %s has the right position', async (_, transform, isPoint) => {
  const [x, xColumn, xRow, y, yColumn, yRow] = transform
  const place = (column: number, row: number) =>
    [
      x + (column + 0.5) * xColumn + (row + 0.5) * xRow,
      y + (column + 0.5) * yColumn + (row + 0.5) * yRow,
    ] as const
  const values = cells((column, row) => slope(...place(column, row)))
  const found = await read(write({ ...plane, type: 'Float32', transform, isPoint, values }))
  const isTurned = xRow !== 0
  for (let column = 5; column < width - 5; column += 7) {
    for (let row = 5; row < height - 5; row += 6) {
      const [east, north] = place(column, row)
      const [longitude = 0, latitude = 0] = toDegrees.inverse([east, north])
      const off = Math.abs((found.at(longitude, latitude) ?? Number.NaN) - slope(east, north))
      // A rotated grid is accurate to a quarter of a cell, 0.8 m on this slope.
      expect(off).toBeLessThan(isTurned ? 1.2 : 0.1)
    }
  }
  found.close()
})

test('a raster follows the rules of all files: no datum is transformed without parameters', async () => {
  const hills = { ...plane, values: cells(() => 12) }
  // Xian 1980, zone of 120° E, in metres.
  const xian = write({ ...hills, epsg: 2385 })
  await expect(readElevations({ file: xian, as: 'dem' })).rejects.toThrow(/--towgs84/)
  const unplaced = write({ ...hills, epsg: null })
  await expect(readElevations({ file: unplaced, as: 'dem', crs: 'EPSG:2385' })).rejects.toThrow(/--towgs84/)
  await expect(readElevations({ file: unplaced, as: 'dem', crs: 'GCJ-02' })).rejects.toThrow(
    /cannot be imported in GCJ-02/,
  )
  const shifted = await readElevations({ file: xian, as: 'dem', towgs84: '0,0,0' })
  const further = await readElevations({ file: xian, as: 'dem', towgs84: '100,0,0' })
  // 100 m along the axis through 0° E are 87 m to the west here.
  const metres = (shifted.raster.west - further.raster.west) * 96_200
  expect(Math.abs(metres)).toBeGreaterThan(70)
  expect(Math.abs(metres)).toBeLessThan(110)
  expect(
    elevationLines(further)
      .map(({ en }) => en)
      .join(),
  ).toMatch(/moved the middle by \d+\.\d m/)
  shifted.cells.close()
  further.cells.close()
})

test('heights of the 1985 datum are reported, and not converted', async () => {
  const found = await read(write({ ...plane, vertical: 5737, values: cells(() => 321) }))
  expect(found.everywhere.every((metres) => Math.abs(metres - 321) < 1e-3)).toBe(true)
  expect(found.report).toMatch(/vertical datum: Yellow Sea 1985, not converted/)
  found.close()
})

const square = (side: number) => {
  const heights = Buffer.alloc(side * side * 2)
  for (let i = 0; i < side * side; i++)
    heights.writeInt16BE(100 + Math.floor((12 * Math.floor(i / side)) / side), 2 * i)
  return heights
}

test('a gzipped HGT is read under the name of its tile', async () => {
  const path = join(folder, 'n30e119.SRTMGL3.hgt.gz')
  writeFileSync(path, gzipSync(square(1201)))
  const found = await read(path)
  expect(found.range).toMatchObject({ lowest: 100, highest: 111, voids: 0 })
  expect(found.at(119.5, 30.95)).toBeCloseTo(100, 0)
  expect(found.at(119.5, 30.05)).toBeCloseTo(111, 0)
  expect(found.at(118.9, 30.5)).toBeNull()
  found.close()
})

test('a zip is read by its only raster in any folder, and several have to be chosen from', async () => {
  const hills = geoTiff({ ...degrees, values: cells(() => 12) })
  const zip = (name: string, files: Readonly<Record<string, Buffer>>) => {
    const path = join(folder, name)
    zipOf(path, files)
    return path
  }
  const tile = await read(
    zip('tile.zip', { 'SRTM/N30E119.hgt': square(1201), 'SRTM/readme.txt': Buffer.from('SRTM') }),
  )
  expect(tile.range).toMatchObject({ lowest: 100, highest: 111 })
  tile.close()
  const both = zip('both.zip', { 'a/hills.tif': hills, 'b/plain.tif': hills })
  await expect(readElevations({ file: both, as: 'dem' })).rejects.toThrow(
    /--layer.*a\/hills\.tif, b\/plain\.tif/,
  )
  const chosen = await readElevations({ file: both, as: 'dem', layer: 'plain' })
  expect(chosen.range).toMatchObject({ lowest: 12, highest: 12 })
  chosen.cells.close()
  const none = zip('none.zip', { 'readme.txt': Buffer.from('nothing') })
  await expect(readElevations({ file: none, as: 'dem' })).rejects.toThrow(/no elevation file/)
  const bomb = join(folder, 'bomb.zip')
  zipOf(bomb, { 'N30E119.hgt': Buffer.alloc(60_000_000) })
  await expect(readElevations({ file: bomb, as: 'dem' })).rejects.toThrow(/far more than its size/)
})

test('a truncated file is refused', async () => {
  const whole = geoTiff({ ...degrees, values: cells((column) => column) })
  for (const share of [0.3, 0.99]) {
    const path = join(folder, `cut-${share}.tif`)
    writeFileSync(path, whole.subarray(0, Math.floor(share * whole.length)))
    await expect(readElevations({ file: path, as: 'dem' })).rejects.toThrow(/cut short|damaged|georeferenced/)
  }
})

const zipped = 'import/15-N30E119.SRTMGL3.hgt.zip'
test.skipIf(lacksShared(`cases/${zipped}`))('a zipped tile of SRTM climbs from 100 to 112 m', async () => {
  const found = await read(sharedCase(zipped))
  expect(found.range).toEqual({ lowest: 100, highest: 112, cells: 1201 * 1201, voids: 0 })
  expect(found.at(119.5, 30.99)).toBeCloseTo(100, 0)
  expect(found.at(119.5, 30.01)).toBeCloseTo(112, -1)
  expect(found.at(119.5, 31.01)).toBeNull()
  expect(found.at(120.01, 30.5)).toBeNull()
  found.close()
})

describeOnPostgis('an import of what is no elevations', (db) => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const byte = { ...degrees, type: 'Byte' } as const
  const grey = cells((column, row) => (column * row) % 256)

  test('is refused in a sentence, and existing elevations stay', async () => {
    const good = write({ ...degrees, values: cells(() => 12) })
    const first = await importFile(db(), { file: good, as: 'dem', source: 'hills' })
    const refused: readonly (readonly [path: string, words: RegExp])[] = [
      [write({ ...byte, values: grey }), /hillshade/],
      [write({ ...byte, values: grey, palette: true }), /class map/],
      [
        write({ ...byte, bands: 3, values: grey.flatMap((value) => [value, value, value]) }),
        /3 bands \(Red, Green, Blue\)/,
      ],
      [write({ ...degrees, bands: 2, values: grey.flatMap((value) => [value, value]) }), /2 bands/],
      [write({ ...degrees, values: grey, unit: 'degree' }), /"degree"/],
      [write({ ...degrees, values: cells(() => -9999) }), /no elevations/],
      [write({ ...degrees, values: cells(() => 5000) }), /exceed ±3276\.7 m/],
      [write({ ...degrees, epsg: null, values: grey }), /--crs/],
    ]
    for (const [path, words] of refused) {
      await expect(
        importFile(db(), { file: path, as: 'dem', source: 'hills' }),
        String(words),
      ).rejects.toThrow(words)
    }
    for (const [name, bytes, words] of [
      ['a.png', png, /PNG picture/],
      ['hill.hgt', square(1201), /N30E119\.hgt/],
      ['N30E119.hgt.gz', Buffer.from('no gzip'), /not a complete gzip/],
      ['N31E119.hgt.gz', gzipSync(Buffer.alloc(80_000_000)), /far more than its size/],
    ] as const) {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      await expect(importFile(db(), { file: path, as: 'dem', source: 'hills' }), name).rejects.toThrow(words)
    }
    const useless = { file: good, as: 'dem', source: 'hills', where: 'a = 1', swapAxes: true }
    await expect(importFile(db(), useless)).rejects.toThrow(/does not use --where, --swap-axes/)
    const { rows } = await db().query('select count(*)::integer as tiles from terrain_tiles')
    expect(rows).toEqual([{ tiles: first.counts.terrain_tiles }])
    expect((await db().query('select from imports')).rowCount).toBe(1)
  })
})

const scaled = 'import/26-scale-offset.tif'
test.skipIf(lacksShared(`cases/${scaled}`))('tenths with an offset are 173 m', async () => {
  const found = await read(sharedCase(scaled))
  for (const metres of found.everywhere) expect(metres).toBeCloseTo(173, 3)
  found.close()
})

const holed = 'import/27-unmarked-voids-projected.tif'
test.skipIf(lacksShared(`cases/${holed}`))('around an unmarked void all is 800 m or a gap', async () => {
  const found = await read(sharedCase(holed))
  for (const metres of found.everywhere) expect(metres).toBeCloseTo(800, 3)
  expect(found.everywhere.length).toBeGreaterThan(5000)
  found.close()
})

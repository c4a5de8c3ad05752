/**
 * Truncated files and files with inconsistent parts are refused, and also conditions and layers that match
 * nothing.
 */
import {
  copyFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksShared, sharedCase } from '../../../../environment/shared-data.ts'
import { gdalOutput } from '../../../../environment/shared-gdal.ts'
import { featureCollection, squareFeature } from '../write-geojson.ts'
import { openFile, propertiesOf, refusalOf } from './open-file.ts'

const ROWS = 40
const folder = mkdtempSync(join(tmpdir(), 'shuangxi-whole-'))
const at = (name: string) => join(folder, name)
const plane = ['-t_srs', 'EPSG:4549']
/** Driver, its file, and the files beside it. */
const formats: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ['ESRI Shapefile', 'shp', ['shx', 'dbf', 'prj', 'cpg'], ['-lco', 'ENCODING=UTF-8']],
  ['GPKG', 'gpkg', [], []],
  ['FlatGeobuf', 'fgb', [], []],
  ['GeoJSON', 'geojson', [], []],
  ['GeoJSONSeq', 'geojsonl', [], []],
  ['KML', 'kml', [], []],
  ['DXF', 'dxf', [], [...plane, '-select', '']],
  ['CSV', 'csv', [], ['-lco', 'GEOMETRY=AS_WKT']],
  ['MapInfo File', 'tab', ['dat', 'map', 'id'], []],
]
const crsOf = (extension: string) =>
  extension === 'dxf' ? 'EPSG:4549' : ['csv', 'tab', 'mif'].includes(extension) ? 'EPSG:4326' : undefined

beforeAll(async () => {
  const squares = Array.from({ length: ROWS }, (_, i) =>
    squareFeature({ name: `地块${i}`, n: i }, [119.7 + i / 500, 30.2]),
  )
  writeFileSync(at('source.geojson'), featureCollection(squares))
  const gdal = await gdalOutput()
  for (const [driver, extension, beside, more] of formats) {
    await gdal.convert(at('source.geojson'), ['-f', driver, ...more], 'plots')
    for (const part of [extension, ...beside])
      copyFileSync(join(gdal.folder, `plots.${part}`), at(`plots.${part}`))
  }
  await gdal.convert(at('source.geojson'), ['-f', 'OpenFileGDB'], 'plots')
  cpSync(join(gdal.folder, 'plots.gdb'), at('plots.gdb'), { recursive: true })
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Copies a format's files to its own folder; returns the path of the main one. */
function copyOf(extension: string): string {
  const copies = mkdtempSync(at('copy-'))
  const beside = formats.find((format) => format[1] === extension)?.[2] ?? []
  for (const part of [extension, ...beside]) copyFileSync(at(`plots.${part}`), join(copies, `plots.${part}`))
  return join(copies, `plots.${extension}`)
}

function cut(path: string, share: number): string {
  truncateSync(path, Math.floor(readFileSync(path).length * share))
  return path
}
const beside = (path: string, extension: string) => path.replace(/\.\w+$/, `.${extension}`)
const damage = /cut short|damaged|differ|wrong|not valid JSON|truncated|not known/

describe.each(formats.map(([, extension]) => extension))('a file of .%s', (extension) => {
  const crs = crsOf(extension)
  it('is read completely, and refused if it is truncated', { timeout: 60_000 }, async () => {
    expect(await openFile(copyOf(extension), { crs })).toMatchObject({ features: { length: ROWS } })
    for (const share of [0.6, 0.97]) {
      expect(await refusalOf(cut(copyOf(extension), share), { crs }), String(share)).toMatch(damage)
    }
  })
})

describe('a Shapefile', () => {
  it.each(['shx', 'dbf'])('is refused if its .%s is truncated', async (part) => {
    const file = copyOf('shp')
    cut(beside(file, part), 0.6)
    expect(await refusalOf(file)).toMatch(new RegExp(`its .${part} should have \\d+ bytes but has \\d+`))
  })

  it('is refused if its parts have different numbers of records', async () => {
    const file = copyOf('shp')
    const dbf = readFileSync(beside(file, 'dbf'))
    dbf.writeUInt32LE(ROWS - 1, 4)
    writeFileSync(beside(file, 'dbf'), dbf)
    expect(await refusalOf(file)).toMatch(/\.shp has 40 records, the \.dbf 39/)
  })

  it('has its .shx rebuilt, not beside the file', async () => {
    const file = copyOf('shp')
    unlinkSync(beside(file, 'shx'))
    const opened = await openFile(file)
    expect(opened).toMatchObject({ features: { length: ROWS }, notes: expect.stringContaining('no .shx') })
    expect(() => readFileSync(beside(file, 'shx'))).toThrow(/ENOENT/)
  })

  it('reports rows marked as deleted, and a missing .dbf', async () => {
    const file = copyOf('shp')
    const dbf = readFileSync(beside(file, 'dbf'))
    dbf[dbf.readUInt16LE(8)] = 0x2a
    writeFileSync(beside(file, 'dbf'), dbf)
    const opened = await openFile(file)
    expect(opened).toMatchObject({
      features: { length: ROWS - 1 },
      notes: expect.stringContaining('1 records'),
    })
    unlinkSync(beside(file, 'dbf'))
    expect(await openFile(file)).toMatchObject({
      features: { length: ROWS },
      notes: expect.stringContaining('no .dbf'),
    })
  })
})

it.each(['a00000009.gdbtable', 'a00000009.gdbtablx', 'a00000004.gdbtable'])(
  'refuses a File Geodatabase whose %s is truncated',
  async (table) => {
    const copy = join(mkdtempSync(at('copy-')), 'plots.gdb')
    cpSync(at('plots.gdb'), copy, { recursive: true })
    expect(await openFile(copy)).toMatchObject({ features: { length: ROWS } })
    cut(join(copy, table), 0.6)
    expect(await refusalOf(copy)).toMatch(damage)
  },
)

it('refuses a MapInfo file whose .tab has no .map', async () => {
  const file = copyOf('tab')
  cut(beside(file, 'map'), 0.6)
  expect(await refusalOf(file, { crs: 'EPSG:4326' })).toMatch(damage)
})

it('refuses a GeoPackage whose newest rows are in a journal', async () => {
  const file = copyOf('gpkg')
  const bytes = readFileSync(file)
  bytes[18] = 2
  bytes[19] = 2
  writeFileSync(file, bytes)
  writeFileSync(`${file}-wal`, Buffer.alloc(100, 1))
  expect(await refusalOf(file)).toContain('being edited by another program')
})

it('names broken lines of GeoJSON', async () => {
  const file = copyOf('geojsonl')
  const lines = readFileSync(file, 'utf8').split('\n')
  lines[1] = lines[1]?.slice(0, 40) ?? ''
  lines[4] = 'x'
  writeFileSync(file, lines.join('\n'))
  expect(await refusalOf(file)).toContain('Line 2, 5 of plots.geojsonl')
})

it('refuses GeoJSON with a truncated last line, which GDAL would skip, and lines that are no features', async () => {
  const file = copyOf('geojsonl')
  const text = readFileSync(file, 'utf8').trimEnd()
  const begin = text.lastIndexOf('\n') + 1
  for (let length = begin + 5; length < text.length; length += 23) {
    writeFileSync(file, text.slice(0, length))
    expect(await refusalOf(file), String(length)).toContain('Line 40 of plots.geojsonl')
  }
  writeFileSync(file, `${text}\n{"name": "x"}\n`)
  expect(await refusalOf(file)).toMatch(/41 features, but 40 were read/)
})

it('refuses a drawing with a missing group code', async () => {
  const file = copyOf('dxf')
  const lines = readFileSync(file, 'latin1').split('\n')
  lines.splice(lines.length / 2, 1)
  writeFileSync(file, lines.join('\n'))
  expect(await refusalOf(file, { crs: 'EPSG:4549' })).toMatch(
    /Line \d+ of plots.dxf is wrong: a group code (.*) is expected/,
  )
  const again = copyOf('dxf')
  writeFileSync(again, `${readFileSync(again, 'latin1')}${readFileSync(again, 'latin1')}`)
  expect(await refusalOf(again, { crs: 'EPSG:4549' })).toContain('has content after its end mark')
})

describe('a condition', () => {
  it('that matches nothing, or is wrong, is refused with the list of columns', async () => {
    for (const name of ['plots.geojson', 'plots.shp', 'plots.gpkg']) {
      expect(await openFile(at(name), { where: 'n >= 30' })).toMatchObject({ features: { length: 10 } })
      expect(await refusalOf(at(name), { where: "name = '没有'" })).toMatch(/No features .* match .*name, n/)
      for (const where of ['colour = 1', 'n = = 3', "n > 'abc'('"]) {
        expect(await refusalOf(at(name), { where }), where).toMatch(/--where .* is wrong.*name, n/)
      }
    }
  })

  it('may name columns and values in Chinese, without quotes', async () => {
    const squares = [squareFeature({ 名称: '甲', n: 1 }), squareFeature({ 名称: '名称', n: 2 })]
    writeFileSync(at('zh.geojson'), featureCollection(squares))
    for (const where of ["名称 = '名称'", '"名称"=\'名称\'', "n > 1 and 名称 like '名%'"]) {
      expect(propertiesOf(await openFile(at('zh.geojson'), { where })), where).toEqual([
        { 名称: '名称', n: 2 },
      ])
    }
  })
})

it('refuses an unknown layer, and names the existing ones', async () => {
  expect(await refusalOf(at('plots.gpkg'), { layer: 'roads' })).toMatch(/no layer "roads".*source \(40\)/)
})

it('refuses coordinates outside the area of their system', async () => {
  const far = (x: number) => squareFeature({ n: 1 }, [x, 5e7], 10)
  writeFileSync(at('far.geojson'), featureCollection([far(9e7)]))
  expect(await refusalOf(at('far.geojson'), { crs: 'EPSG:32650' })).toMatch(/outside|do not fit/)
})

describe('axes', () => {
  it('are swapped before the coordinates are transformed', async () => {
    const north = [3345600, 473000] as const
    writeFileSync(at('north.geojson'), featureCollection([squareFeature({ n: 1 }, north, 100)]))
    const { features } = await openFile(at('north.geojson'), { crs: 'EPSG:4549', swapAxes: true })
    const corner = [expect.closeTo(119.71952, 5), expect.closeTo(30.22961, 5)]
    expect(features).toMatchObject([{ geometry: { coordinates: [expect.arrayContaining([corner])] } }])
    writeFileSync(at('latitude.geojson'), featureCollection([squareFeature({ n: 1 }, [30.2, 119.7])]))
    const shifted = await openFile(at('latitude.geojson'), { crs: 'GCJ-02', swapAxes: true })
    expect(shifted.features).toMatchObject([
      { geometry: { coordinates: [expect.arrayContaining([[119.7, 30.2]])] } },
    ])
  })

  it.skipIf(lacksShared('cases/import/01-north-first.zip'))('01: in a zip and in GeoJSON', async () => {
    const inZip = await openFile(sharedCase('import/01-north-first.zip'), { swapAxes: true })
    expect(inZip.features).toHaveLength(3)
    expect(JSON.stringify(inZip.features[0])).toContain('[119.719520089,30.229610499]')
    const request = { swapAxes: true, crs: 'EPSG:4549' }
    const inJson = await openFile(sharedCase('import/01-north-first.geojson'), request)
    expect(JSON.stringify(inJson.features[0])).toContain('[119.719520089,30.229610499]')
  })
})

describe('the cases', () => {
  it.skipIf(lacksShared('cases/import/16-no-shx.shp'))('16: a missing .shx', async () => {
    expect(await openFile(sharedCase('import/16-no-shx.shp'))).toMatchObject({ features: { length: 3 } })
  })
  it.skipIf(lacksShared('cases/import/31-fewer-dbf-rows.zip'))('31: fewer rows', async () => {
    expect(await refusalOf(sharedCase('import/31-fewer-dbf-rows.zip'))).toMatch(
      /\.shp has 3 records, the \.dbf 2/,
    )
  })
  it.skipIf(lacksShared('cases/import/34-broken-line.geojsonl'))('34: a broken line', async () => {
    expect(await refusalOf(sharedCase('import/34-broken-line.geojsonl'))).toContain('Line 2 ')
  })
})

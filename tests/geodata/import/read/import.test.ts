/** Files of every format, written by GDAL, imported into both databases. */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportRequest } from '../../../../geodata/import/request.ts'
import { describeOnBoth } from '../../../environment/databases.ts'
import { gdalOutput, importFile } from '../../../environment/shared-gdal.ts'
import { zipOf } from './write-zip.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-vector-'))
const at = (name: string) => join(folder, name)

const square = (x: number, y: number, size = 0.01) => [
  [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ],
]
const feature = (properties: object, coordinates: unknown, type = 'Polygon') => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
})

/** Three parcels: a valid one, a bow-tie, and one of an unknown land use. Titles in Chinese. */
const parcels = {
  type: 'FeatureCollection',
  features: [
    feature(
      {
        宗地代码: '330112001001GB00001',
        用地类型: '水田',
        状态: '规划',
        坐落: '青山湖街道',
        供地日期: '2023/11/5',
      },
      square(119.77, 30.24),
    ),
    feature({ 宗地代码: '330112001001JB00002', 用地类型: '0102', 状态: 'idle', 坐落: '', 供地日期: '' }, [
      [
        [119.8, 30.2],
        [119.81, 30.21],
        [119.81, 30.2],
        [119.8, 30.21],
        [119.8, 30.2],
      ],
    ]),
    feature(
      { 宗地代码: '330112001001GB00003', 用地类型: '月球', 状态: 'built', 坐落: '', 供地日期: '' },
      square(119.9, 30.2),
    ),
  ],
}

beforeAll(async () => {
  writeFileSync(at('parcels.geojson'), JSON.stringify(parcels))
  const gdal = await gdalOutput()
  const make = async (driver: string, name: string, ...more: string[]) =>
    gdal.convert(at('parcels.geojson'), ['-f', driver, ...more], name)
  await make('ESRI Shapefile', 'gbk', '-lco', 'ENCODING=GBK')
  await make('ESRI Shapefile', 'plane', '-t_srs', 'EPSG:4549', '-lco', 'ENCODING=UTF-8')
  await make('GPKG', 'parcels')
  await make('FlatGeobuf', 'parcels')
  await make('KML', 'parcels')
  await make('OpenFileGDB', 'parcels', '-t_srs', 'EPSG:4528')
  await make('DXF', 'drawing', '-select', '', '-t_srs', 'EPSG:4549', '-where', '"状态" = \'规划\'')
  for (const name of ['parcels.gpkg', 'parcels.fgb', 'parcels.kml', 'parcels.gdb', 'drawing.dxf']) {
    renameSync(join(gdal.folder, name), at(name))
  }
  for (const name of ['gbk', 'plane']) {
    for (const part of ['shp', 'shx', 'dbf', 'prj', 'cpg'])
      copyFileSync(join(gdal.folder, `${name}.${part}`), at(`${name}.${part}`))
  }
  // As old programs write them: GBK without a .cpg and without a language byte.
  mkdirSync(at('bare'))
  for (const part of ['shp', 'shx', 'prj']) copyFileSync(at(`gbk.${part}`), at(`bare/bare.${part}`))
  const dbf = readFileSync(at('gbk.dbf'))
  dbf[29] = 0
  writeFileSync(at('bare/bare.dbf'), dbf)
  for (const part of ['shp', 'shx', 'prj']) copyFileSync(at(`plane.${part}`), at(`bare/utf8.${part}`))
  const utf8 = readFileSync(at('plane.dbf'))
  utf8[29] = 0
  writeFileSync(at('bare/utf8.dbf'), utf8)
  mkdirSync(at('lost'))
  for (const part of ['shp', 'shx', 'dbf', 'cpg']) copyFileSync(at(`plane.${part}`), at(`lost/lost.${part}`))
  zipOf(
    at('parcels.zip'),
    Object.fromEntries(
      ['shp', 'shx', 'dbf', 'prj', 'cpg'].map((part) => [`宗地.${part}`, readFileSync(at(`gbk.${part}`))]),
    ),
  )
  zipOf(at('bomb.zip'), { 'a.shp': Buffer.alloc(1000) }, 0xfffffff0)
  writeFileSync(at('broken.zip'), readFileSync(at('parcels.zip')).subarray(0, 400))
  writeFileSync(at('broken.gpkg'), readFileSync(at('parcels.gpkg')).subarray(0, 3000))
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describeOnBoth('import of vector files', (db) => {
  const run = (file: string, request: Partial<ImportRequest> = {}) =>
    importFile(db(), { file: at(file), as: 'parcels', source: 'bureau', ...request })
  const stored = async () =>
    (
      await db().query<Record<string, unknown>>(
        `select id, parcel_code, land_use, state, tenure, address, supplied_on::text, round(area_m2) as area,
           ST_IsValid(geom) as valid, round(ST_XMin(geom)::numeric, 6)::float as west, source_id
         from parcels where source = 'bureau' order by parcel_code`,
      )
    ).rows

  it('keeps existing rows if every row is left out, and says why', { timeout: 60_000 }, async () => {
    await run('parcels.geojson', { source: 'kept' })
    const kept = async () =>
      (await db().query("select id from parcels where source = 'kept' order by id")).rows
    const before = await kept()
    expect(before).toHaveLength(2)
    writeFileSync(
      at('moon.geojson'),
      JSON.stringify({ type: 'FeatureCollection', features: parcels.features.slice(2) }),
    )
    await expect(run('moon.geojson', { source: 'kept' })).rejects.toMatchObject({
      name: 'ImportError',
      text: {
        zh: expect.stringContaining('代码表中没有该值'),
        en: expect.stringContaining('not in the code list'),
      },
    })
    expect(await kept()).toEqual(before)
    await db().query("delete from parcels where source = 'kept'")
    await db().query("delete from imports where source = 'kept'")
  })

  it('converts, repairs, measures in the plane and reports what it left out', {
    timeout: 60_000,
  }, async () => {
    const report = await run('parcels.geojson')
    const rows = await stored()
    expect(rows).toMatchObject([
      {
        parcel_code: '330112001001GB00001',
        land_use: '0101',
        state: 'planned',
        tenure: 'G',
        address: '青山湖街道',
        supplied_on: '2023-11-05',
        valid: true,
        west: 119.77,
      },
      {
        parcel_code: '330112001001JB00002',
        land_use: '0102',
        state: 'idle',
        tenure: 'J',
        address: null,
        valid: true,
      },
    ])
    // About 962 m × 1,109 m in the plane of EPSG:4549, not in Web Mercator, which has 1.34 times that area.
    expect(Number(rows[0]?.area)).toBeGreaterThan(1.06e6)
    expect(Number(rows[0]?.area)).toBeLessThan(1.08e6)
    expect(report.skipped).toMatchObject([{ reason: 'unknown_code', detail: '用地类型 = 月球', count: 1 }])
  })

  it('reads the same from every format, and replaces', { timeout: 120_000 }, async () => {
    const before = await stored()
    const all = [
      'gbk.shp',
      'parcels.zip',
      'plane.shp',
      'bare/utf8.shp',
      'parcels.gpkg',
      'parcels.fgb',
      'parcels.gdb',
    ]
    // Reading does not depend on the database: one format is enough for the second.
    for (const file of db().kind === 'postgis' ? all : ['parcels.gdb']) {
      const report = await run(file)
      expect(report.counts, file).toMatchObject({ parcels: 2 })
      expect(await stored(), file).toEqual(before)
    }
    const bare = await run('bare/bare.shp')
    expect(bare.lines.map(({ zh }) => zh)).toContain('文件未注明编码，按 GB18030 读取')
  })

  it('reads KML and drawings with --set for missing columns', { timeout: 60_000 }, async () => {
    const set = new Map([
      ['kind', 'ecological_redline'],
      ['severity', 'block'],
    ])
    const kml = await run('parcels.kml', { as: 'control_lines', source: 'kml', set })
    expect(kml.counts).toMatchObject({ control_lines: 3 })
    await expect(run('drawing.dxf', { as: 'control_lines', source: 'dxf', set })).rejects.toThrow(
      /--crs EPSG:4549/,
    )
    await run('drawing.dxf', { as: 'control_lines', source: 'dxf', set, crs: 'EPSG:4549' })
    const { rows } = await db().query<{ west: number }>(
      "select round(ST_XMin(geom)::numeric, 6)::float as west from control_lines where source = 'dxf'",
    )
    expect(rows).toEqual([{ west: 119.77 }])
  })

  it('never shifts silently: stops and names the option and the guess', { timeout: 60_000 }, async () => {
    const before = await stored()
    await expect(run('lost/lost.shp')).rejects.toThrow(
      /lost.shp does not state its coordinate system. Give it by --crs.*--crs EPSG:4549/,
    )
    await expect(run('lost/lost.shp', { crs: 'EPSG:4326' })).rejects.toThrow(
      /do not fit EPSG:4326.*--crs EPSG:4549/,
    )
    await expect(run('lost/lost.shp', { crs: 'EPSG:4528' })).rejects.toThrow(/do not fit EPSG:4528/)
    expect(await stored()).toEqual(before)
    await run('lost/lost.shp', { crs: '4549' })
    expect(await stored()).toEqual(before)
    await run('parcels.geojson', { crs: 'gcj02', source: 'shifted' })
    const { rows } = await db().query<{ metres: number }>(
      `select ST_Distance(a.geom::geography, b.geom::geography, false) as touching,
         ST_Distance(ST_Centroid(a.geom)::geography, ST_Centroid(b.geom)::geography) as metres
       from parcels a join parcels b using (parcel_code)
       where a.source = 'bureau' and b.source = 'shifted' and parcel_code like '%GB00001'`,
    )
    expect(rows[0]?.metres).toBeGreaterThan(400)
    expect(rows[0]?.metres).toBeLessThan(700)
  })

  it('imports a greenway with a segment for each of its lines', { timeout: 60_000 }, async () => {
    const lines = [
      [
        [120.05, 30.25],
        [120.06, 30.25],
      ],
      [
        [120.06, 30.25],
        [120.06, 30.26],
      ],
    ]
    const collection = {
      type: 'FeatureCollection',
      features: [feature({ 名称: '测试绿道', 主要路面: '沥青' }, lines, 'MultiLineString')],
    }
    writeFileSync(at('greenway.geojson'), JSON.stringify(collection))
    await run('greenway.geojson', { as: 'greenways', source: 'greenway' })
    const { rows } = await db().query(
      `select name, surface, segment.ordinal, round(segment.length_m) as metres
       from greenway_segments as segment where source = 'greenway' order by ordinal`,
    )
    expect(rows).toMatchObject([
      { name: '测试绿道', surface: 'asphalt', ordinal: 1, metres: 962 },
      { name: '测试绿道', surface: 'asphalt', ordinal: 2, metres: 1109 },
    ])
    const places = await db().query("select kind, pinyin from places where name = '测试绿道'")
    expect(places.rows).toEqual([{ kind: 'greenway', pinyin: 'ceshilvdao' }])
  })

  it('names missing columns, and how to provide them', { timeout: 60_000 }, async () => {
    await expect(run('parcels.geojson', { as: 'control_lines' })).rejects.toThrow(
      /severity \(Severity\).*--map from=to or --set/,
    )
    await expect(run('parcels.geojson', { as: 'nonsense' })).rejects.toThrow(/There is no kind "nonsense"/)
    await expect(run('parcels.geojson', { map: new Map([['没有', 'far']]) })).rejects.toThrow(
      /Columns of the file: 宗地代码/,
    )
  })
})

describe('broken files', () => {
  it('are refused with a sentence', { timeout: 60_000 }, async () => {
    const never = { transaction: () => Promise.reject(new Error('reached the database')) }
    for (const [file, message] of [
      ['bomb.zip', /far more than its size/],
      ['broken.zip', /not a complete zip/],
      ['broken.gpkg', /broken.gpkg is cut short/],
    ] as const) {
      const request = { file: at(file), as: 'parcels' }
      await expect(importFile(never as never, request), basename(file)).rejects.toThrow(message)
    }
  })
})

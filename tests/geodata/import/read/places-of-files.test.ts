/** Positions of files: axes, systems, datums and strays, read back from the database. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { ImportRequest } from '../../../../geodata/import/request.ts'
import { placementOf } from '../../../../geodata/model/planning/boundary-file/declared-system.ts'
import { describeOnPostgis } from '../../../environment/databases.ts'
import { lacksShared, sharedCase } from '../../../environment/shared-data.ts'
import { importFile } from '../../../environment/shared-gdal.ts'
import { featureCollection, pointFeature, squareFeature } from './write-geojson.ts'
import { gbk } from './write-shapefile.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-places-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const drawing = new Map([
  ['kind', 'flood'],
  ['severity', 'note'],
])
/** A square of 100 m near the lake in EPSG:4549, or with the axes swapped. */
const plane = (parcel_code: string, [x, y]: readonly [number, number] = [473000, 3345600]) =>
  squareFeature({ parcel_code, land_use: '0701', state: 'built', tenure: 'G' }, [x, y], 100)

describeOnPostgis('places of vector files', (db) => {
  const run = (file: string, request: Partial<ImportRequest> = {}) =>
    importFile(db(), { file, as: 'parcels', source: 'placed', ...request })
  const write = (name: string, features: readonly object[]) => {
    writeFileSync(join(folder, name), featureCollection(features))
    return join(folder, name)
  }
  const centres = async (table = 'parcels') =>
    (
      await db().query<{ x: number; y: number }>(
        `select round(ST_X(ST_Centroid(geom))::numeric, 4)::float as x, round(ST_Y(ST_Centroid(geom))::numeric, 4)::float as y
         from ${table} where source = 'placed' order by id`,
      )
    ).rows.map(({ x, y }) => [x, y])

  it.skipIf(lacksShared('cases/import/01-north-first.zip', 'cases/import/01-north-first.geojson'))(
    'swaps the axes of files with north first',
    async () => {
      await run(sharedCase('import/01-north-first.zip'), { swapAxes: true })
      const three = await centres()
      expect(three).toHaveLength(3)
      expect(three[0]).toEqual([119.72, 30.2301])
      await run(sharedCase('import/01-north-first.geojson'), { crs: 'EPSG:4549', swapAxes: true })
      expect(await centres()).toEqual([[119.72, 30.2301]])
    },
  )

  it('reads boundary point files in GBK, by their datum and zone', { timeout: 240_000 }, async () => {
    const lines = (datum: string, zone = '40') => [
      ...[
        '[属性描述]',
        `坐标系=${datum}`,
        '几度分带=3',
        '投影类型=高斯克吕格',
        '计量单位=米',
        '带号=40',
        '[地块坐标]',
      ],
      '5,1.0000,T-1,一号地块,面,,住宅用地,0701,@',
      ...[
        [0, 0],
        [100, 0],
        [100, 100],
        [0, 100],
        [0, 0],
      ].map(
        ([north = 0, east = 0], i) => `J${(i % 4) + 1},1,${3345600 + north}.000,${zone}${473000 + east}.000`,
      ),
    ]
    const file = join(folder, '报部坐标.txt')
    const request = {
      map: new Map([
        ['地块编号', 'parcel_code'],
        ['地类编码', 'land_use'],
      ]),
      set: new Map([
        ['state', 'built'],
        ['tenure', 'G'],
      ]),
    }
    for (const zone of ['40', '']) {
      writeFileSync(file, gbk(lines('2000国家大地坐标系', zone).join('\r\n')))
      await run(file, request)
      expect(await centres(), zone).toEqual([[119.72, 30.2301]])
    }
    const { rows } = await db().query('select parcel_code, land_use, round(area_m2) as area from parcels')
    expect(rows).toEqual([{ parcel_code: 'T-1', land_use: '0701', area: 10000 }])
    writeFileSync(file, gbk(lines('1980西安坐标系').join('\n')))
    await expect(run(file, request)).rejects.toThrow(/Xian 1980|EPSG:2364/)
    writeFileSync(file, gbk(lines('2000国家大地坐标系').slice(0, -1).join('\n')))
    await expect(run(file, request)).rejects.toThrow(/Line 8 of 报部坐标.txt: .* should have 5 points/)
    expect(await centres()).toHaveLength(1)
  })

  it('takes the codes of datums and zones from EPSG', async () => {
    const names = new Map<number, string>()
    for (const [datum, year] of [
      ['CGCS2000', '2000'],
      ['Xian 1980', '1980'],
      ['Beijing 1954', '1954'],
    ] as const) {
      for (const [width, zone] of [
        [3, 25],
        [3, 40],
        [3, 45],
        [6, 13],
        [6, 20],
        [6, 23],
      ] as const) {
        const meridian = width === 3 ? zone * 3 : zone * 6 - 3
        const kind = width === 3 ? '3-degree Gauss-Kruger' : 'Gauss-Kruger'
        for (const inEasting of [true, false]) {
          const attributes = new Map([
            ['坐标系', year],
            ['几度分带', String(width)],
            ['带号', String(zone)],
          ])
          const y = (inEasting ? zone * 1e6 : 0) + 500_000
          const plots = [{ fields: [], line: 1, points: [{ fields: [], ring: 1, x: 3e6, y }] }]
          const { epsg } = placementOf({ head: [], attributes, plots, lineEnd: '\n', isEnded: true })
          names.set(epsg ?? 0, `${datum} / ${kind} ${inEasting ? `zone ${zone}` : `CM ${meridian}E`}`)
        }
      }
    }
    const { rows } = await db().query<{ srid: number; name: string }>(
      `select srid, substring(srtext from '^PROJCS\\["([^"]+)"') as name from spatial_ref_sys where srid = any($1)`,
      [[...names.keys()]],
    )
    expect(rows.length).toBe(names.size)
    const plain = (name: string | undefined) => name?.replace('6-degree ', '')
    for (const { srid, name } of rows) expect(plain(name), String(srid)).toBe(names.get(srid))
  })

  it('swaps in every system, by the command that the message proposes', {
    timeout: 240_000,
  }, async () => {
    const files: readonly (readonly [name: string, feature: object, where: readonly [number, number]])[] = [
      ['plane.geojson', plane('A', [3345600, 473000]), [119.72, 30.2301]],
      ['zone.geojson', plane('A', [3345600, 40473000]), [119.72, 30.2301]],
      ['degrees.geojson', squareFeature(plane('A').properties, [30.23, 119.72]), [119.7205, 30.2305]],
    ]
    for (const [name, feature, where] of files) {
      const file = write(name, [feature])
      const error: Error = await run(file).catch((thrown) => thrown)
      const [, crs, swap] = /--crs (\S+?)( --swap-axes)/.exec(error.message) ?? []
      expect(swap, `${name}: ${error.message}`).toBe(' --swap-axes')
      await run(file, { crs, swapAxes: true })
      expect(await centres(), name).toEqual([where])
    }
    for (const crs of ['GCJ-02', 'BD-09']) {
      await run(join(folder, 'degrees.geojson'), { crs, swapAxes: true })
      const [[x = 0, y = 0] = []] = await centres()
      expect(Math.hypot(x - 119.7205, y - 30.2305)).toBeGreaterThan(0.003)
      expect(Math.hypot(x - 119.7205, y - 30.2305)).toBeLessThan(0.02)
    }
  })

  it('leaves out a few strays by name instead of refusing the system', { timeout: 240_000 }, async () => {
    const features = [
      plane('A'),
      plane('B', [473200, 3345600]),
      plane('C', [0, 0]),
      plane('D', [473400, 3345600]),
    ]
    const report = await run(write('strays.geojson', features), { crs: '4549' })
    expect(await centres()).toEqual([
      [119.72, 30.2301],
      [119.7221, 30.2301],
      [119.7242, 30.2301],
    ])
    expect(report.skipped).toMatchObject([{ reason: 'elsewhere', count: 1, ids: ['C'] }])
    const degrees = [squareFeature(plane('A').properties), squareFeature(plane('B').properties, [0, 0], 0)]
    const places = [
      pointFeature({ name: '甲' }),
      pointFeature({ name: '乙' }, [0, 0]),
      pointFeature({ name: '丙' }, [119.8, 30.2]),
    ]
    expect(degrees).toHaveLength(2)
    const points = await run(write('island.geojson', places), { as: 'places' })
    expect(points.counts).toMatchObject({ places: 2 })
    expect(points.skipped).toMatchObject([{ reason: 'elsewhere', count: 1 }])
    await expect(
      run(write('mostly.geojson', [plane('A'), ...[1, 2, 3, 4].map((n) => plane(`S${n}`, [n, n]))]), {
        crs: '4549',
      }),
    ).rejects.toThrow(/do not fit EPSG:4549/)
  })

  it.skipIf(lacksShared('cases/import/18-stray-entity.dxf'))(
    'judges the selected layer of a drawing',
    async () => {
      const request = { as: 'control_lines', set: drawing, where: "Layer='parcel'" }
      await run(sharedCase('import/18-stray-entity.dxf'), { ...request, crs: 'EPSG:4528' })
      expect(await centres('control_lines')).toEqual([[119.72, 30.2301]])
      await expect(
        run(sharedCase('import/18-stray-entity.dxf'), { ...request, crs: 'EPSG:4549' }),
      ).rejects.toThrow(/do not fit EPSG:4549.*--crs EPSG:4528/)
    },
  )

  it('refuses an unknown code, and one without a plane', async () => {
    const file = write('plain.geojson', [plane('A')])
    await expect(run(file, { crs: 'EPSG:99999' })).rejects.toThrow(/--crs EPSG:99999 does not exist/)
    await expect(run(file, { crs: 'EPSG:5773' })).rejects.toThrow(/is not a projected or geographic system/)
    // UTM 50, with other coordinates.
    await expect(run(file, { crs: 'EPSG:25832' })).rejects.toThrow(/EPSG:25832/)
  })

  it('transforms a datum without a known conversion by parameters only', { timeout: 240_000 }, async () => {
    const file = write('old.geojson', [plane('A')])
    for (const crs of ['EPSG:2385', 'EPSG:2437', 'EPSG:4610', 'EPSG:4214', 'EPSG:4555']) {
      await expect(run(file, { crs }), crs).rejects.toThrow(/local parameters.*--towgs84/)
    }
    const report = await run(file, { crs: 'EPSG:2385', towgs84: '100,-50,20,1,2,3,4' })
    const { rows } = await db().query<{ x: number; y: number }>(
      "select round(ST_XMin(geom)::numeric, 7)::float as x, round(ST_YMin(geom)::numeric, 7)::float as y from parcels where source = 'placed'",
    )
    // By the formulas of EPSG:9606 from 119.719520261, 30.229596436 on the ellipsoid of 1975.
    expect(rows[0]?.x).toBeCloseTo(119.7195094, 5)
    expect(rows[0]?.y).toBeCloseTo(30.2306922, 6)
    expect(report.lines.map(({ en }) => en).join('\n')).toMatch(
      /--towgs84, which moved the middle by 121\.\d m/,
    )
    await expect(run(file, { crs: '4549', towgs84: '1,2,3' })).rejects.toThrow(/needs no parameters/)
    await expect(run(file, { crs: 'EPSG:2385', towgs84: '1,2' })).rejects.toThrow(/--towgs84 should be/)
  })

  it.skipIf(lacksShared('cases/import/30-xian-1980.zip'))(
    'refuses Xian 1980, declared by the file or by --crs',
    async () => {
      for (const crs of [undefined, 'EPSG:2385'])
        await expect(run(sharedCase('import/30-xian-1980.zip'), { crs })).rejects.toThrow(/local parameters/)
      const report = await run(sharedCase('import/30-xian-1980.zip'), { crs: '4549' })
      expect(report.lines.map(({ zh }) => zh)).toContain(
        '文件注明坐标系为 EPSG:2385，已按 --crs 读作 EPSG:4549',
      )
    },
  )
})

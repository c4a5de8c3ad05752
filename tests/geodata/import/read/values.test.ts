/** Values in files: digits, dates, times and columns, read back from the database. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { ImportRequest } from '../../../../geodata/import/request.ts'
import { catalogue } from '../../../../geodata/model/catalogue.ts'
import { describeOnPostgis } from '../../../environment/databases.ts'
import { lacksShared, sharedCase } from '../../../environment/shared-data.ts'
import { gdalOutput, importFile } from '../../../environment/shared-gdal.ts'
import { featureCollection, featureOf, pointFeature, squareFeature, valuesOf } from './write-geojson.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-values-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const incident = (number: string, received_at: unknown) =>
  pointFeature({ number, kind: 'swimming', state: 'closed', channel: 'patrol', received_at })
const parcel = (properties: object) =>
  squareFeature({ land_use: '0701', state: 'built', tenure: 'G', ...properties })

describeOnPostgis('values of vector files', (db) => {
  const run = (file: string, request: Partial<ImportRequest> = {}) =>
    importFile(db(), { file, as: 'parcels', source: 'values', ...request })
  const write = (name: string, features: readonly object[]) => {
    writeFileSync(at(name), featureCollection(features))
    return at(name)
  }
  const parcels = async () =>
    (
      await db().query<{ parcel_code: string; supplied_on: string | null; address: string | null }>(
        `select parcel_code, supplied_on::text, address from parcels where source = 'values' order by parcel_code`,
      )
    ).rows
  const received = async (source = 'values') =>
    Object.fromEntries(
      (
        await db().query<{ number: string; at: string }>(
          `select number, to_char(received_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at
           from incidents where source = $1 order by number`,
          [source],
        )
      ).rows.map(({ number, at }) => [number, at]),
    )

  it.skipIf(lacksShared('cases/import/03-big-integers.geojson'))('keeps integers past 2^53', async () => {
    await run(sharedCase('import/03-big-integers.geojson'))
    expect((await parcels()).map((row) => row.parcel_code)).toEqual(
      [1, 2, 3].map((n) => `33011220100000000${n}`),
    )
  })

  it('keeps all digits of a code in every format, or reports the row that lost them', {
    timeout: 240_000,
  }, async () => {
    const codes = ['9007199254740993', '330112201000000001', '9223372036854775807']
    const text = featureCollection(codes.map((code) => parcel({ parcel_code: `@${code}` })))
    writeFileSync(at('big.geojson'), text.replaceAll(/"@(\d+)"/g, '$1'))
    const gdal = await gdalOutput()
    for (const driver of ['GPKG', 'FlatGeobuf', 'OpenFileGDB'])
      await gdal.convert(at('big.geojson'), ['-f', driver], 'big')
    for (const name of ['big.gpkg', 'big.fgb', 'big.gdb']) renameSync(join(gdal.folder, name), at(name))
    for (const name of ['big.geojson', 'big.gpkg', 'big.fgb']) {
      await run(at(name))
      expect(
        (await parcels()).map((row) => row.parcel_code),
        name,
      ).toEqual([...codes].sort())
    }
    // This File Geodatabase has doubles, whose last digits differ from those of the codes.
    await expect(run(at('big.gdb'))).rejects.toThrow(
      /a value cannot be converted: parcel_code = 9007199254740992/,
    )
  })

  it('reads a file with a nameless column, and reports a value of several lines on one', async () => {
    const file = write('nameless.geojson', [
      parcel({ parcel_code: '330112001001GB00001', '': 'x' }),
      parcel({ parcel_code: '330112001001GB00002', state: 'bui\nlt' }),
    ])
    const report = await run(file)
    expect((await parcels()).map(({ parcel_code }) => parcel_code)).toEqual(['330112001001GB00001'])
    expect(report.skipped).toMatchObject([{ reason: 'unknown_code', detail: 'state = bui\uFFFDlt' }])
  })

  it('keeps rows with a blank or wrong date, and reports the wrong ones', async () => {
    const dates = ['2023-05-06', '0000-00-00', '        ', null, '2023-02-30', '12']
    const file = write(
      'dates.geojson',
      dates.map((supplied_on, i) => parcel({ parcel_code: `P${i}`, supplied_on })),
    )
    const report = await run(file)
    expect((await parcels()).map((row) => row.supplied_on)).toEqual([
      '2023-05-06',
      null,
      null,
      null,
      null,
      null,
    ])
    expect(report.skipped).toMatchObject([
      { reason: 'no_date', detail: 'supplied_on = 2023-02-30', count: 1 },
      { reason: 'no_date', detail: 'supplied_on = 12', count: 1 },
    ])
  })

  it.skipIf(lacksShared('cases/import/08-blank-date.zip'))(
    'reads eight blanks in a Shapefile as no date',
    async () => {
      const report = await run(sharedCase('import/08-blank-date.zip'))
      expect((await parcels()).map((row) => row.supplied_on)).toEqual(['2023-05-06', null, null])
      expect(report.skipped).toEqual([])
    },
  )

  it.skipIf(lacksShared('cases/import/21-datetimes.geojson'))(
    'reads times without a zone as China’s',
    async () => {
      const report = await run(sharedCase('import/21-datetimes.geojson'), { as: 'incidents' })
      expect(await received()).toEqual({ A1: '2024-05-01 00:30', A2: '2024-05-01 00:30' })
      expect(report.skipped.map(({ detail }) => detail)).toEqual([
        'received_at = 2024-02-30 08:00',
        'received_at = 12',
      ])
    },
  )

  it('reads the same instants from every format', { timeout: 240_000 }, async () => {
    const file = write('times.geojson', [
      incident('T1', '2024-05-01T08:30:00'),
      incident('T2', '2024-05-01T20:00:00'),
    ])
    const gdal = await gdalOutput()
    for (const [driver, name, ...more] of [
      ['GPKG', 'times.gpkg'],
      ['FlatGeobuf', 'times.fgb'],
      ['OpenFileGDB', 'times.gdb'],
      ['CSV', 'times.csv', '-lco', 'GEOMETRY=AS_XY'],
    ] as const) {
      await gdal.convert(file, ['-f', driver, ...more], 'times')
      renameSync(join(gdal.folder, name), at(name))
    }
    const china = { T1: '2024-05-01 00:30', T2: '2024-05-01 12:00' }
    for (const name of ['times.geojson', 'times.gpkg', 'times.fgb', 'times.gdb']) {
      await run(at(name), { as: 'incidents' })
      expect(await received(), name).toEqual(china)
      await run(at(name), { as: 'incidents', timezone: 'UTC' })
      expect(await received(), name).toEqual({ T1: '2024-05-01 08:30', T2: '2024-05-01 20:00' })
    }
    await expect(run(file, { as: 'incidents', timezone: 'Mars' })).rejects.toThrow(/--timezone/)
  })

  it('corrects incidents at the next import, except those that were worked on', async () => {
    const courses = (closed_at: string) =>
      write(
        'courses.geojson',
        ['C1', 'C2'].map((number) =>
          pointFeature({
            ...{ number, kind: 'swimming', state: 'closed', channel: 'patrol' },
            ...{ received_at: '2024-05-01T08:00:00', closed_at },
          }),
        ),
      )
    await run(courses('2024-05-01T09:00:00'), { as: 'incidents', source: 'courses' })
    await db()
      .as({ role: 'lead', account: 7 })
      .query(
        `select append_incident_event(id, gen_random_uuid(), 'reopened', now(), null, null, '{}')
         from incidents where source = 'courses' and number = 'C1'`,
      )
    await run(courses('2024-05-01T10:00:00'), { as: 'incidents', source: 'courses' })
    const { rows } = await db().query(
      `select number, state, to_char(closed_at at time zone 'Asia/Shanghai', 'HH24:MI') as closed,
         (select string_agg(e.type, ' ' order by ordinal) from incident_events as e where incident_id = i.id) as log
       from incidents as i where source = 'courses' order by number`,
    )
    expect(rows).toEqual([
      { number: 'C1', state: 'received', closed: null, log: 'received closed reopened' },
      { number: 'C2', state: 'closed', closed: '10:00', log: 'received closed corrected' },
    ])
  })

  it('keeps land use of level 3 beside its class, and reports codes missing in the guide', async () => {
    const uses = ['070102', '0701', '幼儿园用地', '070199', '1001 工业用地']
    const file = write('uses.geojson', [
      ...uses.map((land_use, i) => parcel({ parcel_code: `U${i}`, land_use, land_use_detail: null })),
      parcel({ parcel_code: 'U8', land_use: '0801', land_use_detail: '070102' }),
      parcel({ parcel_code: 'U9', land_use: null, land_use_detail: '070102' }),
    ])
    const report = await run(file)
    const { rows } = await db().query<{ parcel_code: string; land_use: string; land_use_detail: string }>(
      "select parcel_code, land_use, land_use_detail from parcels where source = 'values' order by parcel_code",
    )
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['U0', '0701', '070102'],
      ['U1', '0701', null],
      ['U2', '0804', '080404'],
      ['U4', '1001', null],
      ['U9', '0701', '070102'],
    ])
    expect(report.skipped).toMatchObject([
      { reason: 'unknown_code', detail: 'land_use = 070199', count: 1 },
      { reason: 'contradiction', detail: 'land_use = 0801, land_use_detail = 070102', count: 1 },
    ])
  })

  it('reports the counts that a query finds, for every kind, whatever the columns are called', {
    timeout: 240_000,
  }, async () => {
    const internal = {
      layer: 'roads',
      feature_id: 1,
      pinyin: 'x',
      level: '二级',
      id: 7,
      source: 'x',
      geom: 'x',
    }
    for (const layer of catalogue) {
      if (layer.id === 'greenway_segments' || layer.id === 'entrances') continue
      const file = write(
        `${layer.id}.geojson`,
        [1, 2, 3].map((n) => featureOf(layer.geometry, { ...internal, ...valuesOf(layer, n) }, n)),
      )
      const report = await run(file, { as: layer.id, source: `kind:${layer.id}` })
      const { rows } = await db().query<{ count: number }>(
        `select count(*)::integer as count from ${layer.id} where source = $1 ${layer.id === 'places' ? 'and layer is null' : ''}`,
        [`kind:${layer.id}`],
      )
      expect(rows, layer.id).toEqual([{ count: 3 }])
      expect(report.counts, layer.id).toMatchObject({ [layer.id]: 3 })
      expect(report.skipped, layer.id).toEqual([])
    }
  })
})

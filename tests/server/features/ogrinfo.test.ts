/** Most desktop GIS use GDAL's OAPIF driver. */
import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import type { PropertyType } from '../../../geodata/model/layer.ts'
import { dataContext } from '../../../server/context.ts'
import { featuresEndpoints } from '../../../server/features/routes.ts'
import { apiEndpoints } from '../../../server/http/api-page.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { loadFixture, serve, type TestServer } from '../serve.ts'

const run = promisify(execFile)

function hasDriver(): boolean {
  try {
    return execFileSync('ogrinfo', ['--formats'], { stdio: ['ignore', 'pipe', 'ignore'] }).includes('OAPIF')
  } catch (error) {
    console.warn('ogrinfo with the OAPIF driver is missing (install gdal-bin): its test is left out.', error)
    return false
  }
}

const present = hasDriver()

const fieldTypes: Readonly<Record<PropertyType, string>> = {
  string: 'String',
  integer: 'Integer(64)?',
  number: 'Real',
  boolean: 'Integer\\(Boolean\\)',
  date: 'Date',
  datetime: 'DateTime',
  strings: 'StringList',
}

describeOnPostgis('ogrinfo', (db) => {
  let server: TestServer
  beforeAll(async () => {
    await loadFixture(db())
    const features = featuresEndpoints(dataContext(db()))
    const info = { title: 'Shuangxi', description: 'test', version: '0' }
    server = await serve([...features, ...apiEndpoints(features, info)])
  })
  afterAll(() => server.close())

  const ogrinfo = async (...args: string[]) =>
    (await run('ogrinfo', ['-ro', `OAPIF:${server.url}`, ...args], { maxBuffer: 1e8 })).stdout

  it.runIf(present || process.env.CI === 'true')('lists the collections', async () => {
    const list = await ogrinfo()
    expect(list).toContain('greenways (title: 绿道) (Multi Line String)')
    expect(list).toContain('control_lines')
  })

  it.runIf(present || process.env.CI === 'true')(
    'reads the types of fields from the catalogue, whatever the first features contain',
    async () => {
      for (const layer of catalogue.filter(({ restricted }) => restricted === undefined)) {
        const summary = await ogrinfo('-so', layer.id)
        for (const { name, type } of layer.properties.filter(({ readBy }) => readBy === undefined))
          expect(summary, layer.id).toMatch(new RegExp(`^${name}: ${fieldTypes[type]} \\(`, 'm'))
      }
    },
  )

  it.runIf(present || process.env.CI === 'true')('keeps decimals after the first page', async () => {
    // The first ten have whole numbers, or nothing, by which a client without a schema would judge.
    await db().query(`insert into parcels (id, parcel_code, land_use, state, tenure, area_m2, far_min, tax_per_mu, source, source_id, licence, synthetic, geom)
      select 1000 + n, 'd' || n, '0701', 'built', 'G', 100, case when n > 12 then 0.48 else 1 end, case when n > 12 then 2.5 end,
        'decimals', n::text, 'CC0', true, ST_Multi(ST_MakeEnvelope(119.7, 30.2, 119.701, 30.201, 4326))
      from generate_series(1, 20) as n`)
    for (const options of [[], ['-oo', 'IGNORE_SCHEMA=YES']]) {
      const list = await ogrinfo('parcels', '-q', '-where', "source = 'decimals'", ...options)
      expect(list.match(/far_min \(Real\) = 0\.48/g)).toHaveLength(8)
      expect(list.match(/far_min \(Real\) = 1\n/g)).toHaveLength(12)
      expect(list.match(/tax_per_mu \(\w+\) = 2\.5/g)).toHaveLength(8)
    }
  })

  it.runIf(present || process.env.CI === 'true')('reads a layer over several pages', async () => {
    const water = await ogrinfo('water', '-q')
    expect(water.match(/OGRFeature\(water\)/g)).toHaveLength(250)
    expect(water).toContain('name (String) = 塘250')
    const ponds = await ogrinfo('water', '-q', '-where', "kind = 'pond'")
    expect(ponds.match(/OGRFeature\(water\)/g)).toHaveLength(125)
    const box = await ogrinfo('water', '-q', '-spat', '119.7012', '30.2401', '119.7016', '30.25')
    expect(box.match(/OGRFeature\(water\)/g)).toHaveLength(2)
  })

  it.runIf(present || process.env.CI === 'true')(
    'gives the extent and the count without reading all',
    async () => {
      const summary = await ogrinfo('-so', 'water')
      expect(summary).toContain('Feature Count: 250')
      expect(summary).toContain('Extent: (119.700500, 30.240000) - (119.825200, 30.240200)')
    },
  )
})

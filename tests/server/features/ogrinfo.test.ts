/** GDAL's OAPIF driver is the reader that most desktop GIS use. */
import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
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

/** The coverage that comes with an import. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { describeOnDatabase } from '../../../environment/databases.ts'
import { importFile } from '../../../environment/shared-gdal.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-coverage-'))
afterAll(() => rmSync(folder, { recursive: true }))

const corners = (west: number, south: number) => [
  [west, south],
  [west + 0.01, south],
  [west + 0.01, south + 0.01],
  [west, south],
]
const line = (kind: string, west: number, south: number) => ({
  type: 'Feature',
  properties: { kind, severity: 'block' },
  geometry: { type: 'Polygon', coordinates: [corners(west, south)] },
})

describeOnDatabase('the coverage of an import', (db) => {
  test('is the extent of each kind in a complete file, stored once; otherwise nothing is known', async () => {
    const file = join(folder, '红线.geojson')
    const features = [
      line('flood', 119.7, 30.2),
      line('flood', 119.8, 30.3),
      line('ecological_redline', 119.7, 30.2),
    ]
    writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }))
    const run = async (coverage?: 'extent') => {
      const { lines } = await importFile(db(), { file, as: 'control_lines', source: 'whole', coverage })
      return lines.map(({ en }) => en).join()
    }
    const known = async () =>
      (
        await db().query(
          `select layer, kind, document, ST_XMax(geom) as east, ST_YMax(geom) as north
           from coverages where source = 'whole' order by kind`,
        )
      ).rows
    expect(await run()).toContain('No coverage was stored')
    expect(await known()).toEqual([])
    await run('extent')
    expect(await run('extent')).toContain('Coverages stored: 2')
    const stored = { layer: 'control_lines', document: '红线.geojson' }
    expect(await known()).toEqual([
      {
        ...stored,
        kind: 'ecological_redline',
        east: expect.closeTo(119.71, 9),
        north: expect.closeTo(30.21, 9),
      },
      { ...stored, kind: 'flood', east: expect.closeTo(119.81, 9), north: expect.closeTo(30.31, 9) },
    ])
  })
})

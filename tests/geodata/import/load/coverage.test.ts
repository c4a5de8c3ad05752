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
  test('is the extent of a complete file for each of its kinds, stored once; otherwise nothing is known or former ones stay', async () => {
    const file = join(folder, '红线.geojson')
    const features = [
      line('flood', 119.7, 30.2),
      line('flood', 119.8, 30.3),
      line('ecological_redline', 119.7, 30.2),
    ]
    writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }))
    const run = async (coverage?: 'extent' | 'none') => {
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
    const whole = { ...stored, east: expect.closeTo(119.81, 9), north: expect.closeTo(30.31, 9) }
    expect(await known()).toEqual([
      { ...whole, kind: 'ecological_redline' },
      { ...whole, kind: 'flood' },
    ])
    // What was stated before stays until someone says that it no longer holds; both are told.
    expect(await run()).toContain('Earlier coverages of the source stay in force: 2')
    expect(await known()).toHaveLength(2)
    expect(await run('none')).toContain('Earlier coverages of the source removed: 2')
    expect(await known()).toEqual([])
    expect(await run('none')).toContain('No coverage was stored')
  })

  test('is the areas of another file, with who surveyed them and when; its own columns have priority', async () => {
    const [file, surveyFile] = [join(folder, '洪水.geojson'), join(folder, '范围.geojson')]
    const collection = (features: object[]) => JSON.stringify({ type: 'FeatureCollection', features })
    writeFileSync(file, collection([line('flood', 119.72, 30.22), line('water_protection', 119.72, 30.22)]))
    const area = { type: 'Polygon', coordinates: [corners(119.7, 30.2)] }
    const own = { surveyed_by: '省测绘院', kind: 'heritage_protection', layer: 'plans' }
    writeFileSync(
      surveyFile,
      collection([
        { type: 'Feature', properties: {}, geometry: area },
        {
          type: 'Feature',
          properties: own,
          geometry: { type: 'Polygon', coordinates: [corners(119.8, 30.2)] },
        },
      ]),
    )
    const asked = { file, surveyFile, as: 'control_lines', source: 'surveyed' }
    const request = { ...asked, surveyedOn: '2026-05-01', surveyedBy: '市测绘院' }
    const run = async () => (await importFile(db(), request)).lines.map(({ zh }) => zh).join()
    expect(await run()).toContain('登记了 4 个数据覆盖范围：范围.geojson')
    expect(await run()).toContain('登记了 4 个数据覆盖范围')
    const { rows } = await db().query(
      `select layer, kind, surveyed_on::text as day, surveyed_by as who, ST_XMin(geom) as west
       from coverages where source = 'surveyed' order by kind, west`,
    )
    const both = (kind: string) => [
      { layer: 'control_lines', kind, day: '2026-05-01', who: '市测绘院', west: 119.7 },
      { layer: 'control_lines', kind, day: '2026-05-01', who: '省测绘院', west: 119.8 },
    ]
    expect(rows).toEqual([...both('flood'), ...both('water_protection')])
    // The extent, stated later, replaces the areas.
    await importFile(db(), { file, as: 'control_lines', source: 'surveyed', coverage: 'extent' })
    const after = await db().query("select source_id from coverages where source = 'surveyed' order by 1")
    expect(after.rows).toEqual([{ source_id: 'extent/flood' }, { source_id: 'extent/water_protection' }])

    for (const [wrong, sentence] of [
      [{ ...asked, coverage: 'extent' }, /one coverage only/],
      [{ ...asked, as: 'greenways' }, /has no coverages/],
      [{ file, as: 'control_lines', surveyedBy: '市测绘院' }, /give the coverage, too/],
    ] as const)
      await expect(importFile(db(), wrong)).rejects.toThrow(sentence)
  })
})

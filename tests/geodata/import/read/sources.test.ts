/** What an import keeps of a source's earlier rows, and how the layers of one file stay separate. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { ImportRequest } from '../../../../geodata/import/request.ts'
import { describeOnPostgis } from '../../../environment/databases.ts'
import { lacksShared, sharedCase } from '../../../environment/shared-data.ts'
import { importFile } from '../../../environment/shared-gdal.ts'
import { featureCollection, squareFeature } from './write-geojson.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-sources-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const set = new Map([
  ['kind', 'flood'],
  ['severity', 'note'],
])

describeOnPostgis('sources of vector files', (db) => {
  const run = (file: string, request: Partial<ImportRequest> = {}) =>
    importFile(db(), { file, as: 'control_lines', set, ...request })
  const rows = async (source: string) =>
    (
      await db().query<{ source: string; count: number }>(
        'select source, count(*)::int from control_lines where source like $1 group by source order by source',
        [source],
      )
    ).rows

  it('keep their rows if a condition matches nothing or the file is truncated', {
    timeout: 60_000,
  }, async () => {
    const features = ['a', 'b'].map((name) => squareFeature({ name }))
    writeFileSync(at('two.geojson'), featureCollection(features))
    await run(at('two.geojson'), { source: 'kept' })
    for (const where of ["name = 'c'", 'colour = 1']) {
      await expect(run(at('two.geojson'), { source: 'kept', where })).rejects.toThrow(/--where/)
    }
    writeFileSync(at('cut.geojson'), featureCollection(features).slice(0, -30))
    await expect(run(at('cut.geojson'), { source: 'kept' })).rejects.toThrow(/cut short/)
    expect(await rows('kept')).toEqual([{ source: 'kept', count: 2 }])
  })

  it('are one for each layer of a file, and report their names', { timeout: 60_000 }, async () => {
    const point =
      '<Polygon><outerBoundaryIs><LinearRing><coordinates>119.7,30.2 119.8,30.2 119.8,30.3 119.7,30.2</coordinates></LinearRing></outerBoundaryIs></Polygon>'
    const folders = ['一期', '二期'].map(
      (name, i) =>
        `<Folder><name>${name}</name>${`<Placemark><name>x</name>${point}</Placemark>`.repeat(i + 1)}</Folder>`,
    )
    writeFileSync(at('phases.kml'), `<kml><Document>${folders.join('')}</Document></kml>`)
    await run(at('phases.kml'), { layer: '一期' })
    const report = await run(at('phases.kml'), { layer: '二期' })
    expect(await rows('control_lines:phases%')).toEqual([
      { source: 'control_lines:phases:一期', count: 1 },
      { source: 'control_lines:phases:二期', count: 2 },
    ])
    const lines = report.lines.map(({ en }) => en).join('\n')
    expect(lines).toContain('The source is named "control_lines:phases:二期"')
    expect(lines).toContain('not imported: 一期 (1)')
    const named = await run(at('phases.kml'), { layer: '一期', source: 'named' })
    expect(named.lines.map(({ en }) => en).join('\n')).toContain('with the same --source replaces it')
  })

  it.skipIf(lacksShared('cases/import/02-where-matches-nothing.dxf'))(
    '02: one row stays if the condition matches nothing',
    { timeout: 60_000 },
    async () => {
      const file = sharedCase('import/02-where-matches-nothing.dxf')
      const request = { crs: 'EPSG:4549', source: 'w' }
      await run(file, { ...request, where: "Layer='绿线'" })
      await expect(run(file, { ...request, where: "Layer='绿錢'" })).rejects.toThrow(/No features .* match/)
      expect(await rows('w')).toEqual([{ source: 'w', count: 1 }])
    },
  )

  it.skipIf(lacksShared('cases/import/36-folders.kml'))(
    '36: three rows of two folders',
    { timeout: 60_000 },
    async () => {
      for (const layer of ['一期', '二期']) await run(sharedCase('import/36-folders.kml'), { layer })
      expect((await rows('control_lines:36%')).map(({ count }) => count).sort()).toEqual([1, 2])
    },
  )

  it.skipIf(lacksShared('cases/import/19-extended-data.kml'))(
    '19: columns of ExtendedData',
    { timeout: 60_000 },
    async () => {
      await run(sharedCase('import/19-extended-data.kml'), {
        set: new Map([['kind', 'flood']]),
        source: 'extended',
      })
      const stored = await db().query(
        "select severity, document from control_lines where source = 'extended' order by document",
      )
      expect(stored.rows).toEqual([
        { severity: 'block', document: '示例文号1' },
        { severity: 'block', document: '示例文号2' },
      ])
    },
  )
})

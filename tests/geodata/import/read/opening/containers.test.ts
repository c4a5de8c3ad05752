/** Data in zips: folders, names in GBK, databases, KMZ. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksShared, sharedCase } from '../../../../environment/shared-data.ts'
import { gdalOutput } from '../../../../environment/shared-gdal.ts'
import { featureCollection, squareFeature } from '../write-geojson.ts'
import { zipOf } from '../write-zip.ts'
import { openFile, propertiesOf, refusalOf } from './open-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-containers-'))
const at = (name: string) => join(folder, name)
const parts = ['shp', 'shx', 'dbf', 'prj', 'cpg'] as const
const read = (name: string) => readFileSync(at(name))
/** Returns a Shapefile's files with another stem. */
const shapefile = (stem: string, from = 'plots') =>
  Object.fromEntries(parts.map((part) => [`${stem}.${part}`, read(`${from}.${part}`)]))
const kml = (inner: string) =>
  Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">${inner}</kml>`,
  )
const mark = kml('<Placemark><name>甲</name><Point><coordinates>119.7,30.2</coordinates></Point></Placemark>')

beforeAll(async () => {
  writeFileSync(
    at('plots.geojson'),
    featureCollection([squareFeature({ name: '一' }), squareFeature({ name: '二' })]),
  )
  writeFileSync(at('roads.geojson'), featureCollection([squareFeature({ road: '三' })]))
  const gdal = await gdalOutput()
  for (const name of ['plots', 'roads']) {
    await gdal.convert(at(`${name}.geojson`), ['-f', 'ESRI Shapefile', '-lco', 'ENCODING=UTF-8'], name)
    for (const part of parts) renameSync(join(gdal.folder, `${name}.${part}`), at(`${name}.${part}`))
  }
  await gdal.convert(at('plots.geojson'), ['-f', 'OpenFileGDB'], 'plots')
  cpSync(join(gdal.folder, 'plots.gdb'), at('plots.gdb'), { recursive: true })
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a zip', () => {
  it('is read with its data in any folder', async () => {
    zipOf(at('deep.zip'), { 'readme.txt': Buffer.from('x'), ...shapefile('data/2024/plots') })
    const opened = await openFile(at('deep.zip'))
    expect(propertiesOf(opened)).toMatchObject([{ name: '一' }, { name: '二' }])
    expect(opened.notes).toContain('not read (1): readme.txt')
  })

  it('may have names in GBK, and extensions in capitals', async () => {
    // "地块" as Chinese Windows writes it.
    const stem = Buffer.from([0xb5, 0xd8, 0xbf, 0xe9]).toString('latin1')
    const files = parts.map((part) => [`${stem}.${part.toUpperCase()}`, read(`plots.${part}`)] as const)
    zipOf(at('gbk.zip'), Object.fromEntries(files), undefined, 'latin1')
    expect(await openFile(at('gbk.zip'))).toMatchObject({ features: { length: 2 } })
    zipOf(
      at('two-gbk.zip'),
      { ...Object.fromEntries(files), ...shapefile('roads', 'roads') },
      undefined,
      'latin1',
    )
    expect(await refusalOf(at('two-gbk.zip'))).toContain('Available: 地块, roads')
    expect(await openFile(at('two-gbk.zip'), { layer: '地块' })).toMatchObject({
      part: '地块',
      features: { length: 2 },
    })
  })

  it('asks which of several data sets to import, and names the others', async () => {
    zipOf(at('several.zip'), { ...shapefile('a/plots'), ...shapefile('b/roads', 'roads') })
    expect(await refusalOf(at('several.zip'))).toMatch(/several data sets.*--layer.*a\/plots, b\/roads/)
    expect(await refusalOf(at('several.zip'), { layer: 'rivers' })).toContain('a/plots, b/roads')
    const opened = await openFile(at('several.zip'), { layer: 'roads' })
    expect(propertiesOf(opened)).toEqual([{ road: '三' }])
    expect(opened).toMatchObject({ part: 'b/roads', notes: expect.stringContaining('a/plots.shp') })
  })

  it.each([
    ['in a folder deep within', 'out/2024/land.gdb/'],
    ['without a folder of its own', ''],
  ])('may hold a File Geodatabase %s', async (_, prefix) => {
    const files = readdirSync(at('plots.gdb')).map(
      (name) => [`${prefix}${name}`, read(`plots.gdb/${name}`)] as const,
    )
    zipOf(at('database.gdb.zip'), Object.fromEntries(files))
    expect(await openFile(at('database.gdb.zip'))).toMatchObject({ features: { length: 2 } })
  })

  it('is a KMZ with its document first, and pictures beside it', async () => {
    zipOf(at('pictures.kmz'), {
      'doc.kml': mark,
      'files/icon.png': Buffer.from('x'),
      'files/other.kml': mark,
    })
    const opened = await openFile(at('pictures.kmz'))
    expect(propertiesOf(opened)).toEqual([{ Name: '甲' }])
    expect(opened.notes).toContain('files/icon.png')
  })

  it('is a KMZ whose document only links to others in it', async () => {
    const links = kml(
      '<Document><NetworkLink><Link><href>layers/a.kml</href></Link></NetworkLink></Document>',
    )
    zipOf(at('linked.kmz'), { 'doc.kml': links, 'layers/a.kml': mark })
    expect(propertiesOf(await openFile(at('linked.kmz')))).toEqual([{ Name: '甲' }])
    zipOf(at('linked.kmz'), { 'doc.kml': links, 'layers/a.kml': mark, 'layers/b.kml': mark })
    expect(await refusalOf(at('linked.kmz'))).toContain('Available: layers/a.kml, layers/b.kml')
    expect(await openFile(at('linked.kmz'), { layer: 'b' })).toMatchObject({ features: { length: 1 } })
  })

  it('is refused if a file in it is damaged, even if GDAL could read it', async () => {
    zipOf(at('damaged.zip'), shapefile('plots'))
    const bytes = read('damaged.zip')
    bytes.writeUInt8(bytes.readUInt8(60) ^ 0xff, 60)
    writeFileSync(at('damaged.zip'), bytes)
    expect(await refusalOf(at('damaged.zip'))).toContain('not a complete zip')
  })

  it('is refused with its content if that is no data', async () => {
    zipOf(at('office.xlsx'), {
      '[Content_Types].xml': Buffer.from('<x/>'),
      'xl/workbook.xml': Buffer.from('<x/>'),
    })
    expect(await refusalOf(at('office.xlsx'))).toMatch(/office document.*CSV/)
    zipOf(at('nested.zip'), { 'inner.zip': Buffer.from('PK') })
    expect(await refusalOf(at('nested.zip'))).toContain('unpack them first')
    zipOf(at('notes.zip'), { 'a.docx': Buffer.from('x') })
    expect(await refusalOf(at('notes.zip'))).toContain('Content: .docx')
  })
})

describe('the cases', () => {
  it.skipIf(lacksShared('cases/import/11-folder-in-zip.zip'))('11: a folder in a zip', async () => {
    expect(await openFile(sharedCase('import/11-folder-in-zip.zip'))).toMatchObject({
      features: { length: 3 },
    })
  })
  it.skipIf(lacksShared('cases/import/14-with-icon.kmz'))('14: a KMZ with a picture', async () => {
    expect(propertiesOf(await openFile(sharedCase('import/14-with-icon.kmz')))).toMatchObject([
      { Name: '甲' },
    ])
  })
  it.skipIf(lacksShared('cases/import/25-xml.osm'))('25: OSM XML is named', async () => {
    expect(await refusalOf(sharedCase('import/25-xml.osm'), { as: 'osm' })).toMatch(/OSM XML.*osmium cat/)
  })
})

const osm =
  '<?xml version="1.0"?><!-- from JOSM --><osm version="0.6"><node id="-1" lat="30" lon="119"/></osm>'

it.each<[string, string, Buffer, RegExp]>([
  ['OSM XML by its content', 'a.xml', Buffer.from(osm), /OSM XML.*PBF/],
  ['OSM XML packed', 'a.osm.gz', gzipSync(osm), /OSM XML.*PBF/],
  ['OSM XML packed, by its content', 'b.gz', gzipSync(osm), /OSM XML.*PBF/],
  ['OSM XML packed by bzip2', 'a.osm.bz2', Buffer.from('BZh91AY&SY'), /OSM XML.*PBF/],
  [
    'a web page',
    'a.geojson',
    Buffer.from('<!DOCTYPE html><html><body>404</body></html>'),
    /web page.*download/,
  ],
  ['a RAR', 'a.rar', Buffer.from('Rar!\u001a\u0007'), /RAR.*unpack/],
  ['a DWG', 'a.dwg', Buffer.from('AC1027 and more bytes'), /DWG.*DXF/],
  ['a binary DXF', 'a.dxf', Buffer.from('AutoCAD Binary DXF\r\n\u001a\u0000'), /ASCII DXF/],
  ['a part of a Shapefile', 'a.dbf', Buffer.alloc(64, 3), /part of a Shapefile.*\.shp/],
  ['a project', 'a.qgs', Buffer.from('<qgis version="3"/>'), /project of a GIS program/],
  ['nothing', 'a.shp', Buffer.alloc(0), /empty file/],
  ['what nobody knows', 'a.bin', Buffer.from('hello, this is no map'), /format of a.bin is not known/],
  [
    'JSON of another kind',
    'a.json',
    Buffer.from('{"hello": [1, 2]}'),
    /format of a.json is not known|no features/,
  ],
])('names %s and says what to do', async (_, name, content, message) => {
  writeFileSync(at(name), content)
  expect(await refusalOf(at(name))).toMatch(message)
})

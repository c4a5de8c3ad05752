/** KML with everything that GDAL's own driver drops: columns of ExtendedData, tracks, times, folders. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lacksShared, sharedCase } from '../../../../environment/shared-data.ts'
import { openFile, propertiesOf, refusalOf } from './open-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-kml-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const namespaces =
  'xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2" xmlns:own="http://example.com"'
function kml(inner: string, encoding = 'UTF-8'): string {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.kml`)
  writeFileSync(path, `<?xml version="1.0" encoding="${encoding}"?><kml ${namespaces}>${inner}</kml>`)
  return path
}
const point = '<Point><coordinates>119.7,30.2</coordinates></Point>'
const place = (name: string, inner = point) => `<Placemark><name>${name}</name>${inner}</Placemark>`

describe('columns', () => {
  it('are those of the placemark and of its ExtendedData, typed and untyped', async () => {
    const opened = await openFile(
      kml(`<Document>
        <Schema name="s" id="s"><SimpleField name="area" type="double"/><SimpleField name="code" type="int"/></Schema>
        ${place(
          '甲',
          `<description><![CDATA[<b>一</b>]]></description><address>青山湖街道</address>
          <ExtendedData>
            <Data name="kind"><displayName>类型</displayName><value>flood</value></Data>
            <SchemaData schemaUrl="#s"><SimpleData name="area">12.5</SimpleData><SimpleData name="code">0701</SimpleData></SchemaData>
            <own:owner>李</own:owner>
            <Data name="Name"><value>别名</value></Data>
          </ExtendedData>${point}`,
        )}</Document>`),
    )
    expect(propertiesOf(opened)).toEqual([
      {
        Name: '甲',
        Description: '<b>一</b>',
        Address: '青山湖街道',
        kind: 'flood',
        area: 12.5,
        code: '0701',
        owner: '李',
        Name_data: '别名',
      },
    ])
    expect(
      await openFile(kml(`<Document>${place('甲')}${place('乙')}</Document>`), { where: "Name = '乙'" }),
    ).toMatchObject({
      features: { length: 1 },
    })
  })

  it('contain the times of a placemark', async () => {
    const opened = await openFile(
      kml(
        `<Folder><name>班次</name>${place('a', `<TimeStamp><when>2024-05-01T08:00:00+08:00</when></TimeStamp>${point}`)}
        ${place('b', `<TimeSpan><begin>2024</begin><end>2025</end></TimeSpan>${point}`)}</Folder>`,
      ),
    )
    expect(propertiesOf(opened)).toMatchObject([
      { Folder: '班次', timestamp: expect.stringMatching(/^2024[-/]05[-/]01/) },
      { begin: expect.stringContaining('2024'), end: expect.stringContaining('2025') },
    ])
  })
})

describe('geometries', () => {
  const shape = async (inner: string) => (await openFile(kml(place('x', inner)))).features[0]?.geometry

  it('keep holes, and several parts', async () => {
    const ring = (x: number, size: number) =>
      `<LinearRing><coordinates>${x},30 ${x + size},30 ${x + size},${30 + size} ${x},30</coordinates></LinearRing>`
    const polygon = `<Polygon><innerBoundaryIs>${ring(119.2, 0.1)}</innerBoundaryIs><outerBoundaryIs>${ring(119, 1)}</outerBoundaryIs></Polygon>`
    const whole = await shape(polygon)
    expect(whole).toMatchObject({ type: 'Polygon', coordinates: { length: 2 } })
    expect(whole && 'coordinates' in whole && whole.coordinates[0]).toContainEqual([120, 30])
    expect(
      await shape(`<MultiGeometry>${polygon}<MultiGeometry>${polygon}</MultiGeometry></MultiGeometry>`),
    ).toMatchObject({
      type: 'MultiPolygon',
      coordinates: { length: 2 },
    })
    expect(await shape(`<MultiGeometry>${polygon}${point}</MultiGeometry>`)).toMatchObject({
      type: 'GeometryCollection',
    })
  })

  it('are built from tracks, one or several, with their times', async () => {
    const track = (day: number) =>
      `<gx:Track><when>2024-05-0${day}T08:00:00Z</when><when>2024-05-0${day}T09:00:00Z</when><gx:coord>119.7 30.2 12</gx:coord><gx:coord>119.8 30.3 0</gx:coord></gx:Track>`
    const opened = await openFile(
      kml(
        `<Document>${place('路', track(1))}${place('多', `<gx:MultiTrack>${track(1)}${track(2)}</gx:MultiTrack>`)}</Document>`,
      ),
    )
    expect(opened.features).toMatchObject([
      {
        geometry: {
          type: 'LineString',
          coordinates: [
            [119.7, 30.2],
            [119.8, 30.3],
          ],
        },
      },
      {
        geometry: { type: 'MultiLineString', coordinates: { length: 2 } },
        properties: { end: expect.stringMatching(/05[-/]02/) },
      },
    ])
    expect(opened.notes).toContain('Heights (Z) are not kept: 2 placemarks')
  })

  it('allow blanks after commas, and report unreadable coordinates', async () => {
    expect(
      await shape('<LineString><coordinates>119.7, 30.2, 0\n 119.8, 30.3, 0</coordinates></LineString>'),
    ).toMatchObject({
      coordinates: { length: 2 },
    })
    const opened = await openFile(
      kml(
        `<Document>${place('a')}${place('b', '<Point><coordinates>119.7;30.2</coordinates></Point>')}</Document>`,
      ),
    )
    expect(opened.features.map(({ geometry }) => geometry?.type ?? null)).toEqual(['Point', null])
    expect(opened.notes).toContain('cannot be read: 1 placemarks')
  })
})

it('asks which of several folders to import, and keeps them as separate sources', async () => {
  const file = kml(
    `<Document><Folder><name>一期</name>${place('甲')}</Folder><Folder><name>二期</name>${place('乙')}${place('丙')}</Folder>
    <Folder><name>外</name><Folder><name>一期</name>${place('丁')}</Folder></Folder></Document>`,
  )
  expect(await refusalOf(file)).toMatch(/--layer.*二期 \(2\), 外\/一期 \(1\)/)
  const opened = await openFile(file, { layer: '二期' })
  expect(opened).toMatchObject({ part: '二期', features: { length: 2 } })
  expect(opened.notes).toContain('not imported: 一期 (1), 外/一期 (1)')
  expect(await openFile(file, { layer: '外/一期' })).toMatchObject({ features: { length: 1 } })
  expect(await refusalOf(file, { layer: '三期' })).toMatch(/no layer "三期".*二期/)
})

it('names other elements in it', async () => {
  const rest = '<Style id="a"/><GroundOverlay><name>x</name></GroundOverlay><NetworkLink/><ScreenOverlay/>'
  expect((await openFile(kml(`<Document>${rest}${place('a')}</Document>`))).notes).toMatch(
    /Not read from the KML: styles 1, picture overlays 1, links to data elsewhere 1, screen overlays 1/,
  )
  expect(await refusalOf(kml(`<Document>${rest}</Document>`))).toContain('no features')
})

it('reads GBK, declared or not', async () => {
  const file = join(folder, 'gbk.kml')
  for (const declared of ['encoding="GB2312"', 'encoding="UTF-8"', '']) {
    const [before = '', after = ''] =
      `<?xml version="1.0" ${declared}?><kml><Placemark><name>|</name>${point}</Placemark></kml>`.split('|')
    // "青山湖" in GBK.
    writeFileSync(
      file,
      Buffer.concat([Buffer.from(before), Buffer.from('c7e0c9bdbafe', 'hex'), Buffer.from(after)]),
    )
    expect(propertiesOf(await openFile(file))).toEqual([{ Name: '青山湖' }])
  }
})

it('refuses XML that is truncated or invalid, with the line', async () => {
  const file = join(folder, 'cut.kml')
  writeFileSync(file, `<kml><Document>\n${place('a')}\n<Placemark><name>b`)
  expect(await refusalOf(file)).toContain('at line 3')
  writeFileSync(file, `<kml><Document>\n${place('a & b')}\n</Document></kml>`)
  expect(await refusalOf(file)).toContain('at line 2')
})

describe('the cases', () => {
  it.skipIf(lacksShared('cases/import/19-extended-data.kml'))('19: ExtendedData', async () => {
    expect(propertiesOf(await openFile(sharedCase('import/19-extended-data.kml')))).toMatchObject([
      { Name: '甲', severity: 'block', document: '示例文号1' },
      { Name: '乙', severity: 'block', document: '示例文号2' },
    ])
  })
})

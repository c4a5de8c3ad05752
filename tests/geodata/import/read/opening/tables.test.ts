/** CSV with coordinates: separators, encodings, headings in both languages, WKT. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openFile, propertiesOf, refusalOf } from './open-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-table-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function table(content: string | Buffer, name = 'places.csv'): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const crs = { crs: 'EPSG:4326' }
const at = { type: 'Point', coordinates: [119.72, 30.23] }
/** "名称,经度,纬度\n青山湖,119.72,30.23\n" in GBK. */
const gbk = Buffer.concat([
  Buffer.from('c3fbb3c62cbeadb6c82cceb3b6c80a', 'hex'),
  Buffer.from('c7e0c9bdbafe', 'hex'),
  Buffer.from(',119.72,30.23\n'),
])

it.each<[string, string | Buffer]>([
  ['with commas', '名称,经度,纬度\n青山湖,119.72,30.23\n'],
  ['with semicolons and a mark', '\uFEFF名称;纬度(°);经度（°）\n青山湖;30.23;119.72\n'],
  ['with semicolons and decimal commas', '名称;lon;lat\n青山湖;119,72;30,23\n'],
  ['with tabs', '名称\tLongitude\tLatitude\n青山湖\t119.72\t30.23\n'],
  ['in GBK', gbk],
  ['in UTF-16', Buffer.from('\uFEFF名称\tlng\tlat\r\n青山湖\t119.72\t30.23\r\n', 'utf16le')],
  ['with WKT', '名称,位置\n青山湖,POINT (119.72 30.23)\n'],
  ['with EWKT and quotes', '"名称","geom"\n"青山湖","SRID=4326;POINT(119.72 30.23)"\n'],
  ['of x and y', 'X,Y,名称\n119.72,30.23,青山湖\n'],
])('reads a table %s', async (_, content) => {
  const opened = await openFile(table(content), crs)
  expect(opened.features).toMatchObject([{ geometry: at }])
  expect(Object.values(propertiesOf(opened)[0] ?? {})).toEqual(['青山湖'])
})

it('keeps codes unchanged, also under empty and repeated headings', async () => {
  const opened = await openFile(table('code,name,name,,lon,lat\n0701,a,b,c,119.72,30.23\n'), crs)
  expect(propertiesOf(opened)).toEqual([{ code: '0701', name: 'a', name_3: 'b', column_4: 'c' }])
  expect(opened.notes).toContain('from the columns "lon" (east) and "lat" (north)')
})

it('reads areas from WKT, and values of several lines', async () => {
  const opened = await openFile(table('wkt,note\n"POLYGON ((119 30,120 30,120 31,119 30))","a\nb"\n'), crs)
  expect(opened.features).toMatchObject([{ geometry: { type: 'Polygon' }, properties: { note: 'a\nb' } }])
  expect(opened.notes).toContain('over several lines: 1')
})

it('reads rows without coordinates as rows without geometry', async () => {
  const opened = await openFile(table('name,lon,lat\na,119.72,30.23\nb,,\nc,east,30\n'), crs)
  expect(opened.features.map(({ geometry }) => geometry?.type ?? null)).toEqual(['Point', null, null])
})

it.each<[string, string, RegExp]>([
  [
    'a row of another length',
    'lon,lat,name\n119.7,30.2,a\n119.7,30.2\n',
    /Line 3 .*another number of columns/,
  ],
  ['a quote that is not closed', 'lon,lat,name\n119.7,30.2,"a\n119.7,30.2,b\n', /Line \d .*a quote/],
  ['no coordinates', 'name,address\na,b\n', /no columns of coordinates.*name, address/],
  ['several that could be', 'gcj_lon,gcj_lat,wgs_lon,wgs_lat\n1,2,3,4\n', /Several columns.*gcj_lon/],
  ['no WKT', 'name,wkt\na,here\n', /"wkt" .* is not WKT.*"here"/],
  ['no rows', 'name,lon,lat\n', /no (features|geometries)/],
])('refuses a table with %s', async (_, content, message) => {
  expect(await refusalOf(table(content), crs)).toMatch(message)
})

it('asks for the coordinate system, which no table declares', async () => {
  expect(await refusalOf(table('name,lon,lat\na,119.72,30.23\n'))).toContain('Give it by --crs')
})

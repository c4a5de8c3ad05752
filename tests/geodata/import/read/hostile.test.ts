/** Malicious files are refused with a sentence, in bounded time, memory and disk. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, expect, it } from 'vitest'
import { allowedDrivers, skippedDrivers } from '../../../../geodata/import/gdal/drivers.ts'
import { Gdal } from '../../../../geodata/import/gdal/gdal.ts'
import type { WatchLimits } from '../../../../geodata/import/gdal/watch.ts'
import { openVector } from '../../../../geodata/import/read/source.ts'
import { checkZip } from '../../../../geodata/import/read/zip.ts'
import { zipOf } from './write-zip.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-hostile-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const point = { type: 'Point', coordinates: [119.7, 30.2] }
const feature = (properties: object) => ({ type: 'Feature', geometry: point, properties })
const collection = (...features: object[]) =>
  Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }))

async function read(name: string, limits: Partial<WatchLimits> = {}): Promise<number> {
  const gdal = await Gdal.start(limits)
  try {
    const source = await openVector(gdal, { file: at(name), as: 'places' })
    let count = 0
    for await (const _ of source.features()) count += 1
    return count
  } finally {
    await gdal.close()
    expect(existsSync(gdal.folder)).toBe(false)
  }
}

const sampled = (name: string) =>
  writeFileSync(at(name), gunzipSync(readFileSync(new URL(`hostile/${name}.gz`, import.meta.url))))

it('reads with the listed drivers only', async () => {
  const require = createRequire(new URL('../../../../geodata/import/gdal/worker.ts', import.meta.url))
  const path = relative('.', join(dirname(require.resolve('gdal3.js/package.json')), 'dist/package'))
  const { drivers } = await require('gdal3.js/node.js')({
    path,
    dest: folder,
    useWorker: false,
    env: { GDAL_SKIP: skippedDrivers },
    logHandler: () => {},
  })
  const there = new Set([...Object.keys(drivers.vector), ...Object.keys(drivers.raster)])
  expect([...there].sort()).toEqual([...allowedDrivers].sort())
})

it.each([
  [
    'a VRT that names another file',
    `<OGRVRTDataSource><OGRVRTLayer name="parcels"><SrcDataSource>parcels.geojson</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>`,
  ],
  [
    'a GML with an entity of a file',
    `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml">&e;</ogr:FeatureCollection>`,
  ],
])('does not follow %s', async (_, text) => {
  writeFileSync(at('parcels.geojson'), collection(feature({ name: 'secret' })))
  // The name says otherwise, but GDAL decides by the content.
  writeFileSync(at('hostile.kml'), text)
  await expect(read('hostile.kml')).rejects.toThrow(
    /hostile.kml is (XML of|GML), which is not read|XML of <ogrvrt/i,
  )
})

it('expands no entities of a KML', async () => {
  const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`)
  const bomb = `<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY e0 "xxxxxxxxxx">${entities.join('')}]>
    <kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>&e9;</name>
    <Point><coordinates>119.7,30.2</coordinates></Point></Placemark></Document></kml>`
  writeFileSync(at('laughs.kml'), bomb)
  await expect(read('laughs.kml')).rejects.toThrow(/XML of laughs.kml is wrong or cut short at line 2/)
})

it('stops a file that produces too much output, and cleans up', async () => {
  sampled('many.gpkg')
  await expect(read('many.gpkg', { maxBytes: 20_000_000 })).rejects.toThrow(/far more than its size/)
})

it('stops a file with endless rows', async () => {
  sampled('endless.gpkg')
  await expect(read('endless.gpkg', { stillMs: 1_000 })).rejects.toThrow(/made no progress/)
})

it('reads many rows of a valid GeoPackage', async () => {
  sampled('many.gpkg')
  expect(statSync(at('many.gpkg')).size).toBeLessThan(20_000)
  expect(await read('many.gpkg')).toBe(400_000)
})

const geojson = collection(feature({ name: 'a' }))

it.each([
  '../../etc/cron.d/a.geojson',
  '/etc/a.geojson',
  'C:\\a.geojson',
  'a/..\\..\\b.geojson',
  'a\u0000.geojson',
])('refuses a zip with a file named %j', async (name) => {
  zipOf(at('names.zip'), { [name]: geojson })
  await expect(checkZip(at('names.zip'))).rejects.toThrow(/points outside the zip/)
})

it('reads no more of a compressed file than its directory declares', async () => {
  const zeros = Buffer.concat([collection(feature({ name: 'a' })), Buffer.alloc(300_000_000, 32)])
  zipOf(at('understated.zip'), { 'a.geojson': zeros }, geojson.length)
  const before = process.memoryUsage().rss
  await read('understated.zip').catch((error: unknown) => expect(String(error)).toMatch(/not a complete zip/))
  expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000)
})

it('refuses sizes beyond 4 GiB, which are outside the directory', async () => {
  zipOf(at('zip64.zip'), { 'a.geojson': geojson }, 0xffffffff)
  await expect(checkZip(at('zip64.zip'))).rejects.toThrow(/more than 4 GiB/)
})

it('refuses a directory at another place than the end of the file declares', async () => {
  zipOf(at('plain.zip'), { 'a.geojson': geojson })
  const honest = readFileSync(at('plain.zip'))
  zipOf(at('inner.zip'), { 'a.geojson': Buffer.alloc(100_000_000) })
  const inner = readFileSync(at('inner.zip'))
  // The record at the end names the valid directory; readers that count from the end find the other one.
  const directory = honest.readUInt32LE(honest.length - 22 + 16)
  const two = Buffer.concat([honest.subarray(0, -22), inner])
  two.writeUInt32LE(directory, two.length - 22 + 16)
  writeFileSync(at('two.zip'), two)
  await expect(checkZip(at('two.zip'))).rejects.toThrow(/not a complete zip/)
})

it('refuses overlapping files by the sum of their sizes', async () => {
  zipOf(
    at('overlap.zip'),
    Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}.geojson`, geojson])),
    4_000_000,
  )
  await expect(checkZip(at('overlap.zip'))).rejects.toThrow(/far more than its size/)
})

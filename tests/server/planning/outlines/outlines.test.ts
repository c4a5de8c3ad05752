/** Outlines from upload to repair; synthetic files in the fixture's ground. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { publicViewer } from '../../../../geodata/access/viewer.ts'
import { ImportError } from '../../../../geodata/import/error.ts'
import { judgeSystem } from '../../../../geodata/import/judge-system.ts'
import { cornersOf, readOutlines } from '../../../../geodata/import/read-outlines.ts'
import type { OutlineSetAnswer } from '../../../../geodata/model/answers/planning-outlines.ts'
import { outlineArea } from '../../../../geodata/model/planning/outline/repair.ts'
import { dataContext } from '../../../../server/context.ts'
import { placeOutlines } from '../../../../server/planning/outlines/place.ts'
import { addSet, sweepSets } from '../../../../server/planning/outlines/rows.ts'
import { describeOnPostgis } from '../../../environment/databases.ts'
import { hasPoppler, pdfText } from '../../../environment/poppler.ts'
import { sharedGdal } from '../../../environment/shared-gdal.ts'
import { zipOf } from '../../../geodata/import/read/write-zip.ts'
import { type ImporterName, Importing } from '../../imports/importing.ts'
import { loadFixture } from '../../serve.ts'
import { boundaryText, bowTie, inZone, parcelA, rectangle, triangle } from './fixture-rings.ts'
import { writeOutlines } from './polygon-shapefile.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-outlines-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describeOnPostgis('outlines', (db) => {
  let site: Importing
  beforeAll(async () => {
    await loadFixture(db())
    site = await Importing.start(db())
  })
  afterAll(() => site.close())

  const read = async (who: ImporterName, name: string, bytes: Uint8Array, more: object = {}) => {
    const file = await site.upload(who, name, bytes)
    const job = await site.done(who, '/planning/outlines', { file: file.id, ...more })
    if (job.problem !== null) return { problem: job.problem, set: null }
    const { outlines } = job.result as { outlines: string }
    return {
      problem: null,
      set: (await site.ask(who, 'GET', `/planning/outlines/${outlines}`)).body as OutlineSetAnswer,
    }
  }
  const shapefile = (outlines: Parameters<typeof writeOutlines>[1], prj?: string | null) => {
    const path = join(folder, 'outlines.zip')
    writeOutlines(path, outlines, prj)
    return readFileSync(path)
  }
  const setOf = async (...given: Parameters<typeof read>): Promise<OutlineSetAnswer> => {
    const { set, problem } = await read(...given)
    if (set === null) throw new Error(problem.en)
    return set
  }

  /** As the job of the page, with the worker's GDAL. */
  const readHere = async (name: string, bytes: Uint8Array): Promise<OutlineSetAnswer> => {
    const owner = dataContext(db()).databaseAs(site.accounts.get('planner') ?? publicViewer)
    const file = join(folder, name)
    writeFileSync(file, bytes)
    const source = await readOutlines({ file, as: 'outlines', gdal: await sharedGdal() })
    const candidates = await judgeSystem(owner, { ...source, corners: cornersOf(source), names: [name] })
    const set = { name, source, candidates, system: null, outlines: null, findings: null }
    const id = await addSet(owner, set, 1)
    return (await site.ask('planner', 'GET', `/planning/outlines/${id}`)).body
  }

  it('reads a Shapefile in GBK and zone 40, waits for the system, finds a bow-tie and repairs it', async () => {
    const set = await setOf(
      'planner',
      '红线.zip',
      shapefile([{ name: '钱王大街北侧', rings: [inZone(bowTie)] }]),
    )
    expect(set).toMatchObject({
      name: '红线.zip',
      encoding: 'GB18030',
      count: 1,
      system: null,
      outlines: [],
      faults: [],
    })
    expect(set.candidates.map(({ crs }) => crs)).toEqual(['EPSG:4528', 'EPSG:2364', 'EPSG:2416'])
    const [first, other] = set.candidates
    expect(first).toMatchObject({
      is_declared: true,
      is_on_ground: true,
      is_certain: true,
      matches: 1,
      metres: 0,
    })
    expect(first?.shape[0]?.[0]).toHaveLength(5)
    expect(other).toMatchObject({ is_certain: false })
    expect(other?.metres).toBeGreaterThan(0.5)

    const path = `/planning/outlines/${set.id}`
    expect((await site.ask('planner', 'POST', `${path}/repair`, {})).status).toBe(409)
    const uncertain = await site.ask('planner', 'PUT', `${path}/system`, { crs: 'EPSG:2364' })
    expect(uncertain.status).toBe(409)
    expect(uncertain.body.detail).toContain('towgs84')
    const placed = await site.ask('planner', 'PUT', `${path}/system`, { crs: 'EPSG:4528' })
    expect(placed.body).toMatchObject({
      system: { crs: 'EPSG:4528' },
      outlines: [{ name: '钱王大街北侧', is_checkable: false }],
      fault_count: 1,
      faults: [{ code: 'self_crossing', blocks: true }],
      repairs: [{ outline: 0, codes: ['self_crossing'], parts_before: 1, parts_after: 2 }],
    })
    expect(placed.body.repairs[0].after_m2).toBeCloseTo(5000, 1)
    const repaired = await site.ask('planner', 'POST', `${path}/repair`, {})
    expect(repaired.body).toMatchObject({ fault_count: 0, repairs: [], outlines: [{ is_checkable: true }] })
    expect(repaired.body.outlines[0].parts).toHaveLength(2)
    expect(repaired.body.outlines[0].area_m2).toBeCloseTo(5000, 1)
  })

  it('writes outlines that read back equal, and the result as PDF, Excel and GeoPackage', async () => {
    const set = await setOf('planner', '甲.zip', shapefile([{ name: '=1+1', rings: [inZone(parcelA)] }]))
    const path = `/planning/outlines/${set.id}`
    expect((await site.ask('planner', 'GET', `${path}/outlines.txt`)).status).toBe(409)
    await site.ask('planner', 'PUT', `${path}/system`, { crs: 'EPSG:4528' })
    expect((await site.ask('planner', 'GET', `${path}/report.pdf`)).status).toBe(409)
    await site.done('planner', `${path}/check`, undefined)
    const file = (name: string, bytes: Uint8Array) => {
      writeFileSync(join(folder, name), bytes)
      return join(folder, name)
    }
    const gdal = await sharedGdal()
    const systems = {
      'outlines.geojson': 'EPSG:4490',
      'outlines.txt': 'EPSG:4528',
      'outlines.zip': 'EPSG:4549',
      'outlines.dxf': 'EPSG:4549',
      'report.gpkg': 'EPSG:4549',
    }
    for (const [name, crs] of Object.entries(systems)) {
      const source = await readOutlines({
        file: file(name, await site.bytes('planner', `${path}/${name}`)),
        as: 'outlines',
        gdal,
      })
      const [first] = placeOutlines(source, { crs, swapped: false })
      expect([name, Math.round(outlineArea(first?.parts ?? []) * 100) / 100]).toEqual([name, 10_000])
      // The GeoPackage has the overlaps as well.
      expect(source.outlines.length > 1).toBe(name.endsWith('gpkg'))
    }
    const pdf = await site.bytes('planner', `${path}/report.pdf?lang=zh`)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    await expectCheckPage(path, pdf)
    const sheets = unzipSync(await site.bytes('planner', `${path}/report.xlsx?lang=zh`))
    const text = Object.values(sheets)
      .map((part) => Buffer.from(part).toString('utf8'))
      .join('')
    expect(text).toContain('永久基本农田')
    // Text, also after somebody saves the sheet as CSV.
    expect(text).toContain("<t>'=1+1</t>")
    expect(text).not.toContain('<f>')
  })

  /** The hash on the report fits what is stored; the page behind its code says so in words. */
  const expectCheckPage = async (path: string, pdf: Uint8Array) => {
    if (!hasPoppler()) return
    const text = pdfText(Buffer.from(pdf)).replaceAll(/\s/g, '')
    for (const part of ['项目红线检查报告', '永久基本农田', '不代表批准', '依据文件', 'EPSG:4549'])
      expect(text).toContain(part)
    const hash = /SHA-256([0-9a-f]{64})/.exec(text)?.[1] ?? ''
    const checkOf = (sha256: string) => site.ask('planner', 'GET', `${path}/report/check?sha256=${sha256}`)
    expect((await checkOf(hash)).body).toEqual({ fits: true, sha256: hash })
    expect((await checkOf('0'.repeat(64))).body).toMatchObject({ fits: false })
    const page = await fetch(`${site.origin('planner')}${path}/report/check?sha256=${hash}&lang=zh`, {
      headers: { Accept: 'text/html' },
    })
    expect(await page.text()).toContain('✓ 相符')
  }

  it('judges numbers without a declaration, and tells GCJ-02 by the known parcels', async () => {
    const zoned = await readHere('a.zip', shapefile([{ name: 'A', rings: [inZone(parcelA)] }], null))
    expect(zoned.candidates[0]).toMatchObject({ crs: 'EPSG:4528', is_declared: false, swapped: false })
    const plain = await readHere('b.zip', shapefile([{ name: 'A', rings: [parcelA] }], null))
    expect(plain.candidates[0]?.crs).toBe('EPSG:4549')
    expect(plain.candidates.find(({ crs }) => crs === 'EPSG:4548')?.metres).toBeGreaterThan(250_000)
    const swapped = await readHere(
      'c.zip',
      shapefile([{ name: 'A', rings: [parcelA.map(([x, y]) => [y, x])] }], null),
    )
    expect(swapped.candidates[0]).toMatchObject({ crs: 'EPSG:4549', swapped: true })

    const { rows } = await db().query<{ ring: [number, number][] }>(
      "select ST_AsGeoJSON(geom)::json #> '{coordinates,0,0}' as ring from parcels where id = 1",
    )
    const gcoord = (await import('gcoord')).default
    const ring = (rows[0]?.ring ?? []).map((at) => gcoord.transform([...at], gcoord.WGS84, gcoord.GCJ02))
    const json = {
      type: 'FeatureCollection',
      features: [
        { type: 'Feature', properties: { name: '高德' }, geometry: { type: 'Polygon', coordinates: [ring] } },
      ],
    }
    const shifted = await readHere('gcj.geojson', Buffer.from(JSON.stringify(json)))
    expect(shifted.candidates[0]).toMatchObject({ crs: 'GCJ-02', matches: 1, is_declared: false })
    const asDeclared = shifted.candidates.find(({ is_declared }) => is_declared)
    expect(asDeclared?.crs).toBe('EPSG:4490')
    expect(asDeclared?.metres).toBeGreaterThan(400)
    expect(asDeclared?.metres).toBeLessThan(700)
  })

  it('keeps faults of rings that programs would hide, and reads TXT and KML', async () => {
    const [west, south] = [119.77, 30.24]
    const square = (side: number, from = 0) => [
      [west + from, south + from],
      [west + from + side, south + from],
      [west + from + side, south + from + side],
      [west + from, south + from + side],
      [west + from, south + from],
    ]
    const json = {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: {},
          geometry: { type: 'Polygon', coordinates: [square(0.002), square(0.001, 0.0005)] },
        },
      ],
    }
    const set = await readHere('hole.geojson', Buffer.from(JSON.stringify(json)))
    const placed = await site.ask('planner', 'PUT', `/planning/outlines/${set.id}/system`, {
      crs: 'EPSG:4490',
    })
    expect(placed.body.faults.map((fault: { code: string }) => fault.code)).toEqual(['ring_order'])
    expect(placed.body.repairs[0].change_m2).toBeCloseTo(0, 3)

    const bytes = iconv.encode(boundaryText, 'gbk')
    const boundary = await readHere('报部.txt', bytes)
    expect(boundary).toMatchObject({
      count: 1,
      candidates: [{ crs: 'EPSG:4549', is_declared: true, matches: 1 }, {}, {}, {}, {}],
    })
    // Given back to the byte, until it says something else than the outlines.
    const path = `/planning/outlines/${boundary.id}`
    await site.ask('planner', 'PUT', `${path}/system`, { crs: 'EPSG:4549' })
    expect(Buffer.from(await site.bytes('planner', `${path}/outlines.txt`)).equals(bytes)).toBe(true)
    await site.ask('planner', 'PUT', `${path}/system`, { crs: 'EPSG:4548' })
    const moved = iconv.decode(Buffer.from(await site.bytes('planner', `${path}/outlines.txt`)), 'gbk')
    expect(moved).toContain('一号地块')
    expect(moved).not.toContain(boundaryText.slice(-30))
    const kml = `<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>湖边</name><Polygon><outerBoundaryIs><LinearRing><coordinates>${square(0.001).join(' ')}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>`
    expect(await readHere('lake.kml', Buffer.from(kml))).toMatchObject({
      count: 1,
      candidates: [{ crs: 'EPSG:4490' }, {}, {}, {}, {}],
    })
  })

  it('says what is wrong with a file, and stores nothing', async () => {
    const before = (await site.ask('planner', 'GET', '/planning/outlines')).body.sets.length
    const point = {
      type: 'Feature',
      properties: {},
      geometry: { type: 'Point', coordinates: [119.77, 30.24] },
    }
    const points = JSON.stringify({ type: 'FeatureCollection', features: [point] })
    await expect(readHere('points.geojson', Buffer.from(points))).rejects.toThrow(
      'has no areas and no closed lines',
    )
    const far = await read(
      'planner',
      'far.zip',
      shapefile([{ name: 'x', rings: [rectangle(5e7, 9e7, 10, 10)] }], null),
    )
    expect(far.problem?.en).toContain('fit no known system')
    const evil = join(folder, 'evil.zip')
    zipOf(evil, { '../../outline.geojson': Buffer.from('{}') })
    const slip = await read('planner', 'evil.zip', readFileSync(evil))
    expect(slip.problem).not.toBeNull()
    const cut = shapefile([{ name: 'x', rings: [parcelA] }]).subarray(0, 300)
    await expect(readHere('cut.zip', cut)).rejects.toBeInstanceOf(ImportError)
    expect((await site.ask('planner', 'GET', '/planning/outlines')).body.sets).toHaveLength(before)
  })

  it('shows a set to its owner and to administrators only, and deletes it when asked or expired', async () => {
    const drawn = await site.ask('planner', 'POST', '/planning/outlines/drawn', {
      name: '绘制',
      outlines: [{ name: '甲', parts: triangle }],
    })
    expect(drawn).toMatchObject({ status: 201, body: { system: { crs: 'EPSG:4326' }, fault_count: 0 } })
    const path = `/planning/outlines/${drawn.body.id}`
    expect((await site.ask('otherPlanner', 'GET', path)).status).toBe(404)
    expect((await site.ask('otherPlanner', 'GET', '/planning/outlines')).body.sets).toEqual([])
    expect((await site.ask('admin', 'GET', path)).status).toBe(200)
    expect((await site.ask('otherPlanner', 'DELETE', path)).status).toBe(404)
    expect((await site.ask('officer', 'GET', path)).status).toBe(403)
    await db().query("update outline_sets set expires_at = now() - interval '1 second' where id = $1", [
      drawn.body.id,
    ])
    expect((await site.ask('planner', 'GET', path)).status).toBe(404)
    expect(await sweepSets(db())).toBe(1)
  })
})

import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { ImportError } from '../../../geodata/import/error.ts'
import { previewImport } from '../../../geodata/import/preview.ts'
import { deliveryReportSchema } from '../../../geodata/model/answers/delivery.ts'
import { isFinished } from '../../../geodata/model/answers/job.ts'
import { withPageFields } from '../../../server/jobs/page-words.ts'
import { describeOnDatabase, describeOnPostgis } from '../../environment/databases.ts'
import { hasPoppler, pdfText } from '../../environment/poppler.ts'
import { importFile, sharedGdal } from '../../environment/shared-gdal.ts'
import { zipOf } from '../../geodata/import/read/write-zip.ts'
import { Importing } from './importing.ts'
import { parcelsCsv } from './parcels-csv.ts'

async function parcels(database: Database, source: string) {
  const { rows } = await database.query(
    'select count(*)::integer as count, min(st_x(st_centroid(geom))) as x from parcels where source = $1',
    [source],
  )
  return rows[0]
}

describeOnDatabase('an import on the page', (db) => {
  let site: Importing
  beforeAll(async () => {
    site = await Importing.start(db(), { UPLOAD_MB: '1' })
  })
  afterAll(() => site.close())

  it('shows the guess of system and encoding without storing, and then imports as the command does', async () => {
    const file = await site.upload('planner', '宗地.csv', parcelsCsv(120))
    expect(file).toMatchObject({ name: '宗地.csv', received: file.bytes, kind: 'upload' })
    const preview = await site.done('planner', '/imports/previews', { file: file.id, as: 'parcels' })
    expect(preview.problem).toBeNull()
    expect(preview.result).toMatchObject({
      source: 'parcels:宗地',
      total: 120,
      shown: 120,
      encoding: 'GB18030',
      notes: expect.arrayContaining([
        {
          zh: '文件未注明编码，按 GB18030 读取',
          en: 'The file does not state its encoding and was read as GB18030',
        },
      ]),
      crs: { read: 'EPSG:4549', from: 'guess', said: null, swapped: false },
      columns: { fields: expect.arrayContaining(['地块']), missing: [] },
      replaces: null,
    })
    const { crs, sample, bounds, features } = preview.result as never as {
      crs: { alternatives: { crs: string; metres: number; box: number[][] }[] }
      sample: Record<string, string>[]
      bounds: number[]
      features: string
    }
    // Ranked as in the check of outlines: what it was read in first, the old datums tens of metres off.
    expect(crs.alternatives[0]).toMatchObject({ crs: 'EPSG:4549', metres: 0, is_certain: true })
    const old = crs.alternatives.find((one) => one.crs === 'EPSG:2385')
    expect([old?.metres, old?.box[0]?.[0]]).toEqual([expect.any(Number), expect.closeTo(119.77, 2)])
    expect(sample[0]).toMatchObject({ 地块: '青山', land_use: '0701' })
    expect(bounds[0]).toBeCloseTo(119.77, 2)
    expect(bounds[1]).toBeCloseTo(30.24, 2)
    const drawn = await site.ask('planner', 'GET', `/files/${features}/content`)
    expect(drawn.body.features).toHaveLength(120)
    expect(await parcels(db(), 'parcels:宗地')).toMatchObject({ count: 0 })

    const request = {
      file: file.id,
      as: 'parcels',
      source: 'parcels:宗地',
      crs: 'EPSG:4549',
      encoding: 'GBK',
    }
    const job = await site.done('planner', '/imports', request)
    expect(job).toMatchObject({
      state: 'done',
      problem: null,
      result: { source: 'parcels:宗地', as: 'parcels', counts: { parcels: 120 } },
    })
    const { report } = job.result as { report: { zh: string; en: string } }
    expect(report.en).toMatch(/^Imported "parcels:宗地".*\n {2}Parcels \(parcels\): 120 new/)
    expect(report.zh).toMatch(/^已导入/)
    expect(await parcels(db(), 'parcels:宗地')).toMatchObject({ count: 120, x: expect.closeTo(119.77, 2) })
    const { rows } = await db().query(
      "select account::float8 as account, object from audit.entries where action = 'import' order by id desc limit 1",
    )
    expect(rows[0]).toEqual({
      account: site.accounts.get('planner')?.account,
      object: 'imports/parcels:宗地',
    })
  })
})

describeOnDatabase('the rules of imports on the page', (db) => {
  let site: Importing
  let folder: string
  const written = (name: string, bytes: Buffer) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuangxi-rules-'))
    site = await Importing.start(db(), { UPLOAD_MB: '1' })
  })
  afterAll(async () => {
    await site.close()
    await rm(folder, { recursive: true })
  })

  it('replaces rows of a source only after consent, and not those of a newer import', async () => {
    const asked = { as: 'parcels', source: 'parcels:宗地', crs: 'EPSG:4549' }
    await importFile(db(), { ...asked, file: written('宗地.csv', parcelsCsv(120)) })
    const file = await site.upload('otherPlanner', '宗地.csv', parcelsCsv(2))
    const request = { ...asked, file: file.id }
    const refused = await site.ask('otherPlanner', 'POST', '/imports', request)
    expect(refused).toMatchObject({
      status: 409,
      body: { details: { en: expect.stringMatching(/has 120 rows/) } },
    })
    const preview = await site.done('otherPlanner', '/imports/previews', { file: file.id, as: 'parcels' })
    const { replaces } = preview.result as {
      replaces: { rows: number; last_import: { id: number; file: string } }
    }
    expect(replaces).toMatchObject({ rows: 120, last_import: { file: '宗地.csv', kind: 'parcels' } })
    const outdated = { ...request, replaces: { last_import: replaces.last_import.id - 1 } }
    expect(await site.done('otherPlanner', '/imports', outdated)).toMatchObject({
      state: 'failed',
      problem: { en: expect.stringMatching(/imported again after the preview/) },
    })
    expect(await parcels(db(), 'parcels:宗地')).toMatchObject({ count: 120 })
    const agreed = { ...request, replaces: { last_import: replaces.last_import.id } }
    expect(await site.done('otherPlanner', '/imports', agreed)).toMatchObject({ state: 'done' })
    expect(await parcels(db(), 'parcels:宗地')).toMatchObject({ count: 2 })
  })

  it('refuses a wrong system and an unsafe archive in a sentence, and stores nothing', async () => {
    const csv = await site.upload('planner', 'other.csv', parcelsCsv(3))
    const request = { file: csv.id, as: 'parcels', source: 'x', crs: 'EPSG:4528' }
    const job = await site.done('planner', '/imports', request)
    const sentence = /do not fit EPSG:4528\. Give the right system by "Coord/
    const problem = { en: expect.stringMatching(sentence) }
    expect(job).toMatchObject({ state: 'failed', result: null, problem })
    expect(job.problem?.en).not.toMatch(/--|\/tmp|shuangxi-/)
    zipOf(join(folder, 'evil.zip'), { '../../evil.csv': parcelsCsv(3) })
    const zip = { file: join(folder, 'evil.zip'), as: 'parcels', source: 'x' }
    const error = await importFile(db(), zip).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ImportError)
    expect((error as ImportError).text.en).toMatch(/evil/)
    expect(withPageFields((error as ImportError).text).en).not.toMatch(/--|\/tmp|shuangxi-/)
    expect(await parcels(db(), 'x')).toMatchObject({ count: 0 })
  })

  it('shows messages of the importer with the fields of the page', async () => {
    const file = written('other.csv', parcelsCsv(3))
    const crs = 'EPSG:4549'
    for (const [request, sentence] of [
      [{ file, as: 'parcels', source: 'x', crs, encoding: 'UTF-8' }, /is not UTF-8/],
      [{ file, as: 'control_lines', source: 'x', crs }, /Required columns are missing/],
      [{ file, as: 'parcels', source: 'sample:x', crs }, /reserved for the synthetic sample/],
    ] as const) {
      const error = await importFile(db(), request).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(ImportError)
      const { en } = withPageFields((error as ImportError).text)
      expect(en).toMatch(sentence)
      expect(en).not.toMatch(/--|\/tmp|shuangxi-/)
    }
    expect(await parcels(db(), 'x')).toMatchObject({ count: 0 })
    const surveyFile = written('范围.csv', parcelsCsv(2))
    const asked = { file, as: 'control_lines', gdal: await sharedGdal() }
    const survey = { file: '范围.csv', total: 2, features: { length: 2 } }
    await expect(previewImport(db(), { ...asked, surveyFile })).resolves.toMatchObject({ survey })
    const preview = await previewImport(db(), asked)
    const { columns } = preview as unknown as { columns: { missing: { column: string }[] } }
    expect(columns.missing.map(({ column }) => column)).toContain('kind')
  })

  it('checks a delivery: an uploaded file, or what is stored, for its owner only', async () => {
    const file = await site.upload('planner', '成果.csv', parcelsCsv(3))
    const asked = { as: 'parcels', crs: 'EPSG:4549' }
    const job = await site.done('planner', '/imports/checks', { ...asked, file: file.id })
    const report = deliveryReportSchema.parse(job.result)
    expect(report).toMatchObject({ source: '成果.csv', features: 3, score: 100, faults: 0 })
    await importFile(db(), { ...asked, source: 'delivered', file: written('成果.csv', parcelsCsv(4)) })
    const rules = { fields: [{ column: 'address', required: true }] }
    const stored = await site.done('planner', '/imports/checks', {
      as: 'parcels',
      source: 'delivered',
      rules,
    })
    expect(stored.result).toMatchObject({
      source: 'delivered',
      features: 4,
      must: 4,
      listed: [{ check: '2101', field: 'address' }, {}, {}, {}],
    })
    const printed = await fetch(`${site.origin('planner')}/imports/checks/${stored.id}/report.pdf?lang=zh`)
    expect([printed.status, printed.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    const pdf = Buffer.from(await printed.arrayBuffer())
    expect(pdf.toString('latin1', 0, 5)).toBe('%PDF-')
    // With a map of each of the worst faults.
    if (hasPoppler()) expect(pdfText(pdf).match(/问题位置/g)).toHaveLength(4)
    expect((await site.ask('otherPlanner', 'GET', `/imports/checks/${stored.id}/report.pdf`)).status).toBe(
      404,
    )
    const none = await site.done('planner', '/imports/checks', { as: 'parcels', source: 'nothing' })
    expect(none).toMatchObject({
      state: 'failed',
      problem: { en: expect.stringContaining('no parcels of the source') },
    })
    expect((await site.ask('otherPlanner', 'GET', `/jobs/${job.id}`)).status).toBe(404)
    expect((await site.ask('planner', 'POST', '/imports/checks', { as: 'roads' })).status).toBe(403)
  })

  it('is for administrators and for planners without limits, each within their kinds', async () => {
    const file = await site.upload('planner', 'mine.csv', parcelsCsv(1))
    const preview = (
      who: 'public' | 'officer' | 'plannerOfTown' | 'planner' | 'otherPlanner' | 'admin',
      as: string,
    ) => site.ask(who, 'POST', '/imports/previews', { file: file.id, as })
    expect((await preview('public', 'parcels')).status).toBe(401)
    expect((await preview('officer', 'parcels')).status).toBe(403)
    expect((await preview('plannerOfTown', 'parcels')).status).toBe(403)
    expect((await preview('planner', 'roads')).status).toBe(403)
    expect((await preview('planner', 'osm')).status).toBe(403)
    expect((await preview('planner', 'nothing')).status).toBe(404)
    // A file of another account does not exist.
    expect((await preview('otherPlanner', 'parcels')).status).toBe(404)
    expect((await site.ask('otherPlanner', 'GET', `/files/${file.id}`)).status).toBe(404)
    expect((await site.ask('otherPlanner', 'DELETE', `/files/${file.id}`)).status).toBe(404)
    const own = { file: (await site.upload('otherPlanner', 'own.csv', parcelsCsv(1))).id, as: 'parcels' }
    const beside = await site.ask('otherPlanner', 'POST', '/imports/previews', {
      ...own,
      survey_file: file.id,
    })
    expect(beside.status).toBe(404)
    const job = (await preview('planner', 'parcels')).body
    expect((await site.ask('otherPlanner', 'GET', `/jobs/${job.id}`)).status).toBe(404)
    expect((await site.ask('otherPlanner', 'POST', `/jobs/${job.id}/cancel`)).status).toBe(404)
    expect((await site.ask('admin', 'GET', `/jobs/${job.id}`)).status).toBe(200)
    // It waits for the planner's, and need not run.
    const ofRoads = await preview('admin', 'roads')
    expect(ofRoads.status).toBe(202)
    await site.ask('admin', 'POST', `/jobs/${ofRoads.body.id}/cancel`)
    await site.ask('planner', 'POST', `/jobs/${job.id}/cancel`)
    await site.until('planner', job.id, isFinished)
  })

  it('accepts files within their limits only, part by part', async () => {
    const begin = (body: unknown) => site.ask('planner', 'POST', '/files', body)
    expect(await begin({ name: 'a.csv', bytes: 2 ** 20 + 1 })).toMatchObject({
      status: 413,
      body: { details: { en: expect.stringMatching(/at most 1 MiB/) } },
    })
    for (const name of ['../a.csv', 'a\\b.csv', '..', '', 'a\u0000b'])
      expect((await begin({ name, bytes: 1 })).status, name).toBe(400)
    const { body: file } = await begin({ name: 'a.csv', bytes: 10 })
    const part = (offset: number, length: number) =>
      site.ask('planner', 'PATCH', `/files/${file.id}?offset=${offset}`, Buffer.alloc(length, 'a'))
    expect((await part(3, 2)).status).toBe(409)
    expect((await part(0, 11)).status).toBe(400)
    expect((await part(0, 6)).body).toMatchObject({ received: 6 })
    expect((await part(0, 6)).status).toBe(409)
    expect(
      (await site.ask('planner', 'POST', '/imports/previews', { file: file.id, as: 'parcels' })).status,
    ).toBe(409)
    expect((await site.ask('planner', 'DELETE', `/files/${file.id}`)).status).toBe(204)
    expect((await part(6, 4)).status).toBe(404)
  })
})

describeOnPostgis('cancelling an import', (db) => {
  it('ends it while it stores, with nothing stored', async () => {
    const site = await Importing.start(db())
    const blocking = await db().connect()
    try {
      const file = await site.upload('planner', 'slow.csv', parcelsCsv(50))
      await blocking.query('begin')
      await blocking.query('lock table parcels in exclusive mode')
      const request = { file: file.id, as: 'parcels', source: 'slow', crs: 'EPSG:4549' }
      const { body: job } = await site.ask('planner', 'POST', '/imports', request)
      const storing = await site.until('planner', job.id, ({ step }) => /Storing/.test(step?.en ?? ''))
      expect(storing.state).toBe('running')
      expect((await site.ask('planner', 'POST', `/jobs/${job.id}/cancel`)).body.cancel_requested).toBe(true)
      // The lock is still held, so the statement itself was cancelled.
      const end = await site.until('planner', job.id, ({ state }) => state !== 'running')
      expect(end).toMatchObject({ state: 'cancelled', result: null, problem: null })
    } finally {
      await blocking.query('rollback')
      blocking.release()
      await site.close()
    }
    const { rows } = await db().query("select from parcels where source = 'slow'")
    expect(rows).toHaveLength(0)
    expect((await db().query('select from imports')).rows).toHaveLength(0)
  })
})

/** Imports some damaged files of each format; `npm run fuzz:import` tries thousands. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { runImport } from '../../../../geodata/import/import.ts'
import { createRandom } from '../../../../geodata/sample/random.ts'
import { describeOnPostgis } from '../../../environment/databases.ts'
import { sharedGdal } from '../../../environment/shared-gdal.ts'
import { brokenFiles } from './broken.ts'
import { formats } from './formats/index.ts'
import { mutate } from './mutate.ts'
import { fuzz, writeFiles, wrongRefusal } from './run.ts'
import { stateOf } from './totals.ts'

/** Elevations take half a second each. */
const counts: Readonly<Record<string, number>> = { dem: 10 }
const USUAL_COUNT = 40

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('mutate', () => {
  it('returns the same bytes for the same seed, and others for another', () => {
    const bytes = Buffer.from('one file of two hundred bytes '.repeat(7))
    const of = (seed: string) => mutate(bytes, createRandom(seed)).toString('hex')
    const seeds = Array.from({ length: 100 }, (_, i) => String(i))
    expect(seeds.map(of)).toEqual(seeds.map(of))
    expect(new Set(seeds.map(of)).size).toBeGreaterThan(90)
    expect(bytes.toString()).toBe('one file of two hundred bytes '.repeat(7))
  })
})

describeOnPostgis('damaged files', (db) => {
  it('that are certainly broken, 200 of them, are refused in a sentence, and nothing is stored', {
    timeout: 300_000,
  }, async () => {
    const gdal = await sharedGdal()
    const files = await brokenFiles(gdal)
    const before = await stateOf(db(), 'broken')
    const faults: string[] = []
    for (const { name, files: bytes, request } of files) {
      const file = writeFiles(bytes, join(folder, 'broken'))
      const outcome = await runImport(db(), { ...request, file, source: 'broken', gdal }).catch(
        (error: unknown) => error,
      )
      if (!(outcome instanceof Error)) faults.push(`${name}: was imported`)
      else faults.push(...wrongRefusal(outcome).map((fault) => `${name}: ${fault}`))
    }
    expect(faults).toEqual([])
    expect(files.length).toBeGreaterThanOrEqual(200)
    expect(await stateOf(db(), 'broken')).toEqual(before)
  })

  test.each(formats)(
    'of $name are refused in a sentence or imported with exact totals',
    {
      timeout: 300_000,
    },
    async (format) => {
      const count = counts[format.name] ?? USUAL_COUNT
      const report = await fuzz(db(), { gdal: await sharedGdal(), format, count, seed: 'suite', folder })
      expect(report.failures).toEqual([])
      expect(report.refused).toBeGreaterThan(0)
    },
  )
})

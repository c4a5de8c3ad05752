/** Imports some damaged files of each format; `npm run fuzz:import` tries thousands. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { createRandom } from '../../../../geodata/sample/random.ts'
import { describeOnPostgis } from '../../../environment/databases.ts'
import { sharedGdal } from '../../../environment/shared-gdal.ts'
import { formats } from './formats/index.ts'
import { mutate } from './mutate.ts'
import { fuzz } from './run.ts'

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

/** Archives are public, so they contain what the public sees, whoever builds them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import { buildArchive } from '../../../tiles/archive/build.ts'
import { vectorContent } from '../../../tiles/archive/vector-content.ts'
import { buildCommand } from '../../../tiles/cli/build-command.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { decodeTile } from '../vector/tile-geometry.ts'
import { readArchive } from './read-archive.ts'

const folder = mkdtempSync(join(tmpdir(), 'archive-'))
afterAll(() => rmSync(folder, { recursive: true }))

const plans = catalogue.filter(({ id }) => id === 'plans')

describeOnPostgis('an archive of plans', (db) => {
  const path = () => join(folder, `${db().kind}.pmtiles`)
  const build = (diff = false) =>
    buildArchive(db(), {
      path: path(),
      content: vectorContent(db(), plans),
      zooms: [10, 12],
      concurrency: 2,
      diff,
    })
  const codes = async () => {
    const { tiles } = await readArchive(path())
    const found = [...tiles.values()].flatMap((tile) => decodeTile(tile).plans ?? [])
    return [...new Set(found.map(({ attributes }) => attributes.plan_code))].toSorted()
  }

  test('contains published plans, and has their extent', async () => {
    await db().query(
      `insert into plans (plan_code, name, state, land_use, area_m2, source, source_id, licence, synthetic, geom)
       select code, code, state, '0701', 1, 'fixture', code, 'CC0', true,
         ST_Multi(ST_MakeEnvelope(west, 30.2, west + 0.01, 30.21, 4326))
       from (values ('P1', 'published', 119.77), ('P2', 'draft', 119.775), ('P3', 'in_review', 120.5))
         as plan (code, state, west)`,
    )
    await build()
    expect(await codes()).toEqual(['P1'])
    const { header } = await readArchive(path())
    expect(header.maxLon).toBeCloseTo(119.78, 5)
  })

  test('loses plans that are no longer published when it is updated', async () => {
    await db().query("update plans set state = case plan_code when 'P1' then 'draft' else 'published' end")
    await build(true)
    expect(await codes()).toEqual(['P2', 'P3'])
  })
})

test('contains no layer that the public may not see', async () => {
  const run = buildCommand.run({
    operands: ['units,roads'],
    values: { out: join(folder, 'units.pmtiles'), diff: false },
    language: 'en',
    signal: new AbortController().signal,
    say: () => undefined,
  })
  await expect(run).rejects.toThrow('is not public')
})

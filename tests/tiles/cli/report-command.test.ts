/** `npm run tiles -- report` and `overviews`, as a reader calls them. */
import { spawnSync } from 'node:child_process'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../../geodata/database/open.ts'
import { findLayer } from '../../../geodata/model/catalogue.ts'
import { renderVectorTile } from '../../../tiles/vector/render.ts'
import {
  createPostgisDatabase,
  type PostgisTestDatabase,
  TEMPLATE,
} from '../../environment/postgis-database.ts'
import { projectRoot } from '../../house/source-files.ts'
import { loadFixture } from '../vector/fixture.ts'
import { decodeTile } from '../vector/tile-geometry.ts'

let place: PostgisTestDatabase

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'tiles/cli.ts', ...args, '--lang', 'en'],
    { cwd: projectRoot, env: { ...process.env, DATABASE_URL: place.url }, encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}

beforeAll(async () => {
  place = await createPostgisDatabase(TEMPLATE)
  const database = await openDatabase({ url: place.url })
  await loadFixture(database)
  await database.close()
}, 60_000)
afterAll(() => place.drop())

test('overviews are made, and the report shows the sizes of served tiles', async () => {
  const made = run('overviews', 'parcels,incidents')
  expect(made.stderr).toBe('')
  expect(made.stdout).toMatch(/^incidents: \d+ tiles, [\d.]+ MB$/m)
  expect(made.stdout).toMatch(/^parcels: \d+ tiles, /m)
  expect(made.stdout).not.toContain('roads')

  const report = run('report', 'parcels', '--json')
  expect(report.stderr).toBe('')
  const lines = report.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ z }) => z)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16])
  const database = await openDatabase({ url: place.url })
  for (const { worst } of [lines[0], lines[4], lines[6]]) {
    const tile = await renderVectorTile(
      database,
      [findLayer('parcels')].flatMap((l) => l ?? []),
      worst.address,
    )
    expect(worst.bytes).toBe(tile.length)
    expect(worst.gzipBytes).toBe(gzipSync(tile, { level: 4 }).length)
    expect(worst.features).toBe(decodeTile(tile).parcels?.length)
  }
  await database.close()

  const table = run('report', 'parcels,roads')
  expect(table.stdout).toMatch(/^parcels +8 +1 +1 /m)
  expect(table.stdout).toMatch(/The largest tile: parcels \d+\/\d+\/\d+, \d+ bytes, within the limit/)
}, 120_000)

test('a wrong call is answered with the known values', () => {
  const unknown = run('report', 'rivers')
  expect(unknown.status).toBe(2)
  expect(unknown.stderr).toContain('There is no layer "rivers"')
  expect(run('report', '--tiles', 'many').status).toBe(2)
  const none = run('overviews', 'units')
  expect(none.status).toBe(1)
  expect(none.stderr).toContain('always made from rows')
}, 60_000)

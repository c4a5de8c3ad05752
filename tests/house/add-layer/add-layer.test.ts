/** Following the README's steps for adding a layer results in a layer. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { tileAt } from '../../../geodata/model/tile.ts'
import { type Actor, by } from '../../environment/acting.ts'
import {
  createPostgisDatabase,
  type PostgisTestDatabase,
  TEMPLATE,
} from '../../environment/postgis-database.ts'
import { carryOut, codeBlocks, copyProject } from './carry-out.ts'

const blocks = codeBlocks('README.md', 'Add a layer')

test('both READMEs have the same code', () => {
  expect(blocks).toHaveLength(6)
  expect(codeBlocks('README.zh-CN.md', '增加图层')).toEqual(blocks)
})

describe('the layer of the README', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-layer-'))
  let made: PostgisTestDatabase
  let database: Database
  let server: ChildProcess
  let url = ''

  beforeAll(async () => {
    copyProject(folder)
    for (const block of blocks) carryOut(folder, block)
    made = await createPostgisDatabase(TEMPLATE)
    database = await openDatabase({ url: made.url, poolSize: 1 })
    server = spawn(process.execPath, ['--import', 'tsx', 'tests/environment/app-process.ts'], {
      cwd: folder,
      env: { ...process.env, DATABASE_URL: made.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(server, 'close').then(() => Promise.reject(new Error('the server ended')))
    const [line] = (await Promise.race([once(server.stdout ?? server, 'data'), ended])) as [Buffer]
    ended.catch(() => undefined)
    url = line.toString().trim()
  }, 120_000)
  afterAll(async () => {
    if (server.exitCode === null) {
      const ended = once(server, 'close')
      server.kill('SIGKILL')
      await ended
    }
    await database?.close()
    await made?.drop()
    rmSync(folder, { recursive: true })
  }, 60_000)

  const read = async (path: string, actor?: Actor) => {
    const answer = await fetch(url + path, { headers: by(actor) })
    expect([path, answer.status]).toEqual([path, 200])
    return answer.json()
  }
  const write = async (actor?: Actor) => {
    const geometry = { type: 'Point', coordinates: [119.77, 30.24] }
    const properties = { name: '迎客松', species: '马尾松', height_m: 18.5 }
    const answer = await fetch(`${url}/collections/trees/items`, {
      method: 'POST',
      headers: { ...by(actor), 'content-type': 'application/geo+json' },
      body: JSON.stringify({ type: 'Feature', geometry, properties }),
    })
    await answer.arrayBuffer()
    return answer.status
  }

  test('compiles', () => {
    const include = ['geodata/model', 'tiles/style', 'tests/tiles/vector/fixture.ts']
    writeFileSync(join(folder, 'layer.json'), JSON.stringify({ extends: './tsconfig.json', include }))
    const tsc = join(folder, 'node_modules/typescript/bin/tsc')
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', 'layer.json'], { cwd: folder })
    expect(stdout.toString()).toBe('')
  }, 120_000)

  test('is in the catalogue of features, tiles and styles and in the API', async () => {
    expect(await read('/collections/trees')).toMatchObject({ title: '古树名木' })
    const { vector_layers } = await read('/tiles/trees.json')
    expect(vector_layers).toMatchObject([{ id: 'trees', fields: { species: expect.anything() } }])
    const { layers } = await read('/style.json')
    expect(layers.map(({ id }: { id: string }) => id)).toContain('trees:dot')
    expect(Object.keys((await read('/api')).paths)).toContain('/collections/trees/items')
  })

  test('is written by planners only, and read by everyone as features and in tiles', async () => {
    expect(await Promise.all([write(), write('officer'), write('plannerOfTown')])).toEqual([401, 403, 403])
    expect(await write('planner')).toBe(201)
    const { features } = await read('/collections/trees/items')
    expect(features).toMatchObject([{ properties: { species: '马尾松', height_m: 18.5 } }])
    const { z, x, y } = tileAt(119.77, 30.24, 14)
    const answer = await fetch(`${url}/tiles/trees/${z}/${x}/${y}.mvt`)
    const tile = new VectorTile(new PbfReader(await answer.arrayBuffer())).layers.trees
    expect(tile?.feature(0).properties).toMatchObject({ name: '迎客松', species: '马尾松' })
  })

  test('has policies, overviews, and its changes in the list and the audit log', async () => {
    const { rows } = await database.query(
      `select
         (select relforcerowsecurity from pg_class where oid = 'trees'::regclass) as secured,
         (select count(*) from pg_policy where polrelid = 'trees'::regclass)::int as policies,
         (select visibility from overview_layers where layer = 'trees') as overviews,
         (select count(*) from overview_queue where layer = 'trees' and z = 12)::int as queued,
         (select count(*) from tile_changes where layer = 'trees')::int as changes,
         (select count(*) from audit.entries where object like 'trees/%' and action = 'insert')::int as audited`,
    )
    expect(rows).toEqual([
      { secured: true, policies: 5, overviews: 'public', queued: 1, changes: 1, audited: 1 },
    ])
  })
})

/** A full disk: writes get an explanation, reads are not affected. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../geodata/database/database.ts'
import { isWrite } from '../../geodata/database/embedded/disk-room.ts'
import { openEmbedded } from '../../geodata/database/embedded/embedded.ts'
import { DiskFullError, namedError } from '../../geodata/database/errors.ts'
import { openDatabase } from '../../geodata/database/open.ts'
import { findByToken } from '../../server/accounts/find-identity.ts'
import { actingAccess, by } from '../environment/acting.ts'
import { type ServedApp, serveApp } from '../environment/app.ts'
import { fillDataDirectory } from '../environment/embedded-directory.ts'
import { createPostgisDatabase, type PostgisTestDatabase, TEMPLATE } from '../environment/postgis-database.ts'
import { canMount, mountSmallDisk, type SmallDisk } from '../environment/small-disk.ts'
import { toilet } from './features/edit/client.ts'

const MIB = 1024 * 1024
const items = '/collections/facilities/items'

const read = async (app: ServedApp, path: string) => {
  const answer = await fetch(app.url + path)
  return { status: answer.status, body: await answer.json() }
}

const add = (app: ServedApp, name: string) =>
  fetch(app.url + items, {
    method: 'POST',
    headers: { ...by('planner'), 'content-type': 'application/geo+json', 'accept-language': 'zh' },
    body: JSON.stringify(toilet(name)),
  })

/** Guarantees of both databases: `fill` and `clear` act on the disk with the rows. */
async function expectSentences(app: ServedApp, fill: () => void, clear: () => void): Promise<void> {
  expect((await add(app, '甲')).status).toBe(201)
  expect((await read(app, '/readyz')).body).toMatchObject({ ready: true, writing: 'ready' })

  fill()
  const refused = await fillUp(app)
  expect(refused.headers.get('content-type')).toContain('application/problem+json')
  const problem = await refused.json()
  expect(problem).toMatchObject({ status: 507, title: '磁盘空间不足', titles: { en: 'Disk full' } })
  expect(JSON.stringify(problem)).not.toMatch(/base\/|pg_|extend|\.sql/)
  const { body } = await read(app, `${items}?limit=1`)
  expect(body.features[0].properties.name).toBe('甲')
  await expect
    .poll(() => read(app, '/readyz'), { timeout: 20_000, interval: 500 })
    .toMatchObject({ status: 200, body: { ready: true, writing: 'disk-full' } })

  clear()
  expect((await add(app, '丙')).status).toBe(201)
  await expect
    .poll(() => read(app, '/readyz'), { timeout: 20_000, interval: 500 })
    .toMatchObject({ body: { writing: 'ready' } })
}

/** Writes until the space in the table's last page is used up as well. */
async function fillUp(app: ServedApp): Promise<Response> {
  for (let n = 0; n < 300; n++) {
    const answer = await add(app, `乙${n}`)
    if (answer.status !== 201) return answer
  }
  throw new Error('the disk never was full')
}

describe('errors of a full disk', () => {
  it.each(['53100', 'ENOSPC', 'EDQUOT'])('have the code %s', (code) => {
    const named = namedError(Object.assign(new Error('no space'), { code }))
    expect(named).toBeInstanceOf(DiskFullError)
    expect(String(named)).toContain('no space')
  })

  it.each([
    ['insert into a values (1)', true],
    ['-- Adds one.\nINSERT INTO a values (1)', true],
    ['with b as (select 1) update a set c = 1', true],
    ['with b as (delete from a returning 1) select * from b', true],
    ["copy a (b) from '/dev/blob'", true],
    ['select 1', false],
    ['-- To insert.\nselect * from a for update', false],
    ['with b as (select 1) select * from b', false],
    ['commit', false],
    ['rollback', false],
  ])('are met by writes: %j is %s', (text, expected) => {
    expect(isWrite(text)).toBe(expected)
  })
})

describe.skipIf(!canMount())('a full disk (needs the right to mount one)', () => {
  let disk: SmallDisk
  let made: PostgisTestDatabase
  let database: Database
  let app: ServedApp
  const mount = (mebibytes: number) => {
    const mounted = mountSmallDisk(mebibytes)
    if (mounted === undefined) throw new Error('no disk could be mounted')
    disk = mounted
  }

  describe('of a PostGIS server', () => {
    const name = `small_${randomBytes(6).toString('hex')}`
    beforeAll(async () => {
      mount(16)
      const place = join(disk.folder, 'tablespace')
      mkdirSync(place)
      execFileSync('chown', ['-R', 'postgres:', disk.folder])
      made = await createPostgisDatabase(TEMPLATE)
      const owner = await openDatabase({ url: made.url })
      await owner.query(`create tablespace ${name} location '${place}'`)
      await owner.query(`alter table facilities set tablespace ${name}`)
      await owner.query(
        `do $$ begin execute format('alter database %I set temp_tablespaces = ${name}', current_database()); end $$`,
      )
      await owner.close()
      database = await openDatabase({ url: made.url, poolSize: 4 })
      app = await serveApp(database, {}, { access: actingAccess })
    }, 60_000)
    afterAll(async () => {
      disk.clear()
      await app.close()
      await database.query(`alter table facilities set tablespace pg_default`)
      await database.query(`drop tablespace ${name}`)
      await database.close()
      await made.drop()
      disk.remove()
    })

    it('is a sentence for writes, and invisible for reads', async () => {
      await expectSentences(app, () => disk.fill(0), disk.clear)
    }, 120_000)
  })

  describe('of the embedded database', () => {
    beforeAll(async () => {
      mount(320)
      await fillDataDirectory(disk.folder)
      database = await openEmbedded({
        directory: join(disk.folder, 'postgres'),
        statementTimeoutMs: 30_000,
        turnTimeoutMs: 30_000,
        onWarning: () => undefined,
      })
      app = await serveApp(database, { DATA_DIR: disk.folder }, { access: actingAccess })
    }, 60_000)
    afterAll(async () => {
      await app.close()
      await database.close()
      disk.remove()
    })

    it('is a sentence for writes, and invisible for reads', async () => {
      await expectSentences(app, () => disk.fill(4 * MIB), disk.clear)
    }, 120_000)

    it('does not affect readers who have signed in', async () => {
      const digest = randomBytes(32)
      await database.query("insert into accounts (name, title) values ('reader', 'Reader')")
      await database.query(
        `insert into api_tokens (account, name, digest, scopes) select id, 'phone', $1, '{read}' from accounts`,
        [digest],
      )
      disk.fill(4 * MIB)
      const found = await findByToken(database, digest, { oidcTokenDays: 7 })
      disk.clear()
      expect(found?.identity.account.name).toBe('reader')
    })
  })
})

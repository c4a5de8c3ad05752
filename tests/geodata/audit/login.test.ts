/** The application's own login, which created the schema, has no more rights on the log than others. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { record } from '../../../geodata/audit/record.ts'
import { verifyAudit } from '../../../geodata/audit/verify.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { migrate } from '../../../geodata/database/migrate.ts'
import { openDatabase } from '../../../geodata/database/open.ts'
import { createPostgisDatabase } from '../../environment/postgis-database.ts'
import { addIncident } from './entries.ts'

const login = `app_${randomUUID().slice(0, 8)}`
let superuser: Database
let application: Database
let drop = async () => {}

beforeAll(async () => {
  const created = await createPostgisDatabase()
  superuser = await openDatabase({ url: created.url, poolSize: 1 })
  const name = new URL(created.url).pathname.slice(1)
  await superuser.query(`create role ${login} login createrole`)
  await superuser.query('create extension postgis')
  await superuser.query('create extension pg_trgm')
  await superuser.query(`alter database "${decodeURIComponent(name)}" owner to ${login}`)
  const url = new URL(created.url)
  url.username = login
  application = await openDatabase({ url: url.href, poolSize: 2 })
  drop = async () => {
    await application.close()
    await superuser.query(`drop owned by ${login} cascade`)
    await superuser.query(`alter database "${decodeURIComponent(name)}" owner to postgres`)
    await superuser.query(`drop role ${login}`)
    await superuser.close()
    await created.drop()
  }
}, 120_000)
afterAll(() => drop(), 60_000)

test('a login without superuser rights creates the schema, writes entries and verifies them', async () => {
  await migrate(application)
  await addIncident(application, 'of the login')
  await record(application, { action: 'sign-in', object: 'accounts/1', by: { account: 1 } })
  await record(application.as({ role: 'officer', account: 2 }), { action: 'read', object: 'units' })
  expect(await verifyAudit(application)).toMatchObject({ sound: true, head: { id: 3 } })
})

test('it can delete nothing, nor get the right to', async () => {
  const { rows } = await application.query<{ superuser: boolean; member: boolean }>(
    `select rolsuper as superuser, pg_has_role('shuangxi_audit', 'usage') as member
     from pg_roles where rolname = current_user`,
  )
  expect(rows).toEqual([{ superuser: false, member: false }])
  for (const statement of [
    "update audit.entries set action = 'x'",
    'delete from audit.entries',
    'truncate audit.entries',
    'update audit.head set id = 0',
    "insert into audit.pending (role, action, object) values ('x', 'x', 'x')",
    'select from audit.pending',
    'alter table audit.entries disable trigger all',
    'alter table audit.entries no force row level security',
    'alter table audit.entries owner to current_user',
    'grant update on audit.entries to current_user',
    'drop trigger refuse on audit.entries',
    'drop table audit.entries cascade',
    'drop function audit.refuse() cascade',
    'drop schema audit cascade',
    'create or replace function audit.chain() returns trigger language plpgsql as $$ begin return null; end $$',
    'set role shuangxi_audit',
    'set session_replication_role = replica',
  ]) {
    const trying = application.query(statement)
    if (statement.startsWith('grant')) await trying
    else await expect(trying, statement).rejects.toMatchObject({ code: '42501' })
  }
  await expect(application.query("update audit.entries set action = 'x'")).rejects.toMatchObject({
    code: '42501',
  })
  expect(await verifyAudit(application)).toMatchObject({ sound: true, head: { id: 3 } })
})

/** Every table is closed, also for its owner, and opened by policies; a new open one is detected. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { publicViewer } from '../../../geodata/access/viewer.ts'
import { describeOnBoth } from '../../environment/databases.ts'

const sql = readFileSync(new URL('open-relations.sql', import.meta.url), 'utf8')

const planted: readonly (readonly [why: string, sql: string])[] = [
  ['row-level security is not enabled', 'create table planted (id bigint)'],
  [
    'row-level security is not forced on the owner',
    'create table planted (id bigint); alter table planted enable row level security;' +
      'create policy system on planted to current_user using (true) with check (true)',
  ],
  [
    'no policy lets the owner, the system, at all rows',
    'create table planted (id bigint); alter table planted enable row level security;' +
      'alter table planted force row level security',
  ],
  [
    'everyone has been granted SELECT',
    "create table planted (id bigint); select secure_table('planted'); grant select on planted to public",
  ],
  [
    'a policy is for everyone, not for roles',
    "create table planted (id bigint); select secure_table('planted');" +
      'create policy reading on planted for select using (true)',
  ],
  [
    'someone has grants on it, but no policy',
    "create table planted (id bigint); select secure_table('planted');" +
      'grant select on planted to shuangxi_officer',
  ],
  [
    'someone has been granted TRUNCATE',
    "create table planted (id bigint); select secure_table('planted');" +
      'grant truncate on planted to shuangxi_admin',
  ],
  ["a view reads with its owner's rights", 'create view planted as select * from incidents'],
  [
    "a function with its owner's rights takes names from its caller's search path",
    "create function planted() returns bigint language sql security definer as 'select count(*) from incidents'",
  ],
]

describeOnBoth('relations', (db) => {
  const open = async () => (await db().query<{ name: string; why: string }>(sql)).rows

  test('are all closed by the migrations', async () => {
    expect(await open()).toEqual([])
  })

  test.each(planted)('%s: is found', async (why, plant) => {
    const found = await db()
      .transaction(async (client) => {
        for (const statement of plant.split(';')) await client.query(statement)
        const { rows } = await client.query(sql)
        throw Object.assign(new Error('not to be kept'), { rows })
      })
      .catch((error: Error & { rows?: unknown[] }) => error.rows ?? error)
    expect(found).toContainEqual({ name: 'planted', why })
  })

  test('a table is closed by one call', async () => {
    await db().query('create table planted (id bigint)')
    await db().query("select secure_table('planted')")
    expect(await open()).toEqual([])
    await expect(db().as(publicViewer).query('select from planted')).rejects.toMatchObject({ code: '42501' })
    await db().query('drop table planted')
  })
})

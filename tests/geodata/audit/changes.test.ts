/** What the audit log records of changes, and that nothing changes its entries. */
import { beforeEach, expect, test } from 'vitest'
import { type Viewer, viewerRoles } from '../../../geodata/access/viewer.ts'
import { record } from '../../../geodata/audit/record.ts'
import { announceBulkChange, beginBulkChange } from '../../../geodata/changes/bulk-change.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { addIncident, type Entry, entriesAfter, lastId } from './entries.ts'

const officer: Viewer = { role: 'officer', account: 7, address: '192.0.2.7' }

describeOnDatabase('the audit log', (db) => {
  let from = 0
  let incidents = 0
  const written = async (): Promise<Entry[]> => entriesAfter(db(), from)
  const newIncident = () => addIncident(db(), `A${incidents++}`)
  beforeEach(async () => {
    from = await lastId(db())
  })

  test('records who changed a row, from where, and what', async () => {
    const id = await newIncident()
    await db().as(officer).query("update incidents set kind = 'dispute', channel = 'app' where id = $1", [id])
    await db().query('delete from incidents where id = $1', [id])
    const [added, changed, removed, ...more] = await written()
    expect(more).toEqual([])
    expect(added).toMatchObject({
      role: 'system',
      account: null,
      address: null,
      action: 'insert',
      before: null,
    })
    expect(added?.after).toMatchObject({
      id,
      state: 'received',
      geom: { type: 'Point', coordinates: [119.7, 30.2] },
    })
    expect(added?.after).not.toHaveProperty('geom_3857')
    expect(changed).toEqual({
      id: from + 2,
      account: 7,
      role: 'officer',
      address: '192.0.2.7',
      action: 'update',
      object: `incidents/${id}`,
      before: { kind: 'litter' },
      after: { kind: 'dispute' },
    })
    expect(removed).toMatchObject({
      action: 'delete',
      object: `incidents/${id}`,
      before: { kind: 'dispute' },
      after: null,
    })
  })

  test('records old and new positions', async () => {
    const id = await newIncident()
    await db().query('update incidents set geom = ST_Translate(geom, 0.5, 0) where id = $1', [id])
    const [, moved] = await written()
    expect([moved?.before, moved?.after]).toEqual([
      { geom: { type: 'Point', coordinates: [119.7, 30.2] } },
      { geom: { type: 'Point', coordinates: [120.2, 30.2] } },
    ])
  })

  test('records every change of these tables', async () => {
    const { rows } = await db().query<{ table: string }>(
      `select tgrelid::regclass::text as table from pg_trigger
       where tgfoid = 'audit_row'::regproc and tgenabled = 'O' order by 1`,
    )
    expect(rows.map(({ table }) => table)).toEqual(
      expect.arrayContaining([
        'account_roles',
        'accounts',
        'api_tokens',
        'incidents',
        'parcels',
        'plans',
        'sign_in_links',
      ]),
    )
  })

  test('records nothing for unchanged rows and rollbacks', async () => {
    const id = await newIncident()
    from = await lastId(db())
    await db().query("update incidents set kind = 'litter' where id = $1", [id])
    await db()
      .transaction(async (client) => {
        await client.query("update incidents set kind = 'dispute' where id = $1", [id])
        await record(client, { action: 'read', object: 'nothing' })
        throw new Error('not after all')
      })
      .catch(() => undefined)
    expect(await written()).toEqual([])
  })

  test('keeps the order of a transaction with any number of rows', async () => {
    await db().transaction(async (client) => {
      await record(client, { action: 'read', object: 'first' })
      await client.query(`insert into parcels
        (parcel_code, land_use, state, tenure, area_m2, source, source_id, licence, synthetic, geom)
        select 'P', '0701', 'built', 'state', 1, 'audit', n::text, 'CC0', true,
          ST_Multi(ST_MakeEnvelope(119.7, 30.2, 119.701, 30.201, 4326))
        from generate_series(1, 2000) as n`)
      await record(client, { action: 'read', object: 'last' })
    })
    const entries = await written()
    expect(entries.length).toBe(2002)
    expect([entries[0]?.object, entries.at(-1)?.object]).toEqual(['first', 'last'])
    expect(entries.map(({ id }) => id)).toEqual(entries.map((_, index) => from + 1 + index))
  })

  test('records bulk changes once per statement, and TRUNCATE', async () => {
    await db().transaction(async (client) => {
      await beginBulkChange(client)
      await client.query("update parcels set far = 2 where source = 'audit'")
      await client.query("update parcels set far = 2 where source = 'nobody'")
      await client.query("delete from parcels where source = 'audit'")
      await announceBulkChange(client, ['parcels'])
    })
    await db().query('truncate parcels')
    expect((await written()).map(({ action, object, after }) => ({ action, object, after }))).toEqual([
      { action: 'bulk', object: 'parcels', after: { operation: 'update', rows: 2000 } },
      { action: 'bulk', object: 'parcels', after: { operation: 'delete', rows: 2000 } },
      { action: 'bulk', object: 'parcels', after: { operation: 'truncate' } },
    ])
  })

  test('never contains a secret', async () => {
    const hash = '$argon2id$v=19$secret-in-a-hash'
    const { rows } = await db().query<{ id: number }>(
      'insert into accounts (name, password_hash) values ($1, $2) returning id',
      ['keeper', hash],
    )
    const id = rows[0]?.id
    await db().query("update accounts set password_hash = password_hash || 'x', last_sign_in_at = now()")
    await db().query('update accounts set last_sign_in_at = now()')
    await db().query("insert into account_roles (account, role) values ($1, 'lead')", [id])
    await db().query(
      "insert into api_tokens (account, name, digest, scopes) values ($1, 'probe', '\\x5ec4e7', '{positions:write}')",
      [id],
    )
    await record(db(), {
      action: 'sign-in-refused',
      object: 'accounts/0',
      after: { name: 'x', password: hash, deep: [{ token: '5ec4e7', kept: 1 }], Session_Id: 5 },
      by: { address: '198.51.100.1' },
    })
    const entries = await written()
    expect(JSON.stringify(entries)).not.toMatch(/5ec4e7|secret-in-a-hash|keeper/)
    expect(entries.map(({ object }) => object)).toEqual([
      `accounts/${id}`,
      `accounts/${id}`,
      `account_roles/${id},lead`,
      expect.stringMatching(/^api_tokens\//),
      'accounts/0',
    ])
    expect(entries[1]).toMatchObject({ before: { password_hash: '…' }, after: { password_hash: '…' } })
    expect(entries[0]?.after).toMatchObject({ id, name: '…', title: null, zones: null })
    expect(entries[3]?.after).toMatchObject({ digest: '…', scopes: ['positions:write'] })
    expect(entries[4]).toMatchObject({ account: null, address: '198.51.100.1' })
    expect(entries[4]?.after).toEqual({
      name: 'x',
      password: '…',
      deep: [{ token: '…', kept: 1 }],
      Session_Id: '…',
    })
  })

  test.each(viewerRoles)('%s may write entries, and nothing else', async (role) => {
    const viewer = db().as({ role, account: 3 })
    await record(viewer, { action: 'export', object: 'parcels', after: { f: 'csv' } })
    const [entry] = await written()
    expect(entry).toMatchObject({ role, account: 3, action: 'export', after: { f: 'csv' } })
    for (const statement of [
      "update audit.entries set action = 'x'",
      'delete from audit.entries',
      'truncate audit.entries',
      'update audit.head set id = 1000000',
      'delete from audit.head',
      "insert into audit.entries (id, at, role, action, object, hash) values (0, now(), 'x', 'x', 'x', '')",
      "insert into audit.pending (role, action, object) values ('x', 'x', 'x')",
      'select from audit.pending',
      "select audit.write_as(1, null, 'read', 'someone else', null, null)",
      'alter table audit.entries disable trigger all',
      'drop table audit.entries',
      'set session_replication_role = replica',
    ]) {
      await expect(viewer.query(statement), statement).rejects.toMatchObject({ code: '42501' })
    }
    const reading = viewer.query('select from audit.entries limit 1')
    if (role === 'admin') expect((await reading).rows.length).toBe(1)
    else await expect(reading).rejects.toMatchObject({ code: '42501' })
  })

  test('survives accidental changes by a superuser and sessions without triggers', async () => {
    for (const mode of ['origin', 'replica']) {
      for (const statement of [
        "update audit.entries set action = 'x' where false",
        'delete from audit.entries',
        'truncate audit.entries',
        'delete from audit.head',
        'truncate audit.head',
        'update audit.head set id = id - 1',
        'update audit.head set id = id + 1',
        "insert into audit.head (id, hash) values (1, '')",
      ]) {
        const changing = db().transaction(async (client) => {
          await client.query("select set_config('session_replication_role', $1, true)", [mode])
          await client.query(statement)
        })
        await expect(changing, statement).rejects.toMatchObject({ code: '42501' })
      }
    }
  })
})

/** Nothing of one viewer remains on a connection for the next one, after any error. */
import { expect, test } from 'vitest'
import { publicViewer, type Viewer, viewerRoles } from '../../../geodata/access/viewer.ts'
import type { Database, Queryable } from '../../../geodata/database/database.ts'
import { describeOnBoth } from '../../environment/databases.ts'

const who = `select current_user as role, viewer_account() as account, allowed_zones() as zones,
  allowed_towns() as towns, nullif(current_setting('shuangxi.address', true), '') as address`

async function seenAs(client: Queryable) {
  return (await client.query(who)).rows[0]
}

const lead: Viewer = { role: 'lead_limited', zones: ['Z1'], account: 5, address: '::1' }
const asLead = { role: 'shuangxi_lead_limited', account: 5, zones: ['Z1'], towns: null, address: '::1' }
const nobody = { account: null, zones: null, towns: null, address: null }
const asPublic = { role: 'shuangxi_public', ...nobody }

describeOnBoth('a connection', (db) => {
  const system = async () => ({
    role: (await db().query('select session_user as name')).rows[0]?.name,
    ...nobody,
  })

  test.each(viewerRoles)('has the rights of %s', async (role) => {
    expect(await seenAs(db().as({ role }))).toEqual({ role: `shuangxi_${role}`, ...nobody })
  })

  test('does not keep the previous viewer', async () => {
    expect(await seenAs(db().as(lead))).toEqual(asLead)
    expect(await seenAs(db().as(publicViewer))).toEqual(asPublic)
    expect(await seenAs(db().as(lead).as(publicViewer))).toEqual(asPublic)
    expect(await seenAs(db())).toEqual(await system())
    expect(await seenAs(db().as({ ...lead, zones: [] }))).toEqual({ ...asLead, zones: [] })
    const named = { role: 'planner_limited', towns: ['T1'] } as const
    expect(await seenAs(db().as(named))).toEqual({
      ...nobody,
      role: 'shuangxi_planner_limited',
      towns: ['T1'],
    })
  })

  test('switches in transactions and for lent clients too', async () => {
    expect(await db().as(lead).transaction(seenAs)).toEqual(asLead)
    expect(await db().as(publicViewer).transaction(seenAs, { readOnly: true })).toEqual(asPublic)
    expect(await db().transaction(seenAs)).toEqual(await system())
    const limited = await db().as(publicViewer).connect({ statementTimeoutMs: 5_000 })
    expect(await seenAs(limited)).toEqual(asPublic)
    limited.release()
    const client = await db().as(lead).connect()
    expect(await seenAs(client)).toEqual(asLead)
    client.release()
    expect(await seenAs(db())).toEqual(await system())
  })

  test('switches after errors and after open transactions', async () => {
    const broken = async (database: Database, sql: string) => database.query(sql).catch(() => undefined)
    await broken(db().as(lead), 'select 1/0')
    expect(await seenAs(db().as(publicViewer))).toEqual(asPublic)
    await expect(
      db()
        .as(lead)
        .transaction((client) => client.query('select 1/0')),
    ).rejects.toThrow()
    expect(await seenAs(db().as(lead))).toEqual(asLead)
    const unknown = db().as({ role: 'nobody' as 'public' })
    await expect(unknown.query('select 1')).rejects.toMatchObject({ code: '22023' })
    expect(await seenAs(db().as(publicViewer))).toEqual(asPublic)
    expect(await seenAs(db())).toEqual(await system())
  })

  test('treats any text in codes as data', async () => {
    const zones = ['a,b', '"', '\\', '{}', "'; reset role; --", 'NULL', '', '西湖 1']
    expect((await seenAs(db().as({ ...lead, zones })))?.zones).toEqual(zones)
  })

  test('serves concurrent viewers separately', async () => {
    const viewers = Array.from(
      { length: 60 },
      (_, i): Viewer => ({ ...lead, account: i, zones: [`Z${i % 7}`] }),
    )
    const seen = await Promise.all(viewers.map((viewer) => seenAs(db().as(viewer))))
    expect(seen).toEqual(viewers.map(({ account, zones }) => ({ ...asLead, account, zones })))
  })

  test('has no setting that lets a viewer see more', async () => {
    const trying = db()
      .as(publicViewer)
      .transaction(async (client) => {
        await client.query("set local row_security = off; set local shuangxi.zones = '{Z1}'")
        await client.query('select from incidents')
      })
    await expect(trying).rejects.toMatchObject({ code: '42501' })
  })
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { digestOf } from '../../../server/access/secret.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { loadPatrol } from './world.ts'

const tokens = {
  device: 'device-0123456789abcdef0123456789abcdef',
  reader: 'reader-0123456789abcdef0123456789abcdef',
  writer: 'writer-0123456789abcdef0123456789abcdef',
  lead: 'lead-000123456789abcdef0123456789abcdef',
}

describeOnPostgis('tokens of devices', (db) => {
  let app: ServedApp
  beforeAll(async () => {
    await loadPatrol(db())
    await db().query("insert into accounts (name, zones) values ('device', '{Z1}'), ('lead', null)")
    await db().query(`
      insert into account_roles (account, role)
      select id, case name when 'lead' then 'lead' else 'officer' end from accounts`)
    const make = (name: keyof typeof tokens, account: string, scope: string) =>
      db().query(
        `insert into api_tokens (account, name, digest, scopes)
         select id, $1, $2, array[$4] from accounts where name = $3`,
        [name, digestOf(tokens[name]), account, scope],
      )
    await make('device', 'device', 'positions:write')
    await make('reader', 'device', 'read')
    await make('writer', 'device', 'write')
    await make('lead', 'lead', 'read')
    app = await serveApp(db(), { CONTACTS_KEY: 'a1'.repeat(32) })
  })
  afterAll(() => app.close())

  const ask = (token: keyof typeof tokens | undefined, path: string, body?: object) =>
    fetch(app.url + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(token ? { Authorization: `Bearer ${tokens[token]}` } : {}),
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  const position = () => ({ positions: [{ at: new Date().toISOString(), lon: 119.72, lat: 30.21 }] })

  it('send positions of units in the zones of their account, and do nothing else', async () => {
    const sent = await ask('device', '/patrol/units/1/positions', position())
    expect(await sent.json()).toMatchObject({ stored: 1, known: 0, current: true })
    expect((await ask('device', '/patrol/units/2/positions', position())).status).toBe(404)
    for (const path of ['/patrol/units', '/patrol/units/1/track', '/collections/units/items']) {
      const answer = await ask('device', path)
      expect(answer.status).toBe(403)
      expect(answer.headers.get('www-authenticate')).toContain('insufficient_scope')
    }
  })

  it('are required for sending positions', async () => {
    for (const [token, status] of [
      ['reader', 403],
      ['writer', 403],
      [undefined, 401],
    ] as const)
      expect((await ask(token, '/patrol/units/1/positions', position())).status).toBe(status)
  })

  it('write a track that a lead reads, and that no page caches', async () => {
    const answer = await ask('lead', '/patrol/units/1/track')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toMatchObject({ unit: 'U1', positions: [{ lon: 119.72, lat: 30.21 }] })
    expect((await ask('reader', '/patrol/units/1/track')).status).toBe(403)
  })

  it('do not open other endpoints', async () => {
    expect((await ask('lead', '/admin/people/account-1/export')).status).toBe(403)
    expect((await ask('lead', '/patrol/incidents/1/contact')).status).toBe(404)
  })
})

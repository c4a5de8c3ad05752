import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeOnPostgis } from '../../environment/databases.ts'
import { type Asking, asking, type ViewerName } from './ask.ts'
import { loadPatrol } from './world.ts'

const [key, newer] = ['a1'.repeat(32), 'b2'.repeat(32)]
const contact = { name: '王小明', phone: '138 0013 8000', note: '晚上打' }
const path = (incident: number) => `/patrol/incidents/${incident}/contact`

describeOnPostgis('contacts of incidents', (db) => {
  let with_: Asking
  let without: Asking
  beforeAll(async () => {
    await loadPatrol(db())
    with_ = asking(db(), { contactsKey: key })
    without = asking(db(), { contactsKey: undefined })
  })
  afterAll(async () => {
    await with_.close()
    await without.close()
  })

  it('are written and read by leads, and never unencrypted in the database or its log', async () => {
    expect(await with_.ask('lead', 'PUT', path(1), contact)).toMatchObject({ status: 204 })
    const read = await with_.ask('lead', 'GET', path(1))
    expect(read.body).toEqual({ ...contact, written_at: expect.any(String), synthetic: false })
    expect(read.headers.get('cache-control')).toBe('no-store')
    const { rows } = await db().query(
      `select (select json_agg(c)::text from incident_contacts as c) || (select json_agg(e)::text from audit.entries as e)
       as everything`,
    )
    for (const word of ['王小明', '13800138000', '138 0013 8000', '晚上打'])
      expect(rows[0]?.everything).not.toContain(word)
  })

  it('leave an entry in the audit log for each read, also of missing ones', async () => {
    await with_.ask('lead', 'GET', path(2))
    const { rows } = await db().query(
      'select account::int as account, role, address, action, object, after from audit.entries where account is not null order by id',
    )
    expect(rows).toEqual([
      {
        ...{
          account: 13,
          role: 'lead',
          address: '192.0.2.13',
          action: 'insert',
          object: 'incident_contacts/1',
        },
        after: { number: 'N1', fields: ['name', 'phone', 'note'] },
      },
      {
        ...{
          account: 13,
          role: 'lead',
          address: '192.0.2.13',
          action: 'read',
          object: 'incident_contacts/1',
        },
        after: { number: 'N1', found: true },
      },
      {
        ...{
          account: 13,
          role: 'lead',
          address: '192.0.2.13',
          action: 'read',
          object: 'incident_contacts/2',
        },
        after: { number: 'N2', found: false },
      },
    ])
  })

  it.each<[ViewerName, number]>([
    ['public', 401],
    ['officer', 403],
    ['officerOfZ1', 403],
    ['planner', 403],
  ])('are nothing for %s', async (viewer, status) => {
    for (const method of ['GET', 'PUT']) {
      const answer = await with_.ask(viewer, method, path(1), method === 'PUT' ? contact : undefined)
      expect(answer.status).toBe(status)
      expect(answer.text).not.toContain('王')
    }
    expect((await with_.ask(viewer, 'GET', path(9))).status).toBe(status)
  })

  it('are visible in one’s own zones only; incidents of other zones do not exist', async () => {
    await with_.ask('lead', 'PUT', path(2), contact)
    expect(await with_.ask('leadOfZ1', 'GET', path(1))).toMatchObject({ status: 200 })
    const foreign = await with_.ask('leadOfZ1', 'GET', path(2))
    const missing = await with_.ask('leadOfZ1', 'GET', path(9))
    expect([foreign.status, missing.status]).toEqual([404, 404])
    expect(foreign.text.replaceAll('2', '9')).toBe(missing.text)
    expect(await with_.ask('leadOfZ1', 'PUT', path(2), contact)).toMatchObject({ status: 404 })
    expect(await with_.ask('admin', 'GET', path(2))).toMatchObject({ status: 200 })
  })

  it.each([
    [{}],
    [{ name: ' ', phone: '' }],
    [{ phone: 'call me' }],
    [{ phone: '123' }],
    [{ name: '王\u0000明' }],
    [{ name: 'x'.repeat(101) }],
    [{ name: '王', wechat: 'wx' }],
    [['王']],
    [null],
  ])('are refused as %j, without repeating them', async (body) => {
    const answer = await with_.ask('lead', 'PUT', path(1), body)
    expect(answer.status).toBe(400)
    expect(answer.text).not.toMatch(/call me|x{101}|王/)
    expect((await with_.ask('lead', 'GET', path(1))).body.phone).toBe(contact.phone)
  })

  it('are 404 if there is none, and for invalid ids', async () => {
    for (const id of ['3', '999', 'x', '1e3', '9'.repeat(30)])
      expect((await with_.ask('lead', 'GET', `/patrol/incidents/${id}/contact`)).status).toBe(404)
  })

  it('cannot be written or read without a key, and the answer says so', async () => {
    for (const answer of [
      await without.ask('lead', 'PUT', path(1), contact),
      await without.ask('lead', 'GET', path(1)),
    ]) {
      expect(answer.status).toBe(409)
      expect(answer.text).toContain('CONTACTS_KEY')
    }
  })

  it('say so if their key is not in the settings', async () => {
    const other = asking(db(), { contactsKey: newer })
    const rotating = asking(db(), { contactsKey: newer, contactsKeyPrevious: key })
    expect(await other.ask('lead', 'GET', path(1))).toMatchObject({ status: 409 })
    expect(await rotating.ask('lead', 'GET', path(1))).toMatchObject({ status: 200 })
    await other.close()
    await rotating.close()
  })
})

import { beforeEach, expect, it } from 'vitest'
import { contactCipher } from '../../../server/privacy/contact-cipher.ts'
import { storeContact } from '../../../server/privacy/contacts.ts'
import { retain } from '../../../server/privacy/retention.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { rewriteIncidents } from '../../environment/rewrite-incidents.ts'
import { clearPatrol, loadPatrol } from './world.ts'

function cipherOf(contactsKey: string, contactsKeyPrevious?: string) {
  const cipher = contactCipher({ contactsKey, contactsKeyPrevious })
  if (cipher === undefined) throw new Error('there is a key')
  return cipher
}

const [key, newer] = ['a1'.repeat(32), 'b2'.repeat(32)]
const cipher = cipherOf(key)
const days = { positionsKeptDays: 30, contactsKeptDays: 180 }

describeOnDatabase('retention', (db) => {
  beforeEach(async () => {
    await clearPatrol(db())
    await loadPatrol(db())
  })

  const contactOf = (incident: number, name: string) =>
    storeContact(db(), cipher, incident, { name, phone: `1380013800${incident}`, note: null }, false)
  const rest = async () => {
    const { rows } = await db().query<{ id: number }>(
      'select incident_id as id from incident_contacts order by 1',
    )
    return rows.map(({ id }) => id)
  }
  const entries = async (action: string) => {
    const { rows } = await db().query(
      'select role, object, before from audit.entries where action = $1 order by id',
      [action],
    )
    return rows
  }

  it('deletes expired positions, and records it', async () => {
    await db().query(`
      insert into unit_positions (unit_id, at, geom)
      select 1, now() - make_interval(days => n), 'srid=4326;point(120 30)' from generate_series(0, 59) as n`)
    expect(await retain(db(), days, cipher)).toMatchObject({ positions: 30, contacts: 0 })
    const { rows } = await db().query('select count(*)::int as left from unit_positions')
    expect(rows).toEqual([{ left: 30 }])
    expect((await entries('expire')).at(-1)).toEqual({
      role: 'system',
      object: 'unit_positions',
      before: { rows: 30, days: 30 },
    })
    expect(await retain(db(), days, cipher)).toMatchObject({ positions: 0 })
  })

  it('deletes more positions than one batch has', async () => {
    await db().query(`
      insert into unit_positions (unit_id, at, geom)
      select 1, now() - interval '31 days' - make_interval(secs => n), 'srid=4326;point(120 30)'
      from generate_series(1, 20001) as n`)
    expect(await retain(db(), days, cipher)).toMatchObject({ positions: 20_001 })
  })

  it('deletes contacts some time after their incident was closed', async () => {
    for (const incident of [1, 2, 3]) await contactOf(incident, '王小明')
    await rewriteIncidents(db(), "update incidents set received_at = now() - interval '2 years'")
    expect(await retain(db(), days, cipher)).toMatchObject({ contacts: 0 })
    await rewriteIncidents(db(), "update incidents set closed_at = now() - interval '181 days' where id = 3")
    expect(await retain(db(), days, cipher)).toMatchObject({ contacts: 0 })
    await db().query("update incident_contacts set written_at = now() - interval '181 days'")
    expect(await retain(db(), days, cipher)).toMatchObject({ contacts: 1 })
    expect(await rest()).toEqual([1, 2])
  })

  it('deletes a contact with its incident', async () => {
    await contactOf(1, '王小明')
    await db().query('delete from incidents where id = 1')
    expect(await rest()).toEqual([])
  })

  it('re-encrypts contacts sealed with the previous key, which are then found by the new one only', async () => {
    for (const incident of [1, 2, 3]) await contactOf(incident, '王小明')
    expect(await retain(db(), days, cipherOf(newer, key))).toMatchObject({ reEncrypted: 3, unreadable: 0 })
    expect(await retain(db(), days, cipherOf(newer))).toMatchObject({ reEncrypted: 0, unreadable: 0 })
    const { rows } = await db().query(
      'select key_id as "keyId", sealed, person from incident_contacts where incident_id = 2',
    )
    expect(cipherOf(newer).open(rows[0] as never, 2)?.phone).toBe('13800138002')
    expect([rows[0]?.person]).toEqual(cipherOf(newer).digests('phone', '13800138002'))
  })

  it('reports how many nobody can read, and keeps them', async () => {
    for (const incident of [1, 2, 3]) await contactOf(incident, '王小明')
    expect(await retain(db(), days, cipherOf(newer))).toMatchObject({ reEncrypted: 0, unreadable: 3 })
    await db().query("update incident_contacts set sealed = 'altered' where incident_id = 1")
    expect(await retain(db(), days, cipherOf(newer, key))).toMatchObject({ reEncrypted: 2, unreadable: 1 })
    expect(await rest()).toEqual([1, 2, 3])
  })
})

import { beforeAll, expect, it } from 'vitest'
import { contactCipher } from '../../../server/privacy/contact-cipher.ts'
import { readContact } from '../../../server/privacy/contacts.ts'
import { storeSampleContacts } from '../../../server/privacy/sample-contacts.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { loadPatrol } from './world.ts'

const cipher = contactCipher({ contactsKey: 'a1'.repeat(32), contactsKeyPrevious: undefined })

describeOnPostgis("the sample's contacts", (db) => {
  beforeAll(() => loadPatrol(db()))

  it('are invented for the sample’s own incidents only, and marked as synthetic', async () => {
    if (cipher === undefined) throw new Error('there is a key')
    expect(await storeSampleContacts(db(), cipher)).toBe(0)
    await db().query("update incidents set source = 'sample:shuangxi' where id = 1")
    expect(await storeSampleContacts(db(), cipher)).toBe(1)
    const read = await readContact(db(), cipher, '1')
    expect(read).toMatchObject({ synthetic: true })
    expect(read?.contact.name).toMatch(/（示例）$/)
    expect(read?.contact.phone).toMatch(/^0571 0000\d{4}$/)
  })
})

/** Invented contacts of the sample's latest incidents, with numbers that no telephone has. */
import { createHash } from 'node:crypto'
import type { Database } from '../../geodata/database/database.ts'
import type { Contact, ContactCipher } from './contact-cipher.ts'
import { storeContact } from './contacts.ts'

const surnames = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', '徐', '孙']
const MOST = 200

/**
 * Always returns the same contact for an incident; no number with Hangzhou's area code begins with a zero.
 */
function madeUp(number: string): Contact {
  const [first = 0, second = 0, third = 0] = createHash('sha256').update(number).digest()
  return {
    name: `${surnames[first % surnames.length]}${first % 2 === 0 ? '先生' : '女士'}（示例）`,
    phone: `0571 0000${String((second * 256 + third) % 10_000).padStart(4, '0')}`,
    note: null,
  }
}

/** Stores contacts of the sample's latest incidents that people reported, and returns their number. */
export function storeSampleContacts(database: Database, cipher: ContactCipher): Promise<number> {
  return database.transaction(async (client) => {
    const { rows } = await client.query<{ id: number; number: string }>(
      `select id::float8 as id, number from incidents
       where synthetic and source like 'sample:%' and channel in ('call_110', 'xihu_code', 'public_report')
         and received_at > now() - interval '90 days'
       order by received_at desc limit $1`,
      [MOST],
    )
    for (const { id, number } of rows) await storeContact(client, cipher, id, madeUp(number), true)
    return rows.length
  })
}

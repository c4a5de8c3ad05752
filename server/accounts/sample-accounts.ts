/** Accounts that come with the sample: one of each role, without passwords, each with a one-time link. */
import type { Database, Queryable } from '../../geodata/database/database.ts'
import { createAccount, type NewAccount } from './accounts.ts'
import { linkAddress, makeLink } from './password/links.ts'

const sampleAccounts: readonly NewAccount[] = [
  { name: 'officer', title: '巡查员（示例）', roles: ['officer'] },
  { name: 'lead', title: '巡查班长（示例）', roles: ['lead'] },
  { name: 'planner', title: '规划师（示例）', roles: ['planner'] },
  { name: 'admin', title: '管理员（示例）', roles: ['admin'] },
]

export interface SampleLink {
  readonly name: string
  readonly token: string
}

/**
 * Creates the sample's accounts if the sample is loaded and there are no accounts yet. Returns their links,
 * valid for `hours`; otherwise none. Must not run concurrently.
 */
export async function makeSampleAccounts(database: Database, hours: number): Promise<readonly SampleLink[]> {
  return database.transaction(async (client) => {
    if (!(await areWanted(client))) return []
    const links: SampleLink[] = []
    for (const account of sampleAccounts) {
      const id = await createAccount(client, account)
      if (id === undefined) continue
      await client.query('update accounts set synthetic = true where id = $1', [id])
      if (account.name === 'officer') await joinUnit(client, id)
      links.push({ name: account.name, token: await makeLink(client, id, hours) })
    }
    return links
  })
}

/** Puts the officer into the first unit of the sample that is on shift. */
async function joinUnit(client: Queryable, account: number): Promise<void> {
  await client.query(
    `update unit_members set account_id = $1
     where id = (
       select member.id
       from unit_members as member
       join units as unit on unit.id = member.unit_id
       where member.synthetic and unit.source like 'sample:%' and unit.state <> 'off_shift'
       order by unit.code, member.id
       limit 1
     )`,
    [account],
  )
}

async function areWanted(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ wanted: boolean }>(
    `select not exists (select from accounts)
      and exists (select from imports where source like 'sample:%') as wanted`,
  )
  return rows[0]?.wanted === true
}

/** Returns the text for the operator's terminal, which must not be logged. */
export function sampleLinksText(links: readonly SampleLink[], base: string, hours: number): string {
  const width = Math.max(...links.map(({ name }) => name.length))
  const lines = links.map(({ name, token }) => `  ${name.padEnd(width)}  ${linkAddress(base, token)}\n`)
  return (
    `\n示例账号的一次性登录链接，${hours} 小时内有效，只在此显示一次：\n` +
    `One-time sign-in links for the sample's accounts, valid for ${hours} h, shown only once:\n` +
    `${lines.join('')}\n`
  )
}

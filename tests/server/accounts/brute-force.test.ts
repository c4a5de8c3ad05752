/** Guessing passwords and links is stopped soon, for any account. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { addAccount, Browser, PASSWORD } from './browser.ts'

describeOnPostgis('guesses', (db) => {
  let app: ServedApp
  beforeAll(async () => {
    app = await serveApp(db(), { TRUST_PROXY: '1' })
    await addAccount(db(), { name: 'lead', roles: ['lead'] })
  })
  afterAll(() => app.close())

  /** Returns statuses of attempts to sign in from an address. */
  async function guess(name: string, times: number, address: string, password = 'guess'): Promise<number[]> {
    const statuses: number[] = []
    for (let time = 0; time < times; time++) {
      const headers = { 'x-forwarded-for': address }
      const answer = await new Browser(app.url).send('POST', '/sign-in', { name, password }, headers)
      statuses.push(answer.status)
      if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    return statuses
  }

  it('of a password end, also for unknown names, and then the correct one is refused too', async () => {
    for (const name of ['lead', 'nobody']) {
      const statuses = await guess(name, 9, '198.51.100.1')
      expect(statuses[0]).toBe(401)
      expect(statuses.at(-1)).toBe(429)
      expect(statuses.indexOf(429)).toBe(6)
    }
    expect(await guess('LEAD ', 1, '198.51.100.1', PASSWORD)).toEqual([429])
    // The owner signs in at another address.
    expect(await guess('lead', 1, '198.51.100.2', PASSWORD)).toEqual([204])
  })

  it('of the current password end as well', async () => {
    const browser = new Browser(app.url)
    const here = { 'x-forwarded-for': '198.51.100.9' }
    await browser.send('POST', '/sign-in', { name: 'lead', password: PASSWORD }, here)
    const statuses: number[] = []
    for (let time = 0; time < 8; time++) {
      const body = { password: 'another long password', current: `guess ${time}` }
      statuses.push((await browser.send('POST', '/me/password', body, here)).status)
    }
    expect(statuses[0]).toBe(403)
    expect(statuses.at(-1)).toBe(429)
  })

  it('of links end', async () => {
    let last = 0
    for (let time = 0; time < 40 && last !== 429; time++) {
      const token = `${time}`.padStart(43, 'x')
      const headers = { 'x-forwarded-for': '198.51.100.33' }
      last = (await new Browser(app.url).send('POST', '/sign-in/link', { token }, headers)).status
    }
    expect(last).toBe(429)
  })
})

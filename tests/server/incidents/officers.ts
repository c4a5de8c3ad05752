/** Officers act for their own unit. */
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import type { ServedApp } from '../../environment/app.ts'
import { addAccount, Browser } from '../accounts/browser.ts'

export function declareOfficerTests(db: () => Database, app: () => ServedApp): void {
  let director: Browser
  let officer: Browser
  let colleague: Browser
  beforeAll(async () => {
    const enter = async (name: string, role: string) => {
      await addAccount(db(), { name, roles: [role] } as never)
      const browser = new Browser(app().url)
      expect((await browser.signIn(name)).status).toBe(204)
      return browser
    }
    director = await enter('director', 'lead')
    officer = await enter('officer1', 'officer')
    colleague = await enter('officer2', 'officer')
  })

  const at = () => new Date().toISOString()
  async function takeIn(): Promise<number> {
    const report = {
      key: randomUUID(),
      at: at(),
      kind: 'littering',
      channel: 'call_110',
      lon: 119.77,
      lat: 30.2415,
    }
    const answer = await director.send('POST', '/patrol/incidents', report)
    return ((await answer.json()) as { incident: { id: number } }).incident.id
  }
  const post = (id: number, by: Browser, type: string, extra: object = {}) =>
    by.send('POST', `/patrol/incidents/${id}/events`, { key: randomUUID(), at: at(), type, ...extra })

  test('officers cannot direct units or act for other units', async () => {
    const id = await takeIn()
    const statusOf = async (by: Browser, type: string, extra: object = {}) =>
      (await post(id, by, type, extra)).status
    const units = [{ code: 'U1', lead: true }, { code: 'U2' }]
    expect(await statusOf(officer, 'routed', { units })).toBe(403)
    expect(await statusOf(director, 'routed', { units })).toBe(201)
    const members = [{ force: '社区', name: '示例', account: 'officer2' }]
    expect((await director.send('PUT', '/patrol/units/2/members', { members })).status).toBe(204)
    expect(await statusOf(colleague, 'accepted', { unit: 'U1' })).toBe(403)
    // The roster of U2 contains an account, so other accounts cannot act for it.
    const refused = await post(id, officer, 'accepted', { unit: 'U2' })
    expect(((await refused.json()) as { details: { zh: string } }).details.zh).toContain('所属巡查组')
    expect(await statusOf(colleague, 'accepted', { unit: 'U2' })).toBe(201)
    expect(await statusOf(colleague, 'noted', { note: '已联系' })).toBe(201)
    expect(await statusOf(colleague, 'cancelled')).toBe(403)
    const story = await director.send('GET', `/patrol/incidents/${id}/events`)
    const { events } = (await story.json()) as { events: { type: string }[] }
    expect(events.map(({ type }) => type)).toEqual(['received', 'routed', 'accepted', 'noted'])
    expect((await director.send('PUT', '/patrol/units/2/members', { members: [] })).status).toBe(204)
    expect(await statusOf(director, 'cancelled')).toBe(201)
  })
}

/** Reports without an account: taken once, with work; near ones are offered; the reporter follows and answers. */
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import type { NearReport } from '../../../geodata/model/answers/public-report.ts'
import type { ServedApp } from '../../environment/app.ts'
import { addAccount, Browser } from '../accounts/browser.ts'

/** Keys of reports with their proof of work, found before: the search takes half a second each. */
const worked: [key: string, work: string][] = [
  ['00000000-0000-4000-8000-000000000000', 'vg.aj7.b4r.ck7.yy6.1m6e.2d8z.2lia'],
  ['00000000-0000-4000-8000-000000000001', 'd2h.m72.1vcj.1vf4.20go.2qzb.38jv.3fow'],
  ['00000000-0000-4000-8000-000000000002', '5ct.n9b.vk7.1260.144w.1ddg.22po.2bx0'],
  ['00000000-0000-4000-8000-000000000003', 'wts.17mg.1itd.1uau.34a3.3djb.3l7e.3nki'],
  ['00000000-0000-4000-8000-000000000004', '5c.zg6.1l5i.2e02.2tf6.2ttg.31l0.3n6i'],
  ['00000000-0000-4000-8000-000000000005', 'l9o.1f86.1lsw.23fx.2454.26wz.2lsd.3h2k'],
  ['00000000-0000-4000-8000-000000000006', 'ec5.n9r.v7e.y7j.13hy.19uj.1bw3.1suy'],
  ['00000000-0000-4000-8000-000000000007', 'q7y.171u.1eg0.1mw0.37bx.41mo.4kg0.4ree'],
]

export function declarePublicReportTests(db: () => Database, app: () => ServedApp): void {
  let lead: Browser
  let photo: Buffer

  beforeAll(async () => {
    await addAccount(db(), { name: 'reports-lead', roles: ['lead'] })
    lead = new Browser(app().url)
    await lead.signIn('reports-lead')
    photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#4a7' } })
      .withExif({ IFD0: { Make: 'SECRETCAM' } })
      .jpeg()
      .toBuffer()
  })

  const written = (extra: object = {}) => {
    const [key, work] = worked.pop() ?? []
    const at = new Date().toISOString()
    return { ...{ key, at, kind: 'lighting', lon: 119.7701, lat: 30.2401, work }, ...extra }
  }
  const post = (report: object, photos: readonly Buffer[] = []) => {
    const form = new FormData()
    form.append('report', JSON.stringify(report))
    for (const one of photos) form.append('photo', new Blob([new Uint8Array(one)]), 'a.jpg')
    return fetch(`${app().url}/reports`, { method: 'POST', body: form })
  }
  const taken = async (answer: Response, status = 201) => {
    expect(answer.status, await answer.clone().text()).toBe(status)
    return (await answer.json()) as { replayed: boolean; number: string; url: string }
  }
  const detail = async (answer: Response, status: number) => {
    expect(answer.status).toBe(status)
    return ((await answer.json()) as { detail: string }).detail
  }
  const near = async (lon = 119.7701, lat = 30.2401) => {
    const answer = await fetch(`${app().url}/reports/near?lon=${lon}&lat=${lat}`)
    return ((await answer.json()) as { reports: NearReport[] }).reports
  }
  const story = async (number: string) => {
    const { rows } = await db().query<{ id: number }>(
      'select id::float8 as id from incidents where number = $1',
      [number],
    )
    const id = rows[0]?.id ?? 0
    return { id, ...(await lead.get(`/patrol/incidents/${id}/events`)) }
  }
  const step = async (id: number, type: string, extra: object = {}) => {
    const body = { key: randomUUID(), at: new Date().toISOString(), type, ...extra }
    const answer = await lead.send('POST', `/patrol/incidents/${id}/events`, body)
    expect(answer.status, await answer.clone().text()).toBe(201)
  }
  const solve = async (id: number) => {
    await step(id, 'routed', { units: [{ code: 'U1', lead: true }] })
    for (const type of ['accepted', 'arrived', 'resolved', 'fed_back', 'closed']) await step(id, type)
  }
  const answerPage = (url: string, said: string, words = '') =>
    fetch(`${url}?lang=zh`, { method: 'POST', body: new URLSearchParams({ answer: said, words }) })

  test('a report is taken once, with its photos, and its link shows how it stands', async () => {
    const report = written({ words: '路灯不亮', phone: '138 0000 1234' })
    const first = await taken(await post(report, [photo]))
    const again = await taken(await post(report, [photo]), 200)
    expect(again).toMatchObject({ replayed: true, number: first.number })
    const { id, incident, events } = await story(first.number)
    expect(incident).toMatchObject({ kind: 'lighting', channel: 'public_report', state: 'received' })
    expect(events[0].details.photos).toHaveLength(1)
    const stored = await lead.send('GET', `/patrol/photos/${events[0].details.photos[0]}`)
    expect(Buffer.from(await stored.arrayBuffer()).includes('SECRETCAM')).toBe(false)
    expect(await lead.get(`/patrol/incidents/${id}/contact`)).toMatchObject({ phone: '138 0000 1234' })
    for (const { url } of [first, again]) {
      const summary = (await (await fetch(`${url}/summary`)).json()) as object
      expect(summary).toMatchObject({ number: first.number, state: 'received', due: { clock: 'routed' } })
      const html = await (await fetch(`${url}?lang=zh`)).text()
      expect(html).toContain('已收到，正在安排巡查组')
      expect(html).not.toContain('<form')
    }
  })

  test('reports without work, out of reach, or with a field that is wrong are refused with the reason', async () => {
    const report = written()
    const refused = await detail(await post({ ...report, work: '0.0.0.0.0.0.0.0' }), 422)
    expect(refused).toContain('work')
    expect(await detail(await post({ ...report, lon: 121.47, lat: 31.23 }), 422)).toMatch(/km|公里/)
    expect((await post({ ...report, kind: 'murder' })).status).toBe(400)
    expect((await post({ ...report, colour: 'red' })).status).toBe(400)
    expect((await post(report, [Buffer.from('no photo')])).status).toBe(422)
    expect((await fetch(`${app().url}/reports`, { method: 'POST' })).status).toBe(415)
    // Nothing was stored by then: the same report is still new.
    await taken(await post(report))
  })

  test('open reports near are offered without words or people, and one can be joined', async () => {
    const report = written({ kind: 'standing_water', lat: 30.2421, words: '内部 13800001234' })
    const { number } = await taken(await post(report))
    const { id } = await story(number)
    const offered = await near(119.7701, 30.2422)
    expect(offered[0]).toEqual({
      ...{ id, kind: 'standing_water', metres: 10, state: 'received', synthetic: false },
      reported_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    })
    // Reports about people are for the patrol only.
    const injury = await taken(await post(written({ kind: 'injury', lat: 30.2421 })))
    expect((await near(119.7701, 30.2421)).map((one) => one.kind)).not.toContain('injury')
    const same = written({ same_as: id, lat: 30.2422, words: '还在' })
    const joined = await taken(await post(same, [photo]))
    expect(joined.number).toBe(number)
    expect(await taken(await post(same, [photo]), 200)).toMatchObject({ replayed: true, number })
    const { events } = await story(number)
    expect(events).toHaveLength(2)
    expect(events[1]).toMatchObject({ type: 'noted', details: { note: expect.stringContaining('还在') } })
    const picture = await lead.send('GET', `/patrol/photos/${events[1].details.photos[0]}`)
    expect(picture.status).toBe(200)
    const wrong = written({ same_as: (await story(injury.number)).id, lat: 30.2421 })
    expect(await detail(await post(wrong), 422)).toContain('same_as')
  })

  test('once it is closed the reporter thanks once, or reopens it', async () => {
    const { number, url } = await taken(await post(written({ kind: 'path_gap', lat: 30.2441 })))
    expect((await answerPage(url, 'persists')).url).not.toContain('answered')
    const { id } = await story(number)
    await solve(id)
    const page = await (await fetch(`${url}?lang=zh`)).text()
    expect(page).toContain('问题还在')
    expect(page).not.toContain('<script')
    for (const _ of [1, 2]) {
      const thanked = await answerPage(url, 'thanks', '很快')
      expect(await thanked.text()).toContain('谢谢您的反馈')
    }
    const answers = async () =>
      (await story(number)).events.filter(({ account }: { account: object | null }) => !account)
    // The report itself, and one word of thanks.
    expect(await answers()).toHaveLength(2)
    const reopened = await answerPage(url, 'persists', '又坏了')
    expect(await reopened.text()).toContain('将再次处理')
    const { incident, events } = await story(number)
    expect(incident.state).toBe('received')
    expect(events.at(-1)).toMatchObject({
      type: 'reopened',
      details: { note: expect.stringContaining('又坏了') },
    })
    expect(await near(119.7701, 30.2441)).toMatchObject([{ kind: 'path_gap', state: 'received' }])
    expect((await answerPage(url, 'anything')).status).toBe(400)
    expect((await answerPage(`${url}x`, 'thanks')).status).toBe(404)
  })
}

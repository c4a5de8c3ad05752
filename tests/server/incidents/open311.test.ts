/**
 * Open311 with the requests of FixMyStreet's module (perllib/Open311.pm); the XML answers contain the elements
 * that this module reads.
 */

import sax from 'sax'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { addAccount, Browser } from '../accounts/browser.ts'
import { loadFixture } from '../serve.ts'

interface Element {
  name: string
  text: string
  children: Element[]
}

/** Returns the elements below the root of a document, with a strict parser. */
function parsed(xml: string): Element {
  const root: Element = { name: '', text: '', children: [] }
  const open = [root]
  const parser = sax.parser(true)
  parser.onopentag = ({ name }) => {
    const element: Element = { name, text: '', children: [] }
    open.at(-1)?.children.push(element)
    open.push(element)
  }
  parser.ontext = (text) => {
    const element = open.at(-1)
    if (element) element.text += text
  }
  parser.onclosetag = () => void open.pop()
  parser.onerror = (error) => {
    throw error
  }
  parser.write(xml).close()
  const [document] = root.children
  if (document === undefined) throw new Error('no root element')
  return document
}
const valuesOf = ({ children }: Element) => Object.fromEntries(children.map(({ name, text }) => [name, text]))

describeOnDatabase('Open311', (db) => {
  let app: ServedApp
  let admin: Browser
  let key = ''

  beforeAll(async () => {
    await loadFixture(db())
    app = await serveApp(db(), { CONTACTS_KEY: '12'.repeat(32) })
    await addAccount(db(), { name: 'admin', roles: ['admin'] })
    admin = new Browser(app.url)
    await admin.signIn('admin')
    const hook = await admin.send('POST', '/admin/webhooks', {
      ...{ name: 'fixmystreet', direction: 'in', channel: 'public_report' },
    })
    key = ((await hook.json()) as { secret: string }).secret
  })
  afterAll(() => app.close())

  const get = (path: string, query: Record<string, string> = {}) =>
    fetch(`${app.url}/open311/v2/${path}?${new URLSearchParams({ jurisdiction_id: 'shuangxi', ...query })}`)
  const post = (path: string, fields: Record<string, string>) =>
    fetch(`${app.url}/open311/v2/${path}`, {
      method: 'POST',
      body: new URLSearchParams({ jurisdiction_id: 'shuangxi', api_key: key, ...fields }),
    })
  const document = async (answer: Response) => {
    expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    return parsed(await answer.text())
  }
  /** The request of send_service_request. */
  const report = {
    ...{ lat: '30.2401', long: '119.7702', email: 'citizen@example.org', service_code: 'littering' },
    ...{ first_name: 'Wang', last_name: 'Xiaoming', phone: '13800001234' },
    description: 'title:  垃圾 <b> & "quotes"\u0001\n\ndetail: 东门\n\nSubmitted via FixMyStreet\n',
    media_url: 'https://example.org/photo.1.jpeg',
    'attribute[fixmystreet_id]': '4711',
  }
  const send = async (fields: Record<string, string> = report) => {
    const answer = await post('requests.xml', fields)
    expect(answer.status).toBe(200)
    const root = await document(answer)
    return { root, id: valuesOf(root.children[0] as Element).service_request_id ?? '' }
  }
  const step = async (id: string, type: string, extra: object = {}) => {
    const body = { key: crypto.randomUUID(), at: new Date().toISOString(), type, ...extra }
    expect((await admin.send('POST', `/patrol/incidents/${id}/events`, body)).status).toBe(201)
  }

  test('services are listed with their definitions', async () => {
    const list = await document(await get('services.xml'))
    expect(list.name).toBe('services')
    const first = valuesOf(list.children[0] as Element)
    expect(first).toMatchObject({ service_code: 'illegal_parking', metadata: 'false', type: 'realtime' })
    const json = (await (await get('services.json')).json()) as { service_code: string }[]
    expect(json.map(({ service_code }) => service_code)).toEqual(
      list.children.map((service) => valuesOf(service).service_code),
    )
    expect(valuesOf(await document(await get('services/littering.xml'))).service_code).toBe('littering')
    expect((await get('services/murder.xml')).status).toBe(404)
    expect((await document(await get('discovery.xml'))).name).toBe('discovery')
    expect((await get('services.xml', { jurisdiction_id: 'elsewhere' })).status).toBe(404)
  })

  test('a report becomes one incident, with encrypted contact and a status page', async () => {
    const { root, id } = await send()
    expect(root.name).toBe('service_requests')
    expect((await send()).id).toBe(id)
    const { incident, events } = await admin.get(`/patrol/incidents/${id}/events`)
    expect(incident).toMatchObject({ kind: 'littering', channel: 'public_report', zone_code: 'Z1' })
    expect(incident.words).toContain('东门')
    expect(events[0].details.media_url).toBe(report.media_url)
    expect(await admin.get(`/patrol/incidents/${id}/contact`)).toMatchObject({
      ...{ name: 'Wang Xiaoming', phone: '13800001234', note: 'citizen@example.org' },
    })
    const notice = valuesOf(root.children[0] as Element).service_notice ?? ''
    expect(await (await fetch(`${notice}?lang=zh`)).text()).toContain('已收到')
    const token = await document(await get(`tokens/${id}.xml`))
    expect(valuesOf(token.children[0] as Element).service_request_id).toBe(id)
  })

  test('photos are files of the report, stored without camera metadata', async () => {
    const jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#4a7' } })
      .withExif({ IFD0: { Make: 'SECRETCAM' } })
      .jpeg()
      .toBuffer()
    const form = (files: readonly (Buffer | string)[], id: string) => {
      const data = new FormData()
      const fields = { ...report, api_key: key, 'attribute[fixmystreet_id]': id }
      for (const [name, value] of Object.entries(fields)) data.append(name, value)
      for (const [n, file] of files.entries())
        data.append(`photo${n}`, new Blob([new Uint8Array(Buffer.from(file))]), `${n}.jpg`)
      return fetch(`${app.url}/open311/v2/requests.json`, { method: 'POST', body: data })
    }
    const answer = await form([jpeg, ''], '4720')
    expect(answer.status, await answer.clone().text()).toBe(200)
    const [{ service_request_id: id = '' } = {}] = (await answer.json()) as { service_request_id?: string }[]
    const { events } = await admin.get(`/patrol/incidents/${id}/events`)
    expect(events[0].details.photos).toHaveLength(1)
    const photo = await admin.send('GET', `/patrol/photos/${events[0].details.photos[0]}`)
    const bytes = Buffer.from(await photo.arrayBuffer())
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 40, height: 30 })
    expect(bytes.includes('SECRETCAM')).toBe(false)
    expect((await form(['no picture'], '4721')).status).toBe(422)
    expect((await form([jpeg, jpeg, jpeg, jpeg], '4722')).status).toBe(400)
    const broken = await fetch(`${app.url}/open311/v2/requests.json`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nnothing',
    })
    expect(broken.status).toBe(400)
  })

  test('the sender reads a report with place and words; others read only its status by id', async () => {
    const { id } = await send({ ...report, 'attribute[fixmystreet_id]': '4712' })
    const own = await document(await get('requests.xml', { api_key: key, service_request_id: id }))
    const mine = valuesOf(own.children[0] as Element)
    expect(mine).toMatchObject({ service_request_id: id, status: 'open', lat: '30.2401', long: '119.7702' })
    expect(mine.description).toContain('<b> & "quotes"')
    expect(Date.parse(mine.expected_datetime ?? '')).toBe(Date.parse(mine.requested_datetime ?? '') + 300_000)
    const other = valuesOf((await document(await get(`requests/${id}.xml`))).children[0] as Element)
    expect(other).toMatchObject({ status: 'open', description: '' })
    expect(other).not.toHaveProperty('lat')
    expect((await get('requests.xml')).status).toBe(403)
    expect((await get('requests.xml', { api_key: 'guess' })).status).toBe(403)
    // Incidents of other sources are not visible here.
    expect((await get('requests/1.xml')).status).toBe(404)
    const listed = await document(await get('requests.xml', { api_key: key, status: 'closed' }))
    expect(listed.children).toEqual([])
  })

  test('updates are exchanged in both directions, each once', async () => {
    const { id } = await send({ ...report, 'attribute[fixmystreet_id]': '4713' })
    await step(id, 'routed', { units: [{ code: 'U1', lead: true }] })
    await step(id, 'noted', { note: '内部备注' })
    await step(id, 'cancelled')
    for (const path of ['servicerequestupdates.xml', 'update.xml']) {
      const root = await document(await get(path, { api_key: key }))
      expect(root.name).toBe('service_request_updates')
      const list = root.children.map(valuesOf).filter((one) => one.service_request_id === id)
      expect(list.map(({ status }) => status)).toEqual(['OPEN', 'CLOSED'])
      expect(JSON.stringify(list)).not.toContain('内部备注')
    }
    expect((await get('update.xml')).status).toBe(403)
    /** The request of post_service_request_update. */
    const update = {
      ...{ update_id_ext: '99', updated_datetime: '2026-11-30T08:00:00', service_request_id: id },
      ...{ service_request_id_ext: '4713', status: 'OPEN', email: 'citizen@example.org' },
      ...{ description: '还在那里', public_anonymity_required: 'FALSE' },
    }
    const ids = await Promise.all(
      [1, 2].map(async () => {
        const root = await document(await post('update.xml', update))
        return valuesOf(root.children[0] as Element).update_id
      }),
    )
    expect(ids[0]).toMatch(/^\d+$/)
    expect(ids[1]).toBe(ids[0])
    const { events } = await admin.get(`/patrol/incidents/${id}/events`)
    expect(
      events.filter((one: { details: { note?: string } }) => one.details.note === '还在那里'),
    ).toHaveLength(1)
  })

  test('refused requests return errors that client programs can read', async () => {
    for (const [fields, status] of [
      [{ ...report, lat: 'north' }, 400],
      [{ ...report, service_code: 'murder' }, 400],
      [{ ...report, api_key: 'guess' }, 403],
      [{ ...report, media_url: 'javascript:alert(1)' }, 400],
    ] as const) {
      const answer = await post('requests.xml', fields)
      expect(answer.status).toBe(status)
      const root = await document(answer)
      expect(root.name).toBe('errors')
      const error = valuesOf(root.children[0] as Element)
      expect(error.code).toBe(String(status))
      expect(error.description).toMatch(/应为.*should be/)
    }
    const json = await post('requests.json', { ...report, api_key: '', lat: '99' })
    expect(await json.json()).toMatchObject([{ code: 400 }])
    const anyone = await post('requests.json', {
      lat: '30.24',
      long: '119.77',
      service_code: 'other',
      api_key: '',
    })
    const [taken] = (await anyone.json()) as { service_request_id: string }[]
    expect(taken?.service_request_id).toMatch(/^\d{16}$/)
  })
})

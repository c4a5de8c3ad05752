/** Escalations are raised in time and once; notifications use signed webhooks and e-mail. */
import { createHmac, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { clockLimits, clocks } from '../../../geodata/model/patrol/clocks.ts'
import { appendEvent } from '../../../server/incidents/append-event.ts'
import { sendDue } from '../../../server/incidents/outbox/send.ts'
import { takeIn } from '../../../server/incidents/take-in.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { addAccount, Browser } from '../accounts/browser.ts'
import { loadFixture } from '../serve.ts'

const limits = clocks.map((clock) => clockLimits[clock])
const noMail = { smtpUrl: undefined, smtpFrom: undefined }
const listening = async (server: Server | ReturnType<typeof createTcpServer>) => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** A mail server that accepts every message. */
async function mailServer() {
  const mails: string[] = []
  const server = createTcpServer((socket) => {
    let isData = false
    let text = ''
    socket.write('220 test\r\n')
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      text += bytes.toString()
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        const line = text.slice(0, end)
        if (isData) {
          const last = text.indexOf('\r\n.\r\n')
          if (last < 0) return
          mails.push(text.slice(0, last))
          text = text.slice(last + 5)
          isData = false
          socket.write('250 ok\r\n')
          continue
        }
        text = text.slice(end + 2)
        isData = line === 'DATA'
        socket.write(isData ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n')
      }
    })
  })
  return { mails, port: await listening(server), close: () => server.close() }
}

describeOnDatabase('notifications of incidents', (db) => {
  let app: ServedApp
  let admin: Browser
  let partner: Server
  let url = ''
  const received: { headers: Record<string, unknown>; body: string }[] = []
  let status = 200

  beforeAll(async () => {
    await loadFixture(db())
    app = await serveApp(db(), { CONTACTS_KEY: 'cd'.repeat(32) })
    await addAccount(db(), { name: 'admin', roles: ['admin'] })
    admin = new Browser(app.url)
    await admin.signIn('admin')
    partner = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString()
      })
      request.on('end', () => {
        received.push({ headers: request.headers, body })
        response.writeHead(status).end()
      })
    })
    url = `http://127.0.0.1:${await listening(partner)}/hook`
  })
  afterAll(async () => {
    partner.close()
    await app.close()
  })

  const post = async (path: string, body: object) => {
    const answer = await admin.send('POST', path, body)
    expect(answer.status, await answer.clone().text()).toBe(201)
    return answer.json()
  }
  const fire = async (database: Database = db()) =>
    (await database.query<{ n: number }>('select fire_escalations($1::int[], false) as n', [limits])).rows[0]
      ?.n
  const newIncident = async (secondsAgo: number) => {
    const report = {
      ...{ key: randomUUID(), at: new Date(Date.now() - secondsAgo * 1000).toISOString() },
      ...{ kind: 'injury', channel: 'call_110', priority: 2, words: '游客摔伤', lon: 119.77, lat: 30.24 },
    } as Parameters<typeof takeIn>[1]
    return (await takeIn(db().as({ role: 'lead', account: 1 }), report, 'test')).id
  }
  const made = async (action: object) =>
    post('/patrol/escalation-rules', { name: '测试', clock: 'routed', offset_s: 0, ...action })
  /** Sets the creation of rules to an hour ago, because a rule applies only from its creation. */
  const ageRules = () => db().query("update escalation_rules set created_at = now() - interval '1 hour'")

  test('a rule fires once for a breach on several servers, and again for the next clock', async () => {
    await db().query('delete from escalation_rules')
    const id = await newIncident(400)
    await made({ action: 'sound' })
    expect(await fire()).toBe(0)
    await ageRules()
    const rounds = await Promise.all([fire(), fire(), fire()])
    expect(rounds.reduce((sum: number, one) => sum + (one ?? 0), 0)).toBe(1)
    expect(await fire()).toBe(0)
    const list = async () => (await admin.get('/patrol/escalations')).escalations
    expect(await list()).toMatchObject([{ incident_id: id, clock: 'routed', action: 'sound', is_open: true }])
    const event = { key: randomUUID(), at: new Date().toISOString(), type: 'cancelled' } as const
    await appendEvent(db().as({ role: 'lead', account: 1 }), String(id), event, 'receipt')
    expect(await list()).toMatchObject([{ incident_id: id, is_open: false }])
  })

  test('a rule warns before a deadline, at its hours and for its priorities only', async () => {
    await db().query('delete from escalation_rules')
    await newIncident(250)
    const weekday = Number(
      (
        await db().query<{ day: number }>(
          "select extract(isodow from now() at time zone 'Asia/Shanghai')::int as day",
        )
      ).rows[0]?.day,
    )
    const others = [1, 2, 3, 4, 5, 6, 7].filter((day) => day !== weekday && day !== ((weekday + 5) % 7) + 1)
    await made({ action: 'page', offset_s: -60, weekdays: others })
    await made({ action: 'page', offset_s: -60, priority: 1 })
    await made({ action: 'page', offset_s: -60, kinds: ['littering'] })
    await ageRules()
    expect(await fire()).toBe(0)
    await made({ action: 'page', offset_s: -60 })
    await ageRules()
    expect(await fire()).toBe(1)
    const night = await db().query<{ inside: boolean[] }>(
      `select array_agg(in_rule_hours(r, t) order by t) as inside
       from (select r.* from escalation_rules as r limit 1) as s,
         jsonb_populate_record(s::escalation_rules, '{"from_time": "22:00", "to_time": "06:00", "weekdays": [5]}') as r,
         -- Friday 21:59 and 22:00, Saturday 05:59, 06:00 and 22:00 in China.
         unnest('{2026-11-27T21:59+08,2026-11-27T22:00+08,2026-11-28T05:59+08,2026-11-28T06:00+08,2026-11-28T22:00+08}'::timestamptz[]) as t`,
    )
    expect(night.rows[0]?.inside).toEqual([false, true, true, false, false])
  })

  test('events and breaches go to partners, signed, and by e-mail; failed messages are kept and can be sent again', async () => {
    await db().query('delete from escalation_rules')
    const hook = await post('/admin/webhooks', {
      name: 'police',
      direction: 'out',
      url,
      events: ['received', 'routed'],
    })
    expect((await admin.get('/admin/webhooks')).webhooks[0]).not.toHaveProperty('secret')
    const mail = await mailServer()
    await made({ action: 'webhook', webhook_id: hook.id })
    await made({ action: 'email', email: 'lead@example.org' })
    await ageRules()
    const id = await newIncident(400)
    expect(await fire()).toBe(2)
    const smtp = { smtpUrl: `smtp://127.0.0.1:${mail.port}`, smtpFrom: 'platform@example.org' }
    while ((await sendDue(db(), smtp)) > 0);
    mail.close()
    const bodies = received.map(({ body }) => JSON.parse(body))
    expect(bodies.map(({ type }) => type).sort()).toEqual(['incident.escalation', 'incident.event'])
    for (const { headers, body } of received) {
      const [, time, hex] = /^t=(\d+),v1=(.+)$/.exec(String(headers['x-shuangxi-signature'])) ?? []
      expect(createHmac('sha256', hook.secret).update(`${time}.${body}`).digest('hex')).toBe(hex)
    }
    expect(bodies.find(({ type }) => type === 'incident.event')).toMatchObject({
      incident: { id, kind: 'injury', words: '游客摔伤' },
      event: { type: 'received', to: 'received' },
    })
    expect(mail.mails).toHaveLength(1)
    expect(mail.mails[0]).toContain('lead@example.org')

    status = 503
    const event = {
      key: randomUUID(),
      at: new Date().toISOString(),
      type: 'routed',
      units: [{ code: 'U1', lead: true }],
    }
    await appendEvent(db().as({ role: 'lead', account: 1 }), String(id), event as never, 'receipt')
    for (let attempt = 0; attempt < 8; attempt++) {
      expect(await sendDue(db(), noMail)).toBe(1)
      expect(await sendDue(db(), noMail)).toBe(0)
      await db().query("update deliveries set next_at = now() where state = 'waiting'")
    }
    const { deliveries } = await admin.get('/admin/deliveries')
    expect(deliveries).toMatchObject([{ to: 'police', state: 'dead', attempts: 8, error: 'HTTP 503' }])
    status = 200
    expect((await admin.send('POST', `/admin/deliveries/${deliveries[0].id}/resend`)).status).toBe(204)
    expect(await sendDue(db(), noMail)).toBe(1)
    expect((await admin.get('/admin/deliveries')).deliveries).toEqual([])
    expect((await admin.get('/admin/deliveries?state=sent')).deliveries[0].id).toBe(deliveries[0].id)
  })

  test('a signed report of a partner is stored once, and a replay is refused', async () => {
    const { secret } = await post('/admin/webhooks', {
      name: 'grid',
      direction: 'in',
      channel: 'police_grid',
    })
    const sign = (body: string, time: number, key = secret) =>
      `t=${time},v1=${createHmac('sha256', key).update(`${time}.${body}`).digest('hex')}`
    const now = () => Math.floor(Date.now() / 1000)
    const send = (body: string, signature: string) =>
      fetch(`${app.url}/webhooks/grid`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-shuangxi-signature': signature },
        body,
      })
    const report = JSON.stringify({
      ...{ id: 'G-1', type: 'incident.report', at: new Date().toISOString(), words: '占道', datum: 'GCJ02' },
      ...{ code: { scheme: '测试编码', code: '0203', name: '测试小类' }, lon: 119.7747, lat: 30.2377 },
      contact: { name: '网格员', phone: '13800000000' },
    })
    expect((await send(report, sign(report, now(), 'guess'))).status).toBe(401)
    expect((await send(report, sign(report, now() - 600))).status).toBe(401)
    expect((await send(report, '')).status).toBe(401)
    const signature = sign(report, now())
    const taken = await send(report, signature)
    expect(taken.status).toBe(201)
    const { incident } = (await taken.json()) as { incident: { id: number } }
    expect((await send(report, signature)).status).toBe(409)
    const again = await send(report, sign(report, now() - 60))
    expect([
      again.status,
      ((await again.json()) as typeof taken & { incident: object }).incident,
    ]).toMatchObject([200, incident])
    const { incident: stand, events } = await admin.get(`/patrol/incidents/${incident.id}/events`)
    expect(stand).toMatchObject({ kind: 'other', channel: 'police_grid', words: '占道' })
    // Converted from GCJ-02, which differs by about 540 m.
    expect(Math.abs(stand.lon - 119.77)).toBeLessThan(0.002)
    expect(events[0].details).toMatchObject({ message: 'G-1', code: { code: '0203' } })
    expect((await admin.get(`/patrol/incidents/${incident.id}/contact`)).name).toBe('网格员')
    const note = JSON.stringify({
      ...{ id: 'G-2', type: 'incident.note', report: 'G-1', at: new Date().toISOString(), words: '已离开' },
    })
    expect((await send(note, sign(note, now()))).status).toBe(201)
    expect((await admin.get(`/patrol/incidents/${incident.id}/events`)).events.at(-1).details.note).toBe(
      '已离开',
    )

    // The code was stored: an administrator can map it later, and the mapping applies from then.
    expect((await admin.get('/patrol/outside-codes')).codes).toMatchObject([
      { scheme: '测试编码', code: '0203', name: '测试小类', kind: null, seen: 1 },
    ])
    const table = (text: string) =>
      fetch(`${app.url}/patrol/outside-codes`, {
        method: 'PUT',
        headers: {
          'content-type': 'text/csv',
          origin: app.url,
          cookie: [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        },
        body: text,
      })
    const head = 'scheme,code,name,kind,version,source\n'
    expect((await table(`${head}测试编码,0203,测试小类,murder,2026,测试\n`)).status).toBe(400)
    expect((await table(`${head}测试编码,0203,测试小类,street_vending,,\n`)).status).toBe(400)
    const imported = await table(
      `${head}测试编码,0203,测试小类,street_vending,2026,测试\n测试编码,0204,,,2026,测试\n`,
    )
    expect(await imported.json()).toEqual({ added: 1, changed: 1 })
    const next = report.replace('G-1', 'G-3')
    const mapped = (await (await send(next, sign(next, now()))).json()) as { incident: { id: number } }
    expect((await admin.get(`/patrol/incidents/${mapped.incident.id}/events`)).incident.kind).toBe(
      'street_vending',
    )
  })
})

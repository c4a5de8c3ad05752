/** Photos of reporters without camera metadata, and the status page of a private link. */
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import type { ServedApp } from '../../environment/app.ts'
import { addAccount, Browser } from '../accounts/browser.ts'

export function declareReporterTests(db: () => Database, app: () => ServedApp): void {
  let lead: Browser
  let officer: Browser

  beforeAll(async () => {
    await addAccount(db(), { name: 'lead', roles: ['lead'] })
    await addAccount(db(), { name: 'officer', roles: ['officer'], zones: ['Z1'] } as never)
    lead = new Browser(app().url)
    officer = new Browser(app().url)
    await lead.signIn('lead')
    await officer.signIn('officer')
  })

  const now = () => new Date().toISOString()
  const takeIn = async () => {
    const report = {
      ...{ key: randomUUID(), at: now(), kind: 'littering' },
      ...{ channel: 'call_110', lon: 119.77, lat: 30.24 },
    }
    const answer = await lead.send('POST', '/patrol/incidents', report)
    return ((await answer.json()) as { incident: { id: number; number: string } }).incident
  }
  const step = async (id: number, type: string, extra: object = {}, by = lead) => {
    const body = { key: randomUUID(), at: now(), type, ...extra }
    return (await by.send('POST', `/patrol/incidents/${id}/events`, body)).status
  }
  const sendPhoto = (id: string, bytes: Buffer, type = 'image/jpeg', by = officer) =>
    fetch(`${app().url}/patrol/photos/${id}`, {
      method: 'PUT',
      headers: {
        'content-type': type,
        origin: app().url,
        cookie: [...by.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      body: new Uint8Array(bytes),
    })
  const picture = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#4a7' } })

  test('a photo is stored without camera metadata, and its place is returned first', async () => {
    const jpeg = await picture(400, 300)
      .withExif({
        IFD0: { Make: 'SECRETCAM' },
        IFD2: { DateTimeOriginal: '2026:11:30 08:15:00' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '30/1 14/1 24/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '119/1 46/1 12/1',
        },
      })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const id = randomUUID()
    const sent = await sendPhoto(id, jpeg)
    expect(sent.status).toBe(200)
    // The stored photo is upright, although the camera was held sideways.
    expect(await sent.json()).toEqual({
      ...{ id, width: 300, height: 400, place: { lon: 119.77, lat: 30.24 }, taken_at: '2026-11-30T08:15:00' },
    })
    expect((await sendPhoto(id, jpeg)).status).toBe(200)
    const incident = await takeIn()
    expect((await lead.send('GET', `/patrol/photos/${id}`)).status).toBe(404)
    expect(await step(incident.id, 'photo_added', { photos: [id] }, lead)).toBe(422)
    expect(await step(incident.id, 'photo_added', { photos: [id] }, officer)).toBe(201)
    expect(await step(incident.id, 'photo_added', { photos: [id] }, officer)).toBe(422)
    const stored = await lead.send('GET', `/patrol/photos/${id}`)
    expect(stored.headers.get('content-type')).toBe('image/jpeg')
    const bytes = Buffer.from(await stored.arrayBuffer())
    expect(bytes.includes('SECRETCAM')).toBe(false)
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 300, height: 400 })
    expect((await sharp(bytes).metadata()).exif).toBeUndefined()
  })

  test('a new report brings the photos that its sender sent before, once', async () => {
    const [first, second, foreign] = [randomUUID(), randomUUID(), randomUUID()]
    for (const id of [first, second]) await sendPhoto(id, await picture(40, 30).jpeg().toBuffer())
    await sendPhoto(foreign, await picture(40, 30).jpeg().toBuffer(), 'image/jpeg', lead)
    const report = {
      ...{ key: randomUUID(), at: now(), kind: 'littering', channel: 'patrol', lon: 119.77, lat: 30.24 },
      photos: [second, foreign, randomUUID(), first],
    }
    const taken = await officer.send('POST', '/patrol/incidents', report)
    const { incident } = (await taken.json()) as { incident: { id: number } }
    expect([taken.status, (await officer.send('POST', '/patrol/incidents', report)).status]).toEqual([
      201, 200,
    ])
    const story = await lead.send('GET', `/patrol/incidents/${incident.id}/events`)
    const { events } = (await story.json()) as { events: { details: { photos?: string[] } }[] }
    expect(events.map(({ details }) => details.photos)).toEqual([[second, first]])
    expect((await lead.send('GET', `/patrol/photos/${second}`)).status).toBe(200)
    expect(await step(incident.id, 'photo_added', { photos: [first] }, officer)).toBe(422)
    const six = Array.from({ length: 6 }, () => randomUUID())
    const many = await officer.send('POST', '/patrol/incidents', {
      ...report,
      key: randomUUID(),
      photos: six,
    })
    expect(many.status).toBe(400)
  })

  test('a file that is no photo, or too large, is refused with a reason', async () => {
    const text = Buffer.from('<svg onload="alert(1)"/>')
    expect((await sendPhoto(randomUUID(), text)).status).toBe(422)
    expect((await sendPhoto(randomUUID(), text, 'image/svg+xml')).status).toBe(415)
    expect((await sendPhoto(randomUUID(), Buffer.alloc(16 * 1024 * 1024))).status).toBe(413)
    const wide = await picture(11_000, 5_000).png({ compressionLevel: 9 }).toBuffer()
    const refused = await sendPhoto(randomUUID(), wide, 'image/png')
    expect(refused.status).toBe(413)
    const whole = await picture(200, 200).jpeg().toBuffer()
    expect((await sendPhoto(randomUUID(), whole.subarray(0, 300))).status).toBe(422)
    expect((await fetch(`${app().url}/patrol/photos/${randomUUID()}`)).status).toBe(401)
  })

  test('a link shows the status of a report, also after a merge, until it is revoked', async () => {
    const [twin, kept] = [await takeIn(), await takeIn()]
    const path = `/patrol/incidents/${twin.id}/status-links`
    expect((await officer.send('POST', path)).status).toBe(403)
    const { url } = (await (await lead.send('POST', path)).json()) as { url: string }
    const read = async (lang = 'zh') => {
      const answer = await fetch(`${url}?lang=${lang}`)
      return { answer, html: await answer.text() }
    }
    const first = await read()
    expect(first.answer.status).toBe(200)
    expect(first.answer.headers.get('cache-control')).toBe('no-store')
    expect(first.html).toContain(twin.number)
    expect(first.html).toContain('已收到，正在安排巡查组')
    expect(first.html).toContain('应在此前派出巡查组')
    expect(first.html).not.toContain('<script')
    expect((await read('en')).html).toContain('A patrol should be sent by')
    await step(kept.id, 'routed', { units: [{ code: 'U1', lead: true }] })
    await step(kept.id, 'noted', { note: '内部备注' })
    await step(twin.id, 'merged', { into: kept.id })
    const merged = await read()
    expect(merged.html).toContain('已派巡查组前往')
    expect(merged.html).toContain('与另一份报告合并')
    for (const secret of ['内部备注', kept.number, 'U1', 'lead']) expect(merged.html).not.toContain(secret)
    await step(twin.id, 'unmerged')
    expect((await read()).html).toContain('已收到，正在安排巡查组')
    expect((await lead.send('DELETE', path)).status).toBe(204)
    expect((await read()).answer.status).toBe(404)
    const { rows } = await db().query<{ digest: Buffer }>('select digest from status_links')
    expect(rows.every(({ digest }) => !url.includes(digest.toString('base64url')))).toBe(true)
  })
}

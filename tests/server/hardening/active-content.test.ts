/** Scripts in stored data and in requests stay text in every answer. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { addAccount, Browser } from '../accounts/browser.ts'
import { parcel } from '../features/edit/client.ts'
import { loadFixture } from '../serve.ts'

const html = '<script>alert(document.domain)</script>'
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><a href="javascript:alert(1)">x</a></svg>'
const formula = '=HYPERLINK("http://evil.example","x")'

describeOnPostgis('active content', (db) => {
  let app: ServedApp
  beforeAll(async () => {
    await loadFixture(db())
    // Ids of new rows begin after the fixture's.
    await db().query("select setval(pg_get_serial_sequence('parcels', 'id'), 1000)")
    app = await serveApp(db())
    await db().query(
      `update facilities set name = case id % 3 when 0 then $1 when 1 then $2 else $3 end, name_en = $1`,
      [html, svg, formula],
    )
  })
  afterAll(() => app.close())

  it('is returned as data, which no browser runs', async () => {
    for (const path of [
      '/collections/facilities/items',
      '/collections/facilities/items?f=geojson',
      '/collections/facilities/items?f=geojsonseq',
      '/collections/facilities/items?f=csv',
      '/collections/facilities/items?f=csv&headings=titles',
      '/collections/facilities/items?f=flatgeobuf',
      `/search?q=${encodeURIComponent('<script>')}`,
      '/about',
    ]) {
      for (const accept of ['text/html', 'image/svg+xml', '*/*', 'application/xhtml+xml,text/html;q=0.9']) {
        const answer = await fetch(app.url + path, { headers: { accept } })
        await answer.arrayBuffer()
        const type = answer.headers.get('content-type') ?? ''
        expect(type, `${path} ${accept}`).not.toMatch(/html|svg|xml|javascript/)
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
        expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
        if (/f=(csv|geo|flat)/.test(path))
          expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/)
      }
    }
  })

  it('is not a formula in a spreadsheet', async () => {
    const text = await (await fetch(`${app.url}/collections/facilities/items?f=csv`)).text()
    expect(text).toContain('HYPERLINK')
    expect(text).not.toMatch(/(^|,|")=HYPERLINK/m)
  })

  it('is not quoted in pages, however it is requested', async () => {
    const tricks = [
      '/',
      '/api',
      '/sign-in',
      '/collections',
      '/nothing',
      '/tiles/x.json',
      '/search',
      '/style.json',
    ]
    for (const path of tricks) {
      for (const url of [
        `${path}?q=${encodeURIComponent(html)}&lang=${encodeURIComponent(html)}`,
        `${path}/${encodeURIComponent(html)}`,
      ]) {
        const answer = await fetch(app.url + url, {
          headers: { accept: 'text/html', referer: html },
          redirect: 'manual',
        })
        const text = await answer.text()
        const type = answer.headers.get('content-type') ?? ''
        if (/html/.test(type)) expect(text, url).not.toContain('alert(')
        else expect(type, url).toMatch(/json|^$/)
      }
    }
  })

  it('is stored as text, and returned as text', async () => {
    await addAccount(db(), { name: 'planner', roles: ['planner'] })
    const planner = new Browser(app.url)
    await planner.signIn('planner')
    const ring = [
      [119.9, 30.2],
      [119.901, 30.2],
      [119.901, 30.201],
      [119.9, 30.2],
    ]
    const properties = { ...parcel, parcel_code: '330112008001GB09998', address: svg }
    const feature = { type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties }
    const made = await planner.send('POST', '/collections/parcels/items', feature)
    expect(made.status).toBe(201)
    const answer = await fetch(made.headers.get('location') ?? '')
    expect(answer.headers.get('content-type')).toMatch(/^application\/geo\+json/)
    expect((await answer.json()).properties.address).toBe(svg)
    for (const type of ['image/svg+xml', 'text/html', 'application/xml']) {
      const sent = await planner.send('POST', '/collections/parcels/items', svg, { 'content-type': type })
      expect(sent.status).toBe(415)
    }
  })
})

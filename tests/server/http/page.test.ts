import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { page } from '../../../server/http/page.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'

const LARGE = Array.from({ length: 3000 }, (_, line) => `const name${line} = ${line * 7919}`).join('\n')

describeOnPostgis('the page', (db) => {
  let folder: string
  let app: ServedApp
  let prepared = true
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shuangxi-page-'))
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>双西</title>')
    writeFileSync(join(folder, 'assets/main-a1b2c3.js'), `// ${'x'.repeat(3000)}`)
    writeFileSync(join(folder, 'assets/large-d4e5f6.js'), LARGE)
    writeFileSync(join(folder, '.secret'), 'not for the world')
    app = await serveApp(db(), {}, { prepared: () => prepared, page: page(folder) })
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const browser = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

  it('is served at / to browsers and revalidated each time', async () => {
    const answer = await fetch(`${app.url}/`, { headers: browser })
    expect(await answer.text()).toContain('<title>双西</title>')
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(answer.headers.get('vary')).toContain('Accept')
    const etag = answer.headers.get('etag') ?? ''
    const again = await fetch(`${app.url}/`, {
      headers: { ...browser, 'Cache-Control': 'max-age=0', 'If-None-Match': etag },
    })
    expect(again.status).toBe(304)
  })

  it('is served at the address of one-time links', async () => {
    const answer = await fetch(`${app.url}/sign-in`, { headers: browser })
    expect(await answer.text()).toContain('<title>双西</title>')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
  })

  it('leaves / to the landing page for clients that prefer JSON', async () => {
    const answer = await fetch(`${app.url}/`, { headers: { Accept: 'application/json' } })
    expect(await answer.json()).toHaveProperty('links')
  })

  it('has hashed files that are cached for ever and compressed', async () => {
    const answer = await fetch(`${app.url}/assets/main-a1b2c3.js`, { headers: { 'Accept-Encoding': 'br' } })
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('content-encoding')).toBe('br')
    expect(await answer.text()).toContain('xxx')
  })

  it('compresses a larger file better in the background, with the same content', async () => {
    const ask = async () => {
      const answer = await fetch(`${app.url}/assets/large-d4e5f6.js`, {
        headers: { 'Accept-Encoding': 'gzip, br' },
      })
      expect(answer.headers.get('content-encoding')).toBe('br')
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
      expect(answer.headers.get('vary')).toContain('Accept-Encoding')
      expect(await answer.text()).toBe(LARGE)
      return answer.headers.get('content-length')
    }
    expect(await ask()).toBeNull()
    const packed = await soon(async () => {
      const length = await ask()
      if (length === null) throw new Error('not packed yet')
      return Number(length)
    })
    expect(packed).toBe(brotliCompressSync(LARGE).length)
    const part = await fetch(`${app.url}/assets/large-d4e5f6.js`, { headers: { Range: 'bytes=0-9' } })
    expect(part.status).toBe(206)
  })

  it('is not served at other addresses, nor are hidden files', async () => {
    for (const path of ['/elsewhere', '/assets/none.js', '/.secret', '/assets/../.secret', '/assets']) {
      const answer = await fetch(app.url + path, { headers: browser, redirect: 'manual' })
      expect(answer.status, path).toBe(404)
      expect(answer.headers.get('content-type'), path).toContain('application/problem+json')
    }
  })

  it('is available before the data', async () => {
    prepared = false
    expect((await fetch(`${app.url}/`, { headers: browser })).status).toBe(200)
    expect((await fetch(`${app.url}/style.json`)).status).toBe(200)
    expect((await fetch(`${app.url}/tiles.json`)).status).toBe(503)
    prepared = true
  })
})

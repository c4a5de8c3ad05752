import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'

describeOnPostgis('headers', (db) => {
  let app: ServedApp
  beforeAll(async () => {
    app = await serveApp(db())
  })
  afterAll(() => app.close())

  it('forbid inline scripts and foreign sources, and allow workers from blobs', async () => {
    const { headers } = await fetch(`${app.url}/healthz`)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("worker-src 'self' blob:")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('strict-transport-security')).toBeNull()
  })

  it('use the host from a trusted proxy, and no other', async () => {
    const forwarded = { 'X-Forwarded-Host': 'map.example', 'X-Forwarded-Proto': 'https' }
    const linked = async (url: string) =>
      JSON.stringify((await (await fetch(`${url}/collections`, { headers: forwarded })).json()).links)
    expect(await linked(app.url)).not.toContain('map.example')
    const behind = await serveApp(db(), { TRUST_PROXY: '1' })
    expect(await linked(behind.url).finally(() => behind.close())).toContain(
      'https://map.example/collections',
    )
  })

  it('compress JSON if the client accepts it', async () => {
    const packed = await fetch(`${app.url}/collections`, { headers: { 'Accept-Encoding': 'gzip' } })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect((await packed.json()).collections.length).toBeGreaterThan(5)
    const plain = await fetch(`${app.url}/collections`, { headers: { 'Accept-Encoding': 'identity' } })
    expect(plain.headers.get('content-encoding')).toBeNull()
  })
})

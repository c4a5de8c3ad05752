/** Rate limits of one address or account, as shown in answers. */
import { expect, it } from 'vitest'
import { serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { addAccount, Browser } from '../accounts/browser.ts'
import { loadFixture } from '../serve.ts'

describeOnPostgis('rate limits', (db) => {
  it('answer too many requests with a problem document and the time to wait', async () => {
    await loadFixture(db())
    // 300 reads, 2 writes, 1 file and 3,000 points of tiles per minute.
    const app = await serveApp(db(), { RATE_LIMITS: '0.01', TRUST_PROXY: '1' })
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
    const get = async (path: string, address: string) => {
      const answer = await fetch(app.url + path, from(address))
      await answer.arrayBuffer()
      return answer
    }
    try {
      const file = '/collections/parcels/items?f=csv'
      const first = await get(file, '192.0.2.1')
      expect(first.status).toBe(200)
      expect(first.headers.get('ratelimit')).toMatch(/^"export";r=0;t=(60|59)$/)
      const second = await get(file, '192.0.2.1')
      expect(second.status).toBe(429)
      expect(second.headers.get('retry-after')).toMatch(/^(60|5\d)$/)
      expect(second.headers.get('ratelimit-policy')).toBe('"export";q=1;w=60')
      expect(second.headers.get('cache-control')).toBe('no-store')
      expect((await get(file, '192.0.2.2')).status).toBe(200)
      expect((await get('/collections/parcels/items', '192.0.2.1')).status).toBe(200)

      await soon(async () => expect((await get('/conformance', '192.0.2.3')).status).toBe(429))
      expect((await get('/healthz', '192.0.2.3')).status).toBe(200)
      expect((await get('/conformance', '192.0.2.4')).status).toBe(200)

      const tile = (i: number) => `/tiles/roads/14/${13_600 + i}/6771.mvt`
      const statuses = []
      for (let i = 0; i < 160; i++) statuses.push((await get(tile(i), '192.0.2.5')).status)
      expect(statuses.lastIndexOf(204)).toBe(149)
      expect((await get(tile(0), '192.0.2.5')).headers.get('ratelimit-policy')).toBe('"tile";q=3000;w=60')
      expect([200, 204]).toContain((await get(tile(0), '192.0.2.6')).status)
    } finally {
      await app.close()
    }
  })

  it('count by account for signed-in viewers at any address', async () => {
    const app = await serveApp(db(), { RATE_LIMITS: '0.02', TRUST_PROXY: '1' })
    try {
      for (const name of ['one', 'two']) await addAccount(db(), { name, roles: ['planner'] })
      const [one, two] = [new Browser(app.url), new Browser(app.url)]
      const write = async (browser: Browser, address: string) => {
        const headers = { 'x-forwarded-for': address, 'content-type': 'application/geo+json' }
        return (await browser.send('POST', '/collections/parcels/items', {}, headers)).status
      }
      await one.signIn('one')
      await two.signIn('two')
      const statuses = []
      for (let i = 0; i < 8; i++) statuses.push(await write(one, `192.0.2.${i}`))
      expect(statuses).toEqual([400, 400, 400, 400, 400, 429, 429, 429])
      expect(await write(two, '192.0.2.1')).toBe(400)
    } finally {
      await app.close()
    }
  })
})

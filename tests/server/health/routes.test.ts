import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../../geodata/database/open.ts'
import { serveApp } from '../../environment/app.ts'
import { describeOnBoth } from '../../environment/databases.ts'
import { createPostgisDatabase } from '../../environment/postgis-database.ts'

const read = async (url: string) => {
  const answer = await fetch(url)
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body: await answer.json() }
}

describeOnBoth('health', (db) => {
  it('is ready when the database answers, the schema exists and the first start is complete', async () => {
    const app = await serveApp(db())
    expect(await read(`${app.url}/healthz`)).toMatchObject({ status: 200, body: { status: 'ok' } })
    expect(await read(`${app.url}/readyz`)).toMatchObject({
      status: 200,
      body: { ready: true, database: 'up', migrations: 'done', sample: 'done' },
    })
    await app.close()
  })

  it('is alive but not ready while the sample is loaded, and data requests get 503', async () => {
    const app = await serveApp(db(), {}, { prepared: () => false })
    expect((await read(`${app.url}/healthz`)).status).toBe(200)
    expect(await read(`${app.url}/readyz`)).toMatchObject({
      status: 503,
      retryAfter: '2',
      body: { ready: false, database: 'up', sample: 'loading' },
    })
    expect(await read(`${app.url}/collections/water/items`)).toMatchObject({ status: 503, retryAfter: '2' })
    await app.close()
  })
})

describe('health of a database', () => {
  it('is not ready while migrations are pending', async () => {
    const { url, drop } = await createPostgisDatabase()
    const database = await openDatabase({ url })
    const app = await serveApp(database)
    expect(await read(`${app.url}/readyz`)).toMatchObject({ status: 503, body: { migrations: 'pending' } })
    await app.close()
    await database.close()
    await drop()
  })
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'

describeOnPostgis('problem documents', (db) => {
  let app: ServedApp
  beforeAll(async () => {
    app = await serveApp(db())
  })
  afterAll(() => app.close())

  const ask = async (path: string, init?: RequestInit) => {
    const answer = await fetch(app.url + path, init)
    return { status: answer.status, headers: answer.headers, body: await answer.json() }
  }

  it('say in the language of the reader what does not exist', async () => {
    const chinese = await ask('/nothing/here')
    expect(chinese.status).toBe(404)
    expect(chinese.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(chinese.headers.get('content-language')).toBe('zh')
    expect(chinese.body).toMatchObject({ status: 404, title: '未找到', titles: { en: 'Not found' } })
    const byHeader = await ask('/nothing/here', { headers: { 'Accept-Language': 'en-GB,zh;q=0.5' } })
    expect(byHeader.body.title).toBe('Not found')
    expect((await ask('/nothing/here?lang=en')).body.title).toBe('Not found')
  })

  it('name the methods that an address supports', async () => {
    const { status, headers, body } = await ask('/collections?lang=en', { method: 'DELETE' })
    expect(status).toBe(405)
    expect(headers.get('allow')).toBe('GET, HEAD')
    expect(body.detail).toContain('GET')
  })

  it('name the unknown query parameter', async () => {
    const { status, body } = await ask('/collections?lang=en&limmit=3')
    expect(status).toBe(400)
    expect(body.detail).toContain('limmit')
  })

  it('refuse an address that cannot be decoded', async () => {
    const { status, body } = await ask('/collections/%E0%A4%A')
    expect(status).toBe(400)
    expect(JSON.stringify(body)).not.toMatch(/node_modules|\/server\//)
  })

  it.each(['/search?q=a%00b', '/search?q=%00'])('refuse a value that no query accepts: %s', async (path) => {
    const { status, body } = await ask(path)
    expect(status).toBe(400)
    expect(body).toMatchObject({ title: '请求有误', titles: { en: 'Bad request' } })
    expect(JSON.stringify(body)).not.toMatch(/select|UTF8|encoding/)
  })

  it('say that access is refused if only the database refused it', async () => {
    const columns = 'select (id, source, licence, synthetic) on imports'
    await db().query(`revoke ${columns} from shuangxi_public`)
    const { status, body } = await ask('/about').finally(() =>
      db().query(`grant ${columns} to shuangxi_public`),
    )
    expect([status, body.titles.en]).toEqual([403, 'Not allowed'])
    expect(JSON.stringify(body)).not.toMatch(/imports|permission|relation/)
    expect((await ask('/about')).status).toBe(200)
  })

  it('hide internals when a query fails', async () => {
    await db().query('alter table imports rename to imports_away')
    const { status, body } = await ask('/about?').finally(() =>
      db().query('alter table imports_away rename to imports'),
    )
    expect(status).toBe(500)
    expect(JSON.stringify(body)).not.toMatch(/imports|select|relation/)
  })
})

/**
 * Special characters of SQL have no effect in requests: every text parameter of the document treats them as
 * text, and the tables do not change.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { addAccount, Browser } from '../accounts/browser.ts'
import { loadFixture } from '../serve.ts'
import { complaint, type Operation, readOperations, send } from './operations.ts'

const texts = ["' or '1'='1", '1; drop table parcels --', `a') union values (null) --%\\_"$1$$/*`] as const

/** Values of other required parameters, so that the request gets as far as possible. */
const plain: Readonly<Record<string, string>> = {
  q: '西',
  z: '14',
  x: '13635',
  y: '6771',
  fid: '1',
  id: '1',
  layers: 'roads',
}

describeOnPostgis('special characters of SQL', (db) => {
  let app: ServedApp
  let operations: readonly Operation[]
  let cookie: string
  beforeAll(async () => {
    await loadFixture(db())
    app = await serveApp(db())
    operations = await readOperations(app.url)
    await addAccount(db(), { name: 'admin', roles: ['admin'] })
    const browser = new Browser(app.url)
    await browser.signIn('admin')
    cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  })
  afterAll(() => app.close())

  const filled = (path: string, name: string, text: string) =>
    path.replace(/\{(\w+)\}/g, (_, one: string) =>
      encodeURIComponent(one === name ? text : (plain[one] ?? 'x')),
    )

  function requestsOf({ path, method, parameters, bodies }: Operation) {
    const body = bodies.length > 0 ? { 'content-type': bodies[0]?.type ?? '' } : undefined
    return parameters.flatMap((one) =>
      texts.map((text) => {
        const query = one.in === 'query' ? `?${encodeURIComponent(one.name)}=${encodeURIComponent(text)}` : ''
        const headers = { ...body, ...(one.in === 'header' ? { [one.name]: text } : {}) }
        return {
          name: one.name,
          method,
          path: filled(path, one.name, text) + query,
          headers,
          body: body && JSON.stringify({ name: text }),
        }
      }),
    )
  }

  it('are text in every parameter of the document', async () => {
    const before = await counts()
    const complaints: string[] = []
    for (const operation of operations) {
      for (const { name, method, path, headers, body } of requestsOf(operation)) {
        const answer = await send(app.url + path, {
          method,
          headers: { cookie, origin: app.url, ...headers },
          ...(body === undefined ? {} : { body }),
        })
        const wrong = complaint(operation, answer)
        const said = answer.body.toString()
        if (wrong)
          complaints.push(`${method} ${path} (${name}): ${answer.status} ${wrong} ${said.slice(0, 200)}`)
        if (/syntax error|unterminated|argon2/i.test(said))
          complaints.push(`${method} ${path}: ${said.slice(0, 200)}`)
      }
    }
    expect(complaints.slice(0, 10)).toEqual([])
    expect(await counts()).toEqual(before)
  })

  async function counts() {
    const { rows } = await db().query(
      'select (select count(*) from parcels) as parcels, (select count(*) from accounts) as accounts, (select count(*) from incidents) as incidents',
    )
    return rows
  }
})

/**
 * Valid and invalid requests generated from the OpenAPI document, as each role: the server never fails, and
 * every answer is in the document. FUZZ_RUNS and FUZZ_SEED run more.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { addAccount, Browser } from '../accounts/browser.ts'
import { loadFixture } from '../serve.ts'
import { requestOf } from './arbitraries.ts'
import { complaint, type Operation, readOperations, send } from './operations.ts'

const runs = Number(process.env.FUZZ_RUNS ?? 1)
const seed = Number(process.env.FUZZ_SEED ?? 20_261_123)

const roles = ['public', 'officer', 'lead', 'planner', 'admin'] as const

/** Operations that end the session of later requests. */
const endsSession = ({ path, method }: Operation) =>
  path === '/sign-out' || path === '/me/password' || (method === 'DELETE' && path.includes('sessions'))

describeOnPostgis('requests generated from the OpenAPI document', (db) => {
  let app: ServedApp
  let operations: readonly Operation[]
  const cookies = new Map<string, Record<string, string>>()
  beforeAll(async () => {
    await loadFixture(db())
    // Ids of new rows begin after the fixture's.
    for (const table of ['parcels', 'facilities', 'units', 'control_lines', 'incidents'])
      await db().query(`select setval(pg_get_serial_sequence('${table}', 'id'), 1000)`)
    app = await serveApp(db(), { CONTACTS_KEY: '5'.repeat(64) })
    const read = await readOperations(app.url)
    operations = [...read.filter((one) => !endsSession(one)), ...read.filter(endsSession)]
    // All sign in before wrong passwords are sent.
    for (const role of roles) cookies.set(role, await cookieOf(role))
  })
  afterAll(() => app.close())

  async function cookieOf(role: (typeof roles)[number]): Promise<Record<string, string>> {
    if (role === 'public') return {}
    await addAccount(db(), { name: role, roles: [role] })
    const browser = new Browser(app.url)
    expect((await browser.signIn(role)).status).toBe(204)
    return { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
  }

  it.each(roles)('are answered as documented to %s', async (role) => {
    const complaints: string[] = []
    let successes = 0
    for (const [index, operation] of operations.entries()) {
      const options = { numRuns: runs, seed: seed + index + 1_000 * roles.indexOf(role) }
      for (const { path, headers, body } of fc.sample(requestOf(operation), options)) {
        const answer = await send(app.url + path, {
          method: operation.method,
          headers: { origin: app.url, ...cookies.get(role), ...headers },
          ...(body === undefined ? {} : { body }),
        })
        if (answer.status < 300) successes += 1
        const wrong = complaint(operation, answer)
        if (wrong === null) continue
        const said = answer.body.toString().slice(0, 200)
        complaints.push(
          `${operation.method} ${path.slice(0, 300)} ${body?.slice(0, 300) ?? ''}: ${answer.status} ${wrong}: ${said}`,
        )
      }
    }
    expect(complaints.slice(0, 10)).toEqual([])
    // Otherwise nearly everything was refused early.
    expect(successes).toBeGreaterThan((runs * operations.length) / 12)
  })
})

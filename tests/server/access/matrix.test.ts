/**
 * Every operation of the OpenAPI document, for every layer and every viewer, in the own zone and town and in
 * others: the status follows the policy, and no answer contains anything hidden.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { hasPoppler, pdfText } from '../../environment/poppler.ts'
import { addAccount, Browser } from '../accounts/browser.ts'
import { misfit, type Operation, readOperations, send } from '../hardening/operations.ts'
import { loadFixture } from '../serve.ts'
import { accounts, everyone, forbiddenTo, type Place, type Someone } from './matrix-actors.ts'
import type { Row, RowIds } from './matrix-row.ts'
import { contactIn, endsSession, namedOperations, rowsOf } from './matrix-rows.ts'

const layers = catalogue.map(({ id }) => id)
const places: readonly Place[] = ['own', 'foreign']

describeOnDatabase('the matrix of access', (db) => {
  let app: ServedApp
  let operations: readonly Operation[] = []
  const cookies = new Map<Someone, string>()
  const ids = new Map<string, number>()
  const rowId: RowIds = (layer, place) => ids.get(`${layer} ${place}`)

  beforeAll(async () => {
    await loadFixture(db())
    const sql = readFileSync(new URL('secrets.sql', import.meta.url), 'utf8')
    for (const statement of sql.split(/;\n/)) if (statement.trim() !== '') await db().query(statement)
    for (const layer of layers) {
      // The other zone and town are some 8 km west of everything else.
      const own = "code = 'Z1'"
      const at = { own: 'ST_X(ST_Centroid(geom)) > 119.74', foreign: 'ST_X(ST_Centroid(geom)) < 119.74' }
      for (const place of places) {
        const where = layer === 'patrol_zones' ? (place === 'own' ? own : `not ${own}`) : at[place]
        const drafts = layer === 'plans' ? " and state <> 'published'" : ''
        const { rows } = await db().query(`select min(id) as id from ${layer} where ${where}${drafts}`)
        if (rows[0]?.id) ids.set(`${layer} ${place}`, rows[0].id)
      }
    }
    await db().query("update parcels set town_code = '330112008' where id = $1", [rowId('parcels', 'own')])
    app = await serveApp(db(), { CONTACTS_KEY: randomBytes(32).toString('hex') })
    const read = await readOperations(app.url)
    operations = [
      ...read.filter(({ operationId }) => !endsSession(operationId)),
      ...read.filter(({ operationId }) => endsSession(operationId)).reverse(),
    ]
    for (const [who, account] of Object.entries(accounts)) {
      await addAccount(db(), account)
      const browser = new Browser(app.url)
      expect((await browser.signIn(account.name)).status).toBe(204)
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      cookies.set(who as Someone, cookie)
      if (who !== 'admin') continue
      for (const place of places) {
        const path = `/patrol/incidents/${rowId('incidents', place)}/contact`
        expect((await browser.send('PUT', path, contactIn(place))).status).toBe(204)
      }
      // Until there are too many attempts.
      for (let guess = 0; guess < 40; guess++) await new Browser(app.url).signIn('nobody at all', 'not it')
    }
  })
  afterAll(() => app.close())

  /** A PDF as the text that it shows; without poppler, and for other answers, the bytes. */
  const answerText = ({ type, body }: { type: string; body: Buffer }): string =>
    type === 'application/pdf' && hasPoppler() ? pdfText(body) : body.toString()

  async function wrongs(who: Someone, operation: Operation, row: Row): Promise<string[]> {
    const { method, operationId } = operation
    const found: string[] = []
    for (const place of places) {
      const { path, body, headers = {} } = row.ask(place, rowId)
      if (path === undefined) continue
      const cookie = cookies.get(who)
      const answer = await send(app.url + path, {
        method,
        headers: {
          origin: app.url,
          'accept-encoding': 'identity',
          ...(cookie === undefined ? {} : { cookie }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const wanted = row.expect(who, place)
      const isEmptyTile = answer.status === 204 && /(vector\.get|Vector)Tile$/.test(operationId)
      const status = isEmptyTile ? 200 : answer.status
      const asked = `${operationId} ${method} ${path} (${place})`
      if (status !== wanted)
        found.push(`${asked}: ${answer.status}, not ${wanted}: ${answer.body.toString().slice(0, 150)}`)
      const different = misfit(operation, answer)
      if (different !== null) found.push(`${asked} is not as documented: ${different}`)
      const text = answerText(answer)
      for (const secret of forbiddenTo(who)) {
        const told = secret.exec(text)?.[0]
        if (told !== undefined) found.push(`${asked} tells ${told}`)
      }
    }
    return found
  }

  it('has a row for each operation, and no other rows', () => {
    const named = operations.map(({ operationId }) => operationId)
    expect(named.filter((one) => rowsOf(one, layers).length === 0)).toEqual([])
    expect(namedOperations.filter((one) => !named.includes(one))).toEqual([])
  })

  it.each(everyone)('is correct for %s', async (who) => {
    const found: string[] = []
    for (const operation of operations)
      for (const row of rowsOf(operation.operationId, layers))
        found.push(...(await wrongs(who, operation, row)))
    expect(found).toEqual([])
  })
})

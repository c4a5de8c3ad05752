/** `npm run accounts`, as the operator runs it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Context, readCommand } from '../../../server/accounts/cli/commands.ts'
import { readSettings } from '../../../server/settings.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { createPostgisDatabase } from '../../environment/postgis-database.ts'
import { runToEnd } from '../../environment/server-process.ts'
import { Browser } from './browser.ts'

const tokenIn = (output: string) => /#token=([\w-]{43})$/m.exec(output)?.[1] ?? ''

describeOnPostgis('the commands of accounts', (db) => {
  let app: ServedApp
  beforeAll(async () => {
    app = await serveApp(db())
  })
  afterAll(() => app.close())

  async function run(...args: string[]): Promise<string> {
    const said: string[] = []
    const say = (text: string) => said.push(text)
    const context: Context = { database: db(), settings: readSettings({}), language: 'en', say }
    await readCommand(args)?.(context)
    return said.join('\n')
  }

  it('add someone, who comes in by the link; list and disable them', async () => {
    expect(await run('list')).toContain('no accounts yet')
    const roles = ['--role', 'lead', '--role', 'planner']
    const added = await run('add', 'Li', ...roles, '--zones', 'Z1,Z2', '--url', `${app.url}/`)
    expect(added).toContain(`${app.url}/sign-in#token=`)
    const browser = new Browser(app.url)
    expect((await browser.send('POST', '/sign-in/link', { token: tokenIn(added) })).status).toBe(204)
    expect(await browser.get('/me')).toMatchObject({
      roles: ['lead', 'planner'],
      zones: ['Z1', 'Z2'],
      towns: null,
    })
    expect(await run('list')).toBe('Li\t\tlead,planner\tzones Z1,Z2')
    const linked = await run('link', 'li')
    expect(linked).toContain('http://127.0.0.1:8080/sign-in#token=')
    expect(await run('disable', 'Li')).toContain('is disabled')
    await expect.poll(() => browser.who(), { timeout: 2_000 }).toBeNull()
    expect((await browser.send('POST', '/sign-in/link', { token: tokenIn(linked) })).status).toBe(401)
    expect(await run('list')).toMatch(/disabled$/)
  })

  it('say what is wrong', async () => {
    await expect(run('add', 'li', '--role', 'lead')).rejects.toThrow('There is an account "li" already.')
    await expect(run('link', 'nobody')).rejects.toThrow('There is no account "nobody".')
    await expect(run('link', 'Li')).rejects.toThrow('is disabled')
  })

  it('are no others', () => {
    for (const wrong of [
      [],
      ['drop'],
      ['link'],
      ['list', 'x'],
      ['list', '--all'],
      ['add', 'x'],
      ['add', 'x', '--role', 'king'],
      ['add', 'x', '--role', 'lead', '--zones', "'; drop"],
    ])
      expect(readCommand(wrong), wrong.join(' ')).toBeUndefined()
  })
})

describe('npm run accounts', () => {
  it('makes the tables where there are none, and prints a link', async () => {
    const database = await createPostgisDatabase()
    const script = ['server/accounts/cli/main.ts', 'add', 'admin', '--role', 'admin', '--lang', 'zh']
    const output = await runToEnd(script, { DATABASE_URL: database.url })
    expect(output).toContain('一次性登录链接')
    expect(tokenIn(output)).toHaveLength(43)
    await expect(runToEnd(['server/accounts/cli/main.ts', 'add'], {})).rejects.toThrow(
      /ended with 2:[\s\S]*(Usage|用法)/,
    )
    await database.drop()
  })
})

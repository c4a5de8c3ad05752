/** `npm run accounts`, as the operator runs it. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { runProgram } from '../../../geodata/command-line/program.ts'
import { accountsProgram } from '../../../server/accounts/cli/commands.ts'
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

  const out = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  const err = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  afterEach(() => vi.clearAllMocks())

  /** Returns the exit code and the output. */
  async function call(...args: string[]) {
    out.mockClear()
    err.mockClear()
    const settings = readSettings({})
    const program = accountsProgram((work) => work({ database: db(), settings }))
    const code = await runProgram(program, [...args, '--lang', 'en'])
    return { code, out: out.mock.calls.flat().join('\n'), err: err.mock.calls.flat().join('\n') }
  }
  const run = async (...args: string[]) => {
    const { code, out, err } = await call(...args)
    expect([code, err]).toEqual([0, ''])
    return out
  }

  it('add an account, whose link signs in; list and disable accounts', async () => {
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

  it.each([
    [['add', 'li', '--role', 'lead'], 'An account "li" exists already.'],
    [['link', 'nobody'], 'There is no account "nobody".'],
    [['link', 'Li'], 'is disabled'],
  ])('%j fails, and says why', async (args, text) => {
    expect(await call(...args)).toEqual({ code: 1, out: '', err: expect.stringContaining(text) })
  })

  it.each([
    [['drop'], 'There is no command "drop". Available: add, link, list, disable.'],
    [['link'], '<name> is missing.'],
    [['list', 'x'], 'Unexpected argument "x".'],
    [['list', '--all'], 'There is no option --all.'],
    [['add', 'x'], '--role <role> is missing.'],
    [['add', '\u0007', '--role', 'lead'], '<name> should be a name of 1 to 100 characters'],
    [
      ['add', 'x', '--role', 'king'],
      '--role should be one of officer, lead, planner, admin, but was "king".',
    ],
    [['add', 'x', '--role', 'lead', '--title', ' '], '--title should be a text of 1 to 100 characters'],
    [['add', 'x', '--role', 'lead', '--zones', "'; drop"], '--zones should be codes'],
  ])('%j is a wrong call, explained in a line', async (args, text) => {
    const { code, out, err } = await call(...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(text)
    expect(err).not.toContain('\n')
  })
})

describe('npm run accounts', () => {
  it('creates missing tables, and prints a link', async () => {
    const database = await createPostgisDatabase()
    const script = ['server/accounts/cli/main.ts', 'add', 'admin', '--role', 'admin', '--lang', 'zh']
    const output = await runToEnd(script, { DATABASE_URL: database.url })
    expect(output).toContain('一次性登录链接')
    expect(tokenIn(output)).toHaveLength(43)
    await expect(runToEnd(['server/accounts/cli/main.ts', 'add'], {})).rejects.toThrow(
      /ended with 2:[\s\S]*npm run accounts -- add --help/,
    )
    await database.drop()
  })
})

/** Only the account that began an upload may continue it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Viewer } from '../../../geodata/access/viewer.ts'
import { dataContext } from '../../../server/context.ts'
import { pathOf } from '../../../server/files/folder.ts'
import { filesEndpoints } from '../../../server/files/routes.ts'
import { readSettings } from '../../../server/settings.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { serve, type TestServer } from '../serve.ts'

const people = {
  owner: { role: 'planner', account: 7 },
  otherPlanner: { role: 'planner', account: 8 },
  admin: { role: 'admin', account: 1 },
} satisfies Record<string, Viewer>

describeOnDatabase('an upload', (db) => {
  let folder = ''
  const servers = new Map<string, TestServer>()
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuangxi-uploads-'))
    const settings = readSettings({ FILES_DIR: folder })
    const endpoints = filesEndpoints({ ...dataContext(db()), settings })
    for (const [name, viewer] of Object.entries(people)) servers.set(name, await serve(endpoints, viewer))
  })
  afterAll(async () => {
    for (const server of servers.values()) await server.close()
    await rm(folder, { recursive: true, force: true })
  })
  const ask = (who: keyof typeof people, path: string, init: RequestInit = {}) =>
    fetch(`${servers.get(who)?.url}${path}`, init)
  const part = (who: keyof typeof people, id: string, offset: number, text: string) =>
    ask(who, `/files/${id}?offset=${offset}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/octet-stream' },
      body: text,
    })
  const begin = async (bytes = 8) => {
    const answer = await ask('owner', '/files', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'a.csv', bytes }),
    })
    return (await answer.json()).id as string
  }

  it.each([
    ['admin', 403],
    ['otherPlanner', 404],
  ] as const)('accepts no byte from another account: %s', async (who, status) => {
    const id = await begin()
    expect((await part('owner', id, 0, 'mine')).status).toBe(200)
    const bytes = () => readFile(pathOf({ filesDir: folder, dataDir: folder }, id), 'utf8')
    for (const offset of [0, 4]) {
      const answer = await part(who, id, offset, 'evil')
      expect(answer.status).toBe(status)
      expect((await answer.json()).details).toEqual({ zh: expect.any(String), en: expect.any(String) })
      expect(await bytes()).toBe('mine')
    }
    expect((await part('owner', id, 4, 'own.')).status).toBe(200)
    expect(await (await ask('owner', `/files/${id}/content`)).text()).toBe('mineown.')
  })

  it('keeps the accepted part if concurrent parts have the same offset', async () => {
    const megabytes = [4, 3, 2, 1]
    for (let round = 0; round < 3; round++) {
      const id = await begin(4 * 1024 ** 2)
      const sent = megabytes.map((size, n) => String(n).repeat(size * 1024 ** 2))
      const answers = await Promise.all(sent.map((text) => part('owner', id, 0, text)))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
      const accepted = sent[answers.findIndex(({ status }) => status === 200)]
      const stored = await readFile(pathOf({ filesDir: folder, dataDir: folder }, id), 'utf8')
      expect(stored === accepted).toBe(true)
    }
  })
})

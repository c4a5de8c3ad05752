import { access, mkdtemp, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findFile } from '../../../server/files/file-rows.ts'
import { pathOf, writeBytes } from '../../../server/files/folder.ts'
import { storeResult } from '../../../server/files/results.ts'
import { sweepFiles } from '../../../server/files/sweeper.ts'
import { readSettings } from '../../../server/settings.ts'
import { describeOnPostgis } from '../../environment/databases.ts'

const DAY = 86_400_000

describeOnPostgis('the sweeping of files', (db) => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuangxi-files-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('deletes expired files and bytes without a row, and nothing else', async () => {
    const settings = readSettings({ FILES_DIR: join(folder, 'files'), FILES_KEPT_DAYS: '2' })
    const owner = db().as({ role: 'planner', account: 3 })
    const id = await storeResult(owner, settings, {
      name: 'a',
      media_type: 'text/plain',
      bytes: Buffer.from('abc'),
    })
    const [stray, fresh] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
    for (const one of [stray, fresh]) await writeBytes(settings, one, 0, Buffer.from('x'))
    const old = new Date(Date.now() - 2 * 3_600_000)
    await utimes(pathOf(settings, stray), old, old)
    const isThere = (one: string) =>
      access(pathOf(settings, one)).then(
        () => true,
        () => false,
      )
    expect(await sweepFiles(db(), settings)).toBe(1)
    expect([await isThere(id), await isThere(stray), await isThere(fresh)]).toEqual([true, false, true])
    expect(await findFile(owner, id)).toMatchObject({ bytes: 3, received: 3, name: 'a' })
    await sweepFiles(db(), settings, Date.now() + 3 * DAY)
    expect(await isThere(id)).toBe(false)
    expect(await findFile(owner, id)).toBeUndefined()
  })
})

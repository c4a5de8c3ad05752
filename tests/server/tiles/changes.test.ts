/** Change events over HTTP, as a browser receives them. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { loadFixture } from '../serve.ts'
import { follow } from './follow.ts'

describeOnDatabase('change events', (db) => {
  let app: ServedApp
  const stopping = new AbortController()
  beforeAll(async () => {
    await loadFixture(db())
    app = await serveApp(db(), {}, { stopping: stopping.signal })
    // The first event is that something may have been missed; changes are heard once the server listens.
    const early = await follow(`${app.url}/tiles/changes?last=x.0`)
    await soon(async () => {
      await change(1)
      expect(early.heard.map(({ event }) => event)).toContain('change')
    })
    early.close()
  })
  afterAll(() => app.close())
  const changes = () => `${app.url}/tiles/changes`
  const change = (id: number) => db().query('update parcels set far = far + 1 where id = $1', [id])

  test('arrive after the commit, uncompressed, through any proxy', async () => {
    const reader = await follow(changes(), { 'accept-encoding': 'gzip' })
    expect(Object.fromEntries(reader.answer.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    })
    expect(reader.answer.headers.get('content-encoding')).toBeNull()
    await change(1)
    await soon(() => expect(reader.heard.map(({ event }) => event)).toContain('change'))
    expect(reader.heard.at(-1)?.data).toMatchObject({ layer: 'parcels', boxes: [expect.any(Array)] })
    reader.close()
  })

  test('continue after a reconnect', async () => {
    const reader = await follow(changes())
    await soon(() => expect(reader.heard.map(({ event }) => event)).toContain('here'))
    reader.close()
    const last = reader.heard.at(-1)?.id ?? ''
    await change(1)
    await db().query("select announce_bulk_change('{roads}')")
    for (const again of [
      await follow(changes(), { 'last-event-id': last }),
      await follow(`${changes()}?last=${last}`),
    ]) {
      await soon(() => {
        expect(again.heard.map(({ event, data }) => [event, data.layer])).toEqual([
          ['change', 'parcels'],
          ['change', 'roads'],
        ])
      })
      again.close()
    }
  })

  test.each(['other.1', 'x', ''])('that are no longer known become `everything`: %s', async (last) => {
    const reader = await follow(`${changes()}?last=${last}`)
    await soon(() => expect(reader.heard.map(({ event }) => event)).toEqual(['everything']))
    reader.close()
  })

  test('end when the server stops', async () => {
    const reader = await follow(changes())
    stopping.abort()
    expect(await reader.ended).toBe('ended')
  })
})

/** Word of changes over HTTP, as a browser hears it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnBoth } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { loadFixture } from '../serve.ts'

interface Heard {
  readonly id: string
  readonly event: string
  readonly data: { readonly layer?: string; readonly boxes?: unknown }
}

/** Reads a stream until it is closed; `heard` grows. */
async function follow(url: string, headers: Record<string, string> = {}) {
  const closing = new AbortController()
  const answer = await fetch(url, { headers, signal: closing.signal })
  const heard: Heard[] = []
  const reading = (async () => {
    let text = ''
    for await (const bytes of answer.body ?? []) {
      text += new TextDecoder().decode(bytes)
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s, 2)))
        if (fields.event) heard.push({ id: fields.id, event: fields.event, data: JSON.parse(fields.data) })
      }
    }
  })()
  const ended = reading.then(
    () => 'ended',
    () => 'cut',
  )
  return { answer, heard, ended, close: () => closing.abort() }
}

describeOnBoth('word of changes', (db) => {
  let app: ServedApp
  const stopping = new AbortController()
  beforeAll(async () => {
    await loadFixture(db())
    app = await serveApp(db(), {}, { stopping: stopping.signal })
    // What it hears first is that it may have missed something.
    const early = await follow(`${app.url}/tiles/changes?last=x.0`)
    await soon(() => expect(early.heard.length).toBeGreaterThan(0))
    early.close()
  })
  afterAll(() => app.close())
  const changes = () => `${app.url}/tiles/changes`
  const change = (id: number) => db().query('update parcels set far = far + 1 where id = $1', [id])

  test('comes with the commit, unpacked, through any proxy', async () => {
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

  test('is repeated to who comes back, from where it was', async () => {
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

  test.each(['other.1', 'x', ''])('that is no longer known is said to be anything: %s', async (last) => {
    const reader = await follow(`${changes()}?last=${last}`)
    await soon(() => expect(reader.heard.map(({ event }) => event)).toEqual(['everything']))
    reader.close()
  })

  test('ends when the server stops', async () => {
    const reader = await follow(changes())
    stopping.abort()
    expect(await reader.ended).toBe('ended')
  })
})

/** Writes of the page, with a server that gives prepared answers. */
import { expect, test } from 'vitest'
import type { Write } from '../../../client/desk.ts'
import { RequestError } from '../../../client/source/request.ts'
import { reasonToShow, send } from '../../../client/source/send.ts'

type Answer = Response | Error

/** A server with its answers in order; records requests and waiting times. */
function serverWith(...answers: Answer[]) {
  const asked: { url: string; headers: Headers; body: unknown }[] = []
  const pauses: number[] = []
  const tools: Parameters<typeof send>[2] = {
    async fetch(url, options) {
      asked.push({ url: String(url), headers: new Headers(options?.headers), body: options?.body })
      const answer = answers.shift()
      if (!answer || answer instanceof Error) throw answer ?? new Error('asked too often')
      return answer
    },
    untilReady: async () => 'was ready all along',
    async pause(milliseconds) {
      pauses.push(milliseconds)
    },
  }
  return { asked, pauses, tools }
}

const problem = (status: number, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ details: { zh: `错误 ${status}`, en: `problem ${status}` } }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  })
const done = () => new Response('{"id":7}', { status: 201, headers: { etag: '"2"' } })
const write: Write = { method: 'POST', path: '/collections/incidents/items', body: { kind: 'fire' } }

test('a write sends its body, version and key, and returns the answer with its version', async () => {
  const { asked, tools } = serverWith(done())
  const sent = await send({ ...write, ifMatch: '"1"' }, undefined, tools)
  expect(sent).toEqual({ body: { id: 7 }, etag: '"2"' })
  const [request] = asked
  expect(request?.body).toBe('{"kind":"fire"}')
  expect(request?.headers.get('content-type')).toBe('application/json')
  expect(request?.headers.get('if-match')).toBe('"1"')
  expect(request?.headers.get('idempotency-key')).toMatch(/^[0-9a-f]{32}$/)
})

test('the key is the same after short refusals and a lost answer, and different for another write', async () => {
  const { asked, pauses, tools } = serverWith(
    problem(503, { 'retry-after': '2' }),
    problem(429, { 'retry-after': '3' }),
    new TypeError('the connection was lost'),
    done(),
    done(),
  )
  const lost = await send(write, undefined, tools).catch((error: unknown) => error)
  expect(lost).toBeInstanceOf(RequestError)
  expect(reasonToShow(lost)?.en).toMatch(/could not be reached/)
  await send(write, undefined, tools)
  await send({ ...write }, undefined, tools)
  expect(pauses).toEqual([2000, 3000])
  const keys = asked.map(({ headers }) => headers.get('idempotency-key'))
  expect(new Set(keys.slice(0, 4)).size).toBe(1)
  expect(keys[4]).not.toBe(keys[0])
})

test('long or missing waiting times are shown at once, in the server’s words', async () => {
  for (const headers of [{ 'retry-after': '60' }, { 'retry-after': 'soon' }, {}] as Record<
    string,
    string
  >[]) {
    const { asked, tools } = serverWith(problem(429, headers))
    await expect(send(write, undefined, tools)).rejects.toMatchObject({
      status: 429,
      reason: { zh: '错误 429', en: 'problem 429' },
    })
    expect(asked).toHaveLength(1)
  }
})

test('a server that keeps refusing is not asked for ever', async () => {
  const busy = () => problem(503, { 'retry-after': '1' })
  const { asked, tools } = serverWith(busy(), busy(), busy(), busy(), busy())
  await expect(send(write, undefined, tools)).rejects.toMatchObject({ status: 503 })
  expect(asked).toHaveLength(4)
})

test('other refusals are not repeated: a conflict, an ended session, an outdated version', async () => {
  for (const status of [401, 403, 409, 412, 422]) {
    const { asked, tools } = serverWith(problem(status))
    await expect(send({ method: 'DELETE', path: '/x' }, undefined, tools)).rejects.toMatchObject({ status })
    expect(asked).toHaveLength(1)
    expect(asked[0]?.headers.has('idempotency-key')).toBe(false)
  }
})

test('an aborted write is not shown as an error', async () => {
  const { tools } = serverWith(new DOMException('given up', 'AbortError'))
  const error = await send(write, AbortSignal.abort(), tools).catch((reason: unknown) => reason)
  expect(reasonToShow(error)).toBeNull()
})

import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ReadyAnswer, sendReady } from '../../../server/http/ready-answer.ts'

const answers: Readonly<Record<string, ReadyAnswer>> = {
  '/full': { status: 200, headers: ['ETag', '"a"', 'Content-Length', '4'], body: Buffer.from('tile') },
  '/empty': { status: 204, headers: ['ETag', '"b"'] },
  '/same': { status: 304, headers: ['ETag', '"a"'] },
}

interface Answered {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly raw: readonly string[]
  readonly body: string
}

/** Like a Node with another internal name for prepared headers. */
class WithoutHead extends ServerResponse<IncomingMessage> {
  constructor(request: IncomingMessage) {
    super(request)
    let head: unknown
    Object.defineProperty(this, '_header', {
      get: () => head,
      set(value: unknown) {
        const [, , caller = ''] = new Error('set').stack?.split('\n') ?? []
        if (caller.includes('ready-answer')) throw new Error('_header was set where there is none.')
        head = value
      },
    })
  }
}

describe.each([
  ['', ServerResponse],
  [' on a Node without _header', WithoutHead],
])('an answer with prepared headers%s', (_, Response) => {
  const server = createServer({ keepAliveTimeout: 7_000, ServerResponse: Response }, (request, response) => {
    const [path = '', how] = (request.url ?? '').split('?')
    const answer = answers[path] as ReadyAnswer
    if (how === 'plain') response.writeHead(answer.status, [...answer.headers]).end(answer.body)
    else sendReady(response, answer)
  })
  let origin = ''
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => server.close())

  const ask = (path: string, headers: Record<string, string>) =>
    new Promise<Answered>((resolve, reject) => {
      httpRequest(origin + path, { headers, agent: false }, (response) => {
        let body = ''
        response.on('data', (part) => {
          body += part
        })
        response.on('end', () => {
          const { date, ...rest } = response.headers
          expect(new Date(date ?? '').toUTCString()).toBe(date)
          expect(Math.abs(Date.now() - Date.parse(date ?? ''))).toBeLessThan(30_000)
          const raw = response.rawHeaders.filter((text) => text !== date)
          resolve({ status: response.statusCode, headers: rest, raw, body })
        })
      })
        .on('error', reject)
        .end()
    })

  test.each(
    Object.keys(answers).flatMap((path) => [
      [path, 'keep-alive'],
      [path, 'close'],
    ]),
  )('is to the letter what writeHead would send: %s, %s', async (path, connection) => {
    const headers = { connection }
    const expected = await ask(`${path}?plain`, headers)
    for (let time = 0; time < 2; time++) expect(await ask(path, headers)).toEqual(expected)
  })
})

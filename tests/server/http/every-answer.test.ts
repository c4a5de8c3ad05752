/**
 * Every operation of the OpenAPI document, with every method and every spelling of its address, is answered
 * within a deadline. The deadline is long, because a hanging request hangs for minutes.
 */
import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { type Operation, readOperations } from '../hardening/operations.ts'
import { sendRaw } from '../hardening/raw.ts'
import { loadFixture } from '../serve.ts'

const DEADLINE_MS = 20_000

interface Answer {
  /** 0 without an answer in time. */
  readonly status: number
  readonly allow: string | undefined
  readonly type: string
}

/** Sends an address unchanged, and waits for the end of the answer; for event streams, for the beginning. */
function ask(origin: string, path: string, method: string): Promise<Answer> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve) => {
    const asked = httpRequest({ hostname, port, path, method, agent: false }, (response) => {
      const { statusCode: status = 0, headers } = response
      const answer = { status, allow: headers.allow, type: headers['content-type'] ?? '' }
      const done = () => {
        resolve(answer)
        asked.destroy()
      }
      if (answer.type.startsWith('text/event-stream') && method === 'GET') done()
      response.on('end', done).resume()
    })
    const nothing = () => resolve({ status: 0, allow: undefined, type: '' })
    asked.setTimeout(DEADLINE_MS, () => asked.destroy()).on('error', nothing)
    asked.end()
  })
}

const samples: Readonly<Record<string, string>> = {
  layers: 'roads',
  collectionId: 'parcels',
  z: '14',
  x: '13635',
  y: '6771',
  tileMatrix: '14',
  tileRow: '6771',
  tileCol: '13635',
  fid: '1',
  id: '1',
  file: 'day.json',
  theme: 'day',
  name: 'lake',
  extension: 'mvt',
}

const pathOf = ({ path }: Operation) => path.replace(/\{(\w+)\}/g, (_, name: string) => samples[name] ?? '1')

const encodeLetter = (path: string, which: number) => {
  const letters = [...path.matchAll(/[a-z]/gi)].map(({ index }) => index)
  const at = letters.at(which)
  if (at === undefined) return path
  return `${path.slice(0, at)}%${path.charCodeAt(at).toString(16)}${path.slice(at + 1)}`
}

/** Spellings of an address, and what is known of their answers. */
const spellings: Readonly<Record<string, (path: string) => string>> = {
  'as it is': (path) => path,
  'first letter encoded': (path) => encodeLetter(path, 0),
  'last letter encoded': (path) => encodeLetter(path, -1),
  'in capitals': (path) => path.toUpperCase(),
  'with a slash at its end': (path) => `${path}/`,
  'with slashes doubled': (path) => path.replaceAll('/', '//'),
  'with a bad percent sign': (path) => `${path}%`,
  'with octets that are no UTF-8': (path) => `${path}%ff`,
  'with an encoded slash': (path) => `${path}%2F1`,
  'with a bad query': (path) => `${path}?a=%zz`,
}

/** Spells each address in another way, so that one round of requests has all spellings. */
function inTurn(): typeof spellings {
  const all = Object.values(spellings)
  let next = 0
  return {
    'in one of the spellings': (path) => {
      next += 1
      return all[next % all.length]?.(path) ?? path
    },
  }
}

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE']

describeOnPostgis('every request', (db) => {
  let app: ServedApp
  let operations: readonly Operation[]
  beforeAll(async () => {
    await loadFixture(db())
    app = await serveApp(db())
    operations = await readOperations(app.url)
  })
  afterAll(() => app.close())

  const paths = () => [...new Set(operations.map(pathOf))]
  /** Requests all addresses, eight at a time. */
  const askAll = async (method: string, spell: (path: string) => string) => {
    const left = paths()
    const answers = new Map<string, Answer>()
    const worker = async () => {
      for (let path = left.pop(); path !== undefined; path = left.pop())
        answers.set(path, await ask(app.url, spell(path), method))
    }
    await Promise.all(Array.from({ length: 8 }, worker))
    return answers
  }

  it.each(methods)('is answered: %s, in any spelling of its address', async (method) => {
    expect(operations.length).toBeGreaterThan(80)
    const silent: string[] = []
    const asked = method === 'GET' ? spellings : { 'as it is': spellings['as it is'] ?? String, ...inTurn() }
    for (const [spelling, spell] of Object.entries(asked))
      for (const [path, { status }] of await askAll(method, spell))
        if (status === 0 || status >= 500) silent.push(`${method} ${path} ${spelling}: ${status}`)
    // Without reports and archives, 503 means neither.
    expect(silent).toEqual([])
  })

  it('has the same answer with an encoded letter, and 404 with capitals', async () => {
    const plain = await askAll('GET', (path) => path)
    const encoded = await askAll('GET', (path) => encodeLetter(path, -1))
    const capitals = await askAll('GET', (path) => path.toUpperCase())
    for (const [path, { status, type }] of plain) {
      expect([path, encoded.get(path)?.status, encoded.get(path)?.type]).toEqual([path, status, type])
      if (/[a-z]/.test(path)) expect([path, capitals.get(path)?.status]).toEqual([path, 404])
    }
  })

  it('gets 400 for a wrong encoding of its address', async () => {
    for (const spelling of [
      'with a bad percent sign',
      'with octets that are no UTF-8',
      'with a bad query',
    ] as const)
      for (const [path, { status }] of await askAll('GET', spellings[spelling] ?? String))
        expect([path, spelling, status]).toEqual([path, spelling, 400])
  })

  it('gets 405 for an unsupported method, with the supported ones', async () => {
    for (const method of ['PROPFIND', 'TRACE', 'PUT'])
      for (const [path, { status, allow }] of await askAll(method, String)) {
        const takes = operations.filter((one) => pathOf(one) === path).map((one) => one.method)
        if (takes.includes(method)) continue
        expect([path, method, status]).toEqual([path, method, 405])
        expect(allow?.split(', ')).toEqual(expect.arrayContaining(takes))
      }
    const unknown = await sendRaw(app.url, 'BREW /collections HTTP/1.1\r\nHost: a\r\n\r\n')
    expect([unknown.status, unknown.headers.get('allow')]).toEqual([405, expect.stringContaining('GET')])
    const tunnel = await sendRaw(app.url, 'CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n')
    expect([tunnel.status, tunnel.headers.get('allow')]).toEqual([405, expect.stringContaining('GET')])
  })

  it.each([
    '/collections/Parcels',
    '/collections/PARCELS/items',
    '/Collections/parcels',
    '/collections/parcels/Items',
    '/collections/parcels/items/01',
    '/collections/parcels/schema/Sortables',
    '/collections/Parcels/tiles',
    '/collections/parcels/tiles/webmercatorquad',
    '/collections/parcels/tiles/WebMercatorQuad/014/6771/13635',
    '/tileMatrixSets/webMercatorQuad',
    '/tilematrixsets',
    '/tiles/Roads/14/13635/6771.mvt',
    '/tiles/roads/14/13635/6771.MVT',
    '/tiles/Roads.json',
    '/tiles/Terrain/14/13635/6771.png',
    '/tiles.JSON',
    '/Style.json',
    '/sprites/Day.json',
    '/sprites/day.JSON',
    '/sprites/Day/facility-toilet.svg',
    '/fonts/Noto-sans-sc.css',
    '/archives/Lake.json',
    '/API',
    '/Me',
    '/greenway/greenways/01',
    '/planning/parcels/01/control-lines',
  ])('has one spelling: %s does not exist', async (path) => {
    expect((await ask(app.url, path, 'GET')).status).toBe(404)
  })

  it.each([
    '/tiles/roads/014/13635/6771.mvt',
    '/tiles/roads/14/+13635/6771.mvt',
    '/tiles/roads/14/13635/-0.mvt',
  ])('has one spelling: %s is not a tile', async (path) => {
    expect((await ask(app.url, path, 'GET')).status).toBe(400)
  })
})

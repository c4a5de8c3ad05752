import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { apiEndpoints } from '../../../server/http/api-page.ts'
import { endpoint } from '../../../server/http/endpoint.ts'
import { openApiDocument } from '../../../server/http/openapi.ts'
import { limitParameter, parameter } from '../../../server/http/parameters.ts'
import { serve, type TestServer } from '../serve.ts'

const info = { title: 'test', description: 'test', version: '1' }

const echo = endpoint({
  operationId: 'echo',
  method: 'get',
  path: '/echo/{name}',
  tag: 'Echo',
  summary: 'Returns what it received',
  params: z.object({ name: parameter(z.string(), { zh: '名称', en: 'a name' }) }),
  query: z.object({ limit: limitParameter(50, 10) }),
  responses: {
    200: {
      description: 'ok',
      content: {
        'application/json': z.object({
          kind: z.enum(['a', 'b']).nullable(),
          maybe: z.enum(['c']).nullable().optional(),
          count: z.int(),
        }),
      },
    },
  },
  handle({ params, query }, response) {
    response.json({ ...params, ...query })
  },
})

describe('OpenAPI document', () => {
  const document = JSON.parse(JSON.stringify(openApiDocument([echo], info, 'http://x')))

  it('describes parameters by their notes', () => {
    expect(document.openapi).toBe('3.0.3')
    expect(document.paths['/echo/{name}'].get.parameters).toEqual([
      { name: 'name', in: 'path', required: true, description: 'a name', schema: { type: 'string' } },
      {
        name: 'limit',
        in: 'query',
        required: false,
        description: 'an integer from 1 to 50',
        style: 'form',
        explode: false,
        schema: { type: 'integer', minimum: 1, maximum: 50, default: 10 },
      },
    ])
  })

  it('writes answers in the schema language of OpenAPI 3.0', () => {
    const { schema } = document.paths['/echo/{name}'].get.responses['200'].content['application/json']
    expect(schema.properties.kind).toEqual({ type: 'string', enum: ['a', 'b', null], nullable: true })
    expect(schema.properties.maybe.enum).toEqual(['c', null])
    expect(schema.properties.count).toEqual({ type: 'integer' })
    expect(JSON.stringify(document)).not.toContain('$schema')
  })
})

describe('/api', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await serve([echo, ...apiEndpoints([echo], info)])
  })
  afterAll(() => server.close())

  it('is the document for programs and a page for browsers', async () => {
    const machine = await fetch(`${server.url}/api`, {
      headers: { accept: 'application/vnd.oai.openapi+json;version=3.0' },
    })
    expect(machine.headers.get('content-type')).toBe('application/vnd.oai.openapi+json;version=3.0')
    expect(Object.keys((await machine.json()).paths)).toEqual(['/echo/{name}', '/api'])
    const browser = await fetch(`${server.url}/api`, { headers: { accept: 'text/html,*/*;q=0.8' } })
    expect(browser.headers.get('content-type')).toContain('text/html')
  })

  it('has a page without inline scripts, handlers or styles, and without foreign addresses', async () => {
    const page = await (await fetch(`${server.url}/api`, { headers: { accept: 'text/html' } })).text()
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=|https?:/)
    for (const [, address] of page.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
      const asset = await fetch(server.url + address)
      expect(asset.status, address).toBe(200)
      expect((await asset.text()).length).toBeGreaterThan(100)
    }
  })

  it('validates requests by the same schemas', async () => {
    expect(await (await fetch(`${server.url}/echo/a?limit=5`)).json()).toEqual({ name: 'a', limit: 5 })
    expect(await (await fetch(`${server.url}/echo/a`)).json()).toEqual({ name: 'a', limit: 10 })
    expect((await fetch(`${server.url}/echo/a?limit=five`)).status).toBe(400)
    expect((await fetch(`${server.url}/echo/a?extra=1`)).status).toBe(400)
  })
})

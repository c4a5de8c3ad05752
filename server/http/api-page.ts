/**
 * `/api`: the OpenAPI document for programs, and for browsers a page that shows it with this server's own
 * copy of Swagger UI. The page has no inline script or style, because of its strict content security policy.
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { documentSchema } from '../../geodata/model/answers/link.ts'
import { FirstKeys, memoIn } from '../../geodata/model/memo.ts'
import { basePath, editionNameOf, isBelowOgc, rootOf } from './base-address.ts'
import { closeToOthers } from './cross-origin.ts'
import { type Endpoint, endpoint } from './endpoint.ts'
import { baseUrl } from './negotiation.ts'
import { type ApiInfo, OPENAPI_TYPE, openApiDocument } from './openapi.ts'
import { formatParameter } from './parameters.ts'
import { sendTaggedText } from './tagged-json.ts'

const tag = 'API'

/**
 * `path` is the server's path as the client knows it, because the page may be requested with a final slash.
 */
const page = (path: string) => `<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>双西 · API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${path}/api/swagger-ui.css">
<script src="${path}/api/swagger-ui-bundle.js" defer></script>
<script src="${path}/api/page.js" defer></script>
</head>
<body><main id="api"></main></body>
</html>
`

/** Without `validatorUrl: null` Swagger UI would send the document's address to a public validator. */
const script = (path: string) => `SwaggerUIBundle({
  url: '${path}/api?f=json',
  dom_id: '#api',
  deepLinking: true,
  filter: true,
  docExpansion: 'list',
  tagsSorter: 'alpha',
  defaultModelsExpandDepth: -1,
  validatorUrl: null,
  layout: 'BaseLayout',
  presets: [SwaggerUIBundle.presets.apis],
})
`

const distribution = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
const assets = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript' } as const

/** Returns the endpoints of `/api`, which describe `endpoints`. */
export function apiEndpoints(endpoints: readonly Endpoint[], info: ApiInfo): readonly Endpoint[] {
  const own: readonly Endpoint[] = [
    documentEndpoint(() => described, info),
    scriptEndpoint(),
    ...assetEndpoints(),
  ]
  const described: readonly Endpoint[] = [...endpoints, ...own]
  return own
}

function documentEndpoint(endpoints: () => readonly Endpoint[], info: ApiInfo): Endpoint {
  const documents = new FirstKeys<string, string>(8)
  /** Returns the endpoints below a root. */
  const below = (root: string) =>
    root === '' ? endpoints() : endpoints().filter(({ path }) => isBelowOgc(path))
  return endpoint({
    operationId: 'getApi',
    method: 'get',
    path: '/api',
    crossOrigin: 'always',
    tag,
    summary: 'This document; for browsers as a page',
    query: z.object({ f: formatParameter }),
    responses: {
      200: {
        description: 'OpenAPI 3.0',
        content: { [OPENAPI_TYPE]: documentSchema, 'text/html': null },
      },
    },
    handle({ query }, response, request) {
      response.vary('Accept')
      const best = request.accepts([OPENAPI_TYPE, 'application/json', 'text/html'])
      if (query.f !== 'json' && best === 'text/html') {
        closeToOthers(response)
        response.type('html').send(page(basePath(request)))
        return
      }
      const base = baseUrl(request)
      const make = () => JSON.stringify(openApiDocument(below(rootOf(request)), info, base))
      const isForAll = editionNameOf(request) === undefined
      sendTaggedText(response, OPENAPI_TYPE, isForAll ? memoIn(documents, base, make) : make())
    },
  })
}

function scriptEndpoint(): Endpoint {
  return endpoint({
    operationId: 'getApiScript',
    method: 'get',
    path: '/api/page.js',
    documented: false,
    tag,
    summary: 'Starts Swagger UI',
    responses: { 200: { description: 'Script', content: { 'text/javascript': null } } },
    handle(_, response, request) {
      response.type('text/javascript').send(script(basePath(request)))
    },
  })
}

function assetEndpoints(): readonly Endpoint[] {
  return Object.entries(assets).map(([file, type]) =>
    endpoint({
      operationId: `getApiAsset_${file}`,
      method: 'get',
      path: `/api/${file}`,
      documented: false,
      tag,
      summary: 'Swagger UI',
      responses: { 200: { description: file, content: { [type]: null } } },
      handle: (_, response) =>
        new Promise((resolve, reject) => {
          response.sendFile(join(distribution, file), { maxAge: '1h' }, (error) =>
            error && !response.headersSent ? reject(error) : resolve(),
          )
        }),
    }),
  )
}

/**
 * Serves the page that client-build.ts built: hashed files are cached for ever, the page itself is
 * revalidated.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import express, { type Request, type Response, Router } from 'express'
import { serverPath } from './base-address.ts'
import { serverUrl } from './negotiation.ts'
import { packedAssets } from './packed-assets.ts'
import { shareCard } from './share-card.ts'

/**
 * Serves the folder of the built client: the page at `/` and at `/sign-in`, the address of one-time links.
 */
export function page(folder: string): Router {
  const router = Router({ caseSensitive: true })
  router.use(
    '/assets',
    packedAssets(join(folder, 'assets')),
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }),
  )
  const send = documentSender(readFileSync(join(folder, 'index.html'), 'utf8'))
  router.get('/index.html', send)
  router.use(express.static(folder, { maxAge: '1h', index: false, redirect: false }))
  router.get(['/', '/sign-in'], send)
  return router
}

/**
 * Sends the page with file addresses below the server's path as the client knows it. Relative addresses would
 * fail, because a proxy makes `/map` and `/map/` the same.
 */
function documentSender(html: string) {
  return (request: Request, response: Response): void => {
    const { search } = new URL(request.originalUrl, 'http://server')
    const card = shareCard(serverUrl(request), new URLSearchParams(search))
    const body = html
      .replace(/\b(href|src)="\.?\/(?!\/)/g, `$1="${serverPath(request)}/`)
      .replace('</head>', () => `${card}</head>`)
    const digest = createHash('sha256').update(body).digest('base64url').slice(0, 22)
    response.vary('Accept').set({ 'Cache-Control': 'no-cache', ETag: `"${digest}"` })
    response.type('html').send(body)
  }
}

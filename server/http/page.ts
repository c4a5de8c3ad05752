/** The page that client-build.ts made: hashed files are kept for good, the page itself is asked for anew. */
import { join } from 'node:path'
import express, { Router } from 'express'

/** Serves the folder of the built client; `/` gives the page, and `/sign-in`, where one-time links lead. */
export function page(folder: string): Router {
  const router = Router({ caseSensitive: true })
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }),
  )
  router.use(express.static(folder, { maxAge: '1h', index: false, redirect: false }))
  const document = express.static(folder, { index: 'index.html', cacheControl: false, redirect: false })
  router.get('/', (request, response, next) => {
    response.vary('Accept').set('Cache-Control', 'no-cache')
    document(request, response, next)
  })
  router.get('/sign-in', (_, response) => {
    response.set('Cache-Control', 'no-cache')
    response.sendFile('index.html', { root: folder, cacheControl: false })
  })
  return router
}

import { readFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import { Router } from 'express'
import { createServer } from 'vite'

const source = new URL('../../client/index.html', import.meta.url)

/** Serves the page from its sources, with hot reload on the same port. `stop` ends Vite. */
export async function devPage(server: Server): Promise<{ router: Router; stop(): Promise<void> }> {
  const vite = await createServer({
    appType: 'custom',
    // Vite's default writes a temporary file, at which the watcher would restart the server.
    configLoader: 'runner',
    server: { middlewareMode: true, hmr: { server } },
  })
  const router = Router()
  router.use(vite.middlewares)
  router.get(['/', '/sign-in'], async (request, response) => {
    const html = await readFile(source, 'utf8')
    response.type('html').send(await vite.transformIndexHtml(request.originalUrl, html))
  })
  return { router, stop: () => vite.close() }
}

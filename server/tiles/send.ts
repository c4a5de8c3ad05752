/** Sends a tile: packed where the client takes it, with an ETag for each form, or as not modified. */
import type { Request, Response } from 'express'
import type { CachedTile } from '../../tiles/cache/tile-cache.ts'

/** An empty tile is 204. Caches may keep a tile, but ask each time whether it is still the same. */
export function sendTile(request: Request, response: Response, type: string, tile: CachedTile): void {
  const { body, gzip } = tile
  const packed = gzip !== undefined && request.acceptsEncodings(['gzip', 'identity']) === 'gzip'
  const etag = packed ? `"${tile.etag}-gzip"` : `"${tile.etag}"`
  response.set({ 'Cache-Control': 'public, no-cache', ETag: etag })
  // Empty tiles too: what is empty now may be packed after a change.
  response.vary('Accept-Encoding')
  if (matches(request.get('If-None-Match'), etag)) {
    response.status(304).end()
    return
  }
  if (body.length === 0) {
    response.status(204).end()
    return
  }
  if (packed) response.set('Content-Encoding', 'gzip')
  const sent = packed ? gzip : body
  response
    .set({ 'Content-Type': type, 'Content-Length': String(sent.length) })
    .status(200)
    .end(sent)
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some((candidate) => {
    const known = candidate.trim().replace(/^W\//, '')
    return known === '*' || known === etag
  })
}

/** Aborts when the client goes away before its answer is out. */
export function clientGone(response: Response): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => controller.abort(new Error('The client went away.')))
  return controller.signal
}

/** Sends tiles of an archive, and the archive itself. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { gunzipSync } from 'node:zlib'
import type { Request, Response } from 'express'
import { isKnownEtag } from '../http/known-etag.ts'
import type { Archive, ArchiveTile } from './archive.ts'
import { FileArchive } from './file-source.ts'
import { archiveUnavailable } from './problems.ts'

/** Caches may store it but must revalidate it each time. */
const CACHE_CONTROL = 'public, no-cache'
const PMTILES = 'application/vnd.pmtiles'
/** Limits what a malicious archive can decompress to. */
const MAX_UNPACKED = { maxOutputLength: 64 * 1024 * 1024 }

/** Sends 200 with the stored bytes, gzipped if the client accepts it; 204 without a tile; or 304. */
export function sendArchiveTile(
  request: Request,
  response: Response,
  mediaType: string,
  tile: ArchiveTile | undefined,
): void {
  const packed = tile?.gzip === true && request.acceptsEncodings(['gzip', 'identity']) === 'gzip'
  const digest = tile ? createHash('sha256').update(tile.bytes).digest('base64url').slice(0, 22) : 'empty'
  const etag = `"${digest}${packed ? '-gzip' : ''}"`
  response.set({ 'Cache-Control': CACHE_CONTROL, ETag: etag }).vary('Accept-Encoding')
  if (isKnownEtag(request, etag)) {
    response.status(304).end()
    return
  }
  if (!tile) {
    response.status(204).end()
    return
  }
  if (packed) response.set('Content-Encoding', 'gzip')
  const body = tile.gzip && !packed ? gunzipSync(tile.bytes, MAX_UNPACKED) : tile.bytes
  response.status(200).set({ 'Content-Type': mediaType, 'Content-Length': String(body.length) })
  response.end(body)
}

/** Sends the archive's bytes, all or a range of them. */
export async function sendWhole(
  request: Request,
  response: Response,
  { name, source }: Archive,
  signal: AbortSignal,
): Promise<void> {
  response.set({ 'Content-Type': PMTILES, 'Cache-Control': CACHE_CONTROL, 'Accept-Ranges': 'bytes' })
  if (source instanceof FileArchive) {
    response.set('ETag', await source.etag())
    await sendFile(response, name, source.path, signal)
    return
  }
  const upstream = await source.pass(request.get('Range'), signal)
  for (const header of ['content-length', 'content-range', 'etag', 'last-modified']) {
    const value = upstream.headers.get(header)
    if (value !== null) response.set(header, value)
  }
  response.status(upstream.status)
  if (request.method === 'HEAD' || !upstream.body) {
    await upstream.body?.cancel()
    response.end()
    return
  }
  await pipeline(Readable.from(upstream.body), response, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
}

function sendFile(response: Response, name: string, path: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    response.sendFile(path, { cacheControl: false, dotfiles: 'allow' }, (error) => {
      if (!error || signal.aborted) resolve()
      // An impossible range has its own status.
      else if ('status' in error && error.status === 416) reject(error)
      else reject(archiveUnavailable(name))
    })
  })
}

/** Streams rows as a file, no faster than the client reads. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Request, Response } from 'express'
import type { FormatWriter } from '../../../geodata/export/format.ts'
import { type Batches, filePieces } from '../../../geodata/export/pieces.ts'
import { watchReader } from './slow-reader.ts'

/**
 * Milliseconds after which a client that reads nothing is disconnected, so that the database connection is
 * free again.
 */
const STALLED_MS = 60_000
const GZIP_LEVEL = 4

/**
 * Writes a file to the response, with gzip if the client accepts it. The caller sets the headers of the file.
 * The first batch is read before anything is sent, so that an error becomes a problem document; a later error
 * closes the connection, which the client sees as an incomplete body. Always releases the connection of
 * `batches`.
 */
export async function sendFile(
  batches: Batches,
  writer: FormatWriter,
  request: Request,
  response: Response,
): Promise<void> {
  const endWatch = watchReader(response)
  try {
    const first = await batches.next()
    const packed = request.acceptsEncodings(['gzip', 'identity']) === 'gzip'
    // Proxies must not compress it again or buffer it for that.
    response.set('Cache-Control', 'no-cache, no-transform').vary('Accept-Encoding').status(200)
    if (packed) response.set('Content-Encoding', 'gzip')
    if (request.method === 'HEAD') {
      response.end()
      return
    }
    response.setTimeout(STALLED_MS)
    const pieces = Readable.from(filePieces(first, batches, writer))
    if (packed) await pipeline(pieces, createGzip({ level: GZIP_LEVEL }), response)
    else await pipeline(pieces, response)
  } finally {
    endWatch()
    await batches.return()
  }
}

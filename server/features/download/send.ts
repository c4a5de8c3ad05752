/** Sends rows as a file while they come: no faster than the client takes them. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Request, Response } from 'express'
import type { FormatWriter } from '../../../geodata/export/format.ts'
import { type Batches, filePieces } from '../../../geodata/export/pieces.ts'
import { watchReader } from './slow-reader.ts'

/** A client that takes nothing for this long has its connection closed, and the database its own back. */
const STALLED_MS = 60_000
const GZIP_LEVEL = 4

/**
 * Writes a file to the response, packed where the client takes gzip. Headers of the file itself are
 * the caller's. The first batch is read before anything is sent, so that an error becomes a problem
 * document; one in the middle breaks the connection off, which the client sees as a body that ends
 * too early. Releases the connection of `batches` in every case.
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
    // What is packed here must not be packed again, nor held back to be, on the way.
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

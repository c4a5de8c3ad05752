/** A download keeps a connection of the database until it is read: a client that reads very slowly is disconnected. */
import type { ServerResponse } from 'node:http'

const CHECK_MS = 60_000
/** Of the packed file, in each interval: 4 kB/s is less than any mobile network gives. */
const MIN_BYTES = 240_000

/**
 * Ends a response whose client took less than it should while there was something to take. Gives
 * what ends the watching.
 */
export function watchReader(response: ServerResponse, checkMs = CHECK_MS, minBytes = MIN_BYTES): () => void {
  let taken = takenBytes(response)
  const timer = setInterval(() => {
    const now = takenBytes(response)
    if (response.writableNeedDrain && now - taken < minBytes) response.destroy()
    taken = now
  }, checkMs).unref()
  return () => clearInterval(timer)
}

/** Bytes that have left for the client. */
function takenBytes({ socket }: ServerResponse): number {
  return socket ? socket.bytesWritten - socket.writableLength : 0
}

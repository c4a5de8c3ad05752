/** Disconnects clients that read a download very slowly, because each occupies a database connection. */
import type { ServerResponse } from 'node:http'

const CHECK_MS = 60_000
/** Compressed bytes per interval: 4 kB/s is less than any mobile network gives. */
const MIN_BYTES = 240_000

/** Closes a response whose client reads less than the minimum while data are waiting. Returns stop(). */
export function watchReader(response: ServerResponse, checkMs = CHECK_MS, minBytes = MIN_BYTES): () => void {
  let taken = takenBytes(response)
  const timer = setInterval(() => {
    const now = takenBytes(response)
    if (response.writableNeedDrain && now - taken < minBytes) response.destroy()
    taken = now
  }, checkMs).unref()
  return () => clearInterval(timer)
}

/** Returns the bytes that have been sent to the client. */
function takenBytes({ socket }: ServerResponse): number {
  return socket ? socket.bytesWritten - socket.writableLength : 0
}

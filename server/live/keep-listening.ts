/** Listens to a channel of the database (LISTEN) for as long as the server runs. */
import type { Logger } from 'pino'
import type { Database } from '../../geodata/database/database.ts'

const RETRY_MS = 5000

/**
 * Calls back with the payload of each NOTIFY on a channel. Retries while the database is unavailable. An
 * empty payload means that notifications may have been missed; the first call has one, too.
 */
export function keepListening(
  database: Database,
  channel: string,
  log: Logger,
  onPayload: (payload: string) => void,
): void {
  const listen = async () => {
    try {
      await database.listen(channel, onPayload)
      onPayload('')
    } catch (error) {
      log.warn({ err: error, channel }, 'the database cannot be listened to yet')
      setTimeout(listen, RETRY_MS).unref()
    }
  }
  void listen()
}

/** Hears what the database tells of, by NOTIFY, for as long as the server runs. */
import type { Logger } from 'pino'
import type { Database } from '../../geodata/database/database.ts'

const RETRY_MS = 5000

/**
 * Calls back for each NOTIFY on a channel. Tries again while the database cannot be reached. An empty
 * payload says that something may have been missed: first of all, what came before the listening began.
 */
export function listenForGood(
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

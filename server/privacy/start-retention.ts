/** Deletes expired personal data daily, in one of the servers on the database. */
import type { ServerContext } from '../context.ts'
import { type DailyJobs, startDaily } from '../jobs/daily.ts'
import { contactCipher } from './contact-cipher.ts'
import { retain } from './retention.ts'

/** Starts until `stop` is called. Runs at once if it did not run today with the same settings. */
export function startRetention({
  systemDatabase,
  settings,
  log,
}: Pick<ServerContext, 'systemDatabase' | 'settings' | 'log'>): DailyJobs {
  const cipher = contactCipher(settings)
  const { positionsKeptDays, contactsKeptDays } = settings
  const work = {
    queue: 'retention',
    key: [positionsKeptDays, contactsKeptDays, cipher?.keyId ?? ''].join(' '),
    async run(signal: AbortSignal) {
      const done = await retain(systemDatabase, settings, cipher, signal)
      log.debug(done, 'expired contacts and positions were deleted')
      if (done.unreadable > 0) {
        log.warn(
          { contacts: done.unreadable },
          'contacts cannot be opened: they were altered, or their key is not in the settings',
        )
      }
      return done
    },
  }
  return startDaily(systemDatabase, work, {
    onError: (error) => log.warn({ err: error }, 'retention failed; trying again'),
  })
}

/** Sends waiting messages. All servers on the database take part; one message belongs to one server at a time. */
import type { ServerContext } from '../../context.ts'
import { sendDue } from './send.ts'

const EVERY_MS = 2_000
/**
 * Deletes signatures after twice the time window, sent messages after a month, and photos without an incident
 * after a day.
 */
const forgetSql = `with forgotten as (delete from webhook_receipts where received_at < now() - interval '10 minutes'),
    left_over as (delete from incident_photos where incident_id is null and created_at < now() - interval '1 day')
  delete from deliveries where state = 'sent' and done_at < now() - interval '30 days'`

/** Starts sending; returns the function that stops it. */
export function startOutbox({
  systemDatabase,
  settings,
  log,
}: Pick<ServerContext, 'systemDatabase' | 'log'> & {
  readonly settings: Pick<ServerContext['settings'], 'smtpUrl' | 'smtpFrom'>
}): () => Promise<void> {
  const stopping = new AbortController()
  let working: Promise<void> | undefined
  let isFailing = false
  let rounds = 0
  const work = async () => {
    try {
      while (!stopping.signal.aborted && (await sendDue(systemDatabase, settings, stopping.signal)) > 0);
      if (rounds++ % 150 === 0) await systemDatabase.query(forgetSql)
      isFailing = false
    } catch (error) {
      if (!isFailing) log.warn({ err: error }, 'messages could not be sent; trying again')
      isFailing = true
    }
  }
  const next = () => {
    working ??= work().finally(() => {
      working = undefined
    })
  }
  const timer = setInterval(next, EVERY_MS).unref()
  return async () => {
    clearInterval(timer)
    stopping.abort(new Error('The server is stopping.'))
    await working
  }
}

/** Sends reports; without a connection they wait in this browser, also while another account signs in. */
import { sha256 } from '@noble/hashes/sha2'
import { type PublicReport, takenReportSchema } from '../../geodata/model/answers/public-report.ts'
import { findWork } from '../../geodata/model/patrol/report-work.ts'
import { createOutbox, type Outcome, type Waiting } from '../offline/outbox.ts'
import { browserStore } from '../offline/outbox-store.ts'
import { isOffline } from '../source/connection.ts'
import { ask, RequestError, reasonOf } from '../source/request.ts'
import { onServer } from '../source/server-path.ts'
import { rememberReport } from './own-reports.ts'

/** A report before its proof of work. */
export type WrittenReport = Omit<PublicReport, 'work' | 'sent_at'>

/** The public has no account. */
const PUBLIC = 0
const RETRY_MS = 15_000
/** Status codes after which a report may be taken later. */
const LATER = new Set([408, 425, 429, 500, 502, 503, 504, 507])

async function post({ body, files = [], key }: Waiting): Promise<Outcome> {
  const report = body as unknown as WrittenReport
  const work = await findWork(sha256, key, AbortSignal.timeout(120_000))
  const form = new FormData()
  form.append('report', JSON.stringify({ ...report, work, sent_at: new Date().toISOString() }))
  for (const [n, file] of files.entries()) form.append('photo', file, `${n + 1}.jpg`)
  try {
    // Without credentials: whoever is signed in by now did not write it.
    const response = await ask(onServer('/reports'), { method: 'POST', body: form, credentials: 'omit' })
    if (LATER.has(response.status)) return 'later'
    if (!response.ok) return { refused: await reasonOf(response) }
    const { number, url } = takenReportSchema.parse(await response.json())
    rememberReport({ key, kind: report.kind, at: report.at, number, url })
    return 'sent'
  } catch (error) {
    if (error instanceof RequestError) return 'later'
    throw error
  }
}

const reportOutbox = createOutbox(browserStore, PUBLIC, post)

const complain = (error: unknown) => console.error(error)
let isFollowing = false

/** Sends waiting reports whenever the server can be reached, while the page exists. */
export function followReports(): void {
  if (isFollowing) return
  isFollowing = true
  const flush = async () => {
    if (reportOutbox.waiting.peek().length > 0) await reportOutbox.flush()
  }
  void reportOutbox.read().then(flush).catch(complain)
  window.setInterval(() => void flush().catch(complain), RETRY_MS)
  isOffline.subscribe((offline) => {
    if (!offline) void flush().catch(complain)
  })
}

/**
 * Sends a report with its photos, or keeps it without a connection. Throws `RequestError` with the reason if the
 * server refuses it.
 */
export async function sendReport(report: WrittenReport, files: readonly Blob[]): Promise<'sent' | 'kept'> {
  followReports()
  const { key, kind, at } = report
  await reportOutbox.add({ incident: null, path: '/reports', body: { ...report }, photo: null, files, key })
  rememberReport({ key, kind, at, number: null, url: null })
  await reportOutbox.flush()
  const refusal = reportOutbox.refused.peek().find((one) => one.key === key)
  if (refusal) {
    reportOutbox.dismiss(key)
    throw new RequestError(refusal.reason, 422)
  }
  return reportOutbox.waiting.peek().some((item) => item.key === key) ? 'kept' : 'sent'
}

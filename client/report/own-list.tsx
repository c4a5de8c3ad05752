/** The reports of this browser, and what became of the last one. */
import { formatCode, formatDate } from '../format.ts'
import { language, notify } from '../store.ts'
import { messages } from './messages.ts'
import { forgetSent, ownReports } from './own-reports.ts'
import { outcome, startNext } from './report-state.ts'

export function OwnList() {
  const spoken = language.value
  const reports = ownReports.value
  if (reports.length === 0) return null
  return (
    <section class="report-part" aria-label={messages.own[spoken]}>
      <h3>{messages.own[spoken]}</h3>
      <ul class="plain list">
        {reports.map(({ key, kind, at, number, url }) => (
          <li key={key} class="list-row">
            <span class="list-name">
              {url === null ? (
                formatCode(kind, 'incidentKinds', spoken)
              ) : (
                <a href={`${url}?lang=${spoken}`} target="_blank" rel="noreferrer">
                  {formatCode(kind, 'incidentKinds', spoken)} {number}
                </a>
              )}
            </span>
            <span class="muted small">
              {url === null ? messages.waiting[spoken] : formatDate(at, 'datetime', spoken)}
            </span>
          </li>
        ))}
      </ul>
      <button type="button" class="text-button" onClick={forgetSent}>
        {messages.forget[spoken]}
      </button>
    </section>
  )
}

async function share(url: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(url)
    notify({ kind: 'information', text: messages.copied })
  } catch {
    // Without permission the reader copies it by hand.
    notify({ kind: 'information', text: messages.share, copy: url })
  }
}

/** Shown after a report was sent or kept. */
export function Sent() {
  const spoken = language.value
  const key = outcome.value?.key
  const report = ownReports.value.find((one) => one.key === key)
  const url = report?.url ?? null
  return (
    <div class="report-sent">
      <p class="message good" role="status">
        {(url === null ? messages.kept : messages.sent)[spoken]}
      </p>
      {url !== null && (
        <>
          <p>
            {messages.number[spoken]} <strong>{report?.number}</strong>
          </p>
          <p class="muted small">{messages.private[spoken]}</p>
          <div class="form-actions">
            <a class="button primary" href={`${url}?lang=${spoken}`} target="_blank" rel="noreferrer">
              {messages.follow[spoken]}
            </a>
            <button type="button" class="button" onClick={() => void share(url)}>
              {messages.share[spoken]}
            </button>
          </div>
        </>
      )}
      <button type="button" class="text-button" onClick={startNext}>
        {messages.another[spoken]}
      </button>
    </div>
  )
}

/** Notices: errors with a retry button, and short confirmations that disappear by themselves. */
import { useEffect } from 'preact/hooks'
import { messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { preparing } from '../source/readiness.ts'
import type { ShownNotice } from '../store.ts'
import { announcement, dismiss, language, notices } from '../store.ts'

const STAYS = 3500

function Toast({ notice }: { readonly notice: ShownNotice }) {
  const { key, kind, text, retry, copy } = notice
  useEffect(() => {
    if (kind === 'error' || copy) return
    const timer = window.setTimeout(() => dismiss(key), STAYS)
    return () => window.clearTimeout(timer)
  }, [key, kind, copy])
  return (
    <div class={`toast floating ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={kind === 'error' ? 'warning' : 'information'} />
      <p>
        {text[language.value]}
        {copy && (
          <input
            class="toast-copy"
            readOnly
            aria-label={text[language.value]}
            value={copy}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </p>
      {retry && (
        <button
          type="button"
          class="text-button"
          onClick={() => {
            dismiss(key)
            retry()
          }}
        >
          {say(messages.retry, language.value)}
        </button>
      )}
      <button
        type="button"
        class="icon-button"
        aria-label={say(messages.close, language.value)}
        onClick={() => dismiss(key)}
      >
        <Icon name="close" size={16} />
      </button>
    </div>
  )
}

export function Toasts() {
  return (
    <div class="toasts">
      {preparing.value && (
        <div class="toast floating information" role="status">
          <span class="spinner" aria-hidden="true" />
          <p>{say(messages.preparing, language.value)}</p>
        </div>
      )}
      {notices.value.map((notice) => (
        <Toast key={notice.key} notice={notice} />
      ))}
      <p class="visually-hidden" role="status">
        {announcement.value}
      </p>
    </div>
  )
}

/** A native modal dialog: the focus stays inside, Escape closes it, and the page behind it is inert. */
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { messages, say } from '../messages.ts'
import { language } from '../store.ts'
import { Icon } from './icons.tsx'

interface Props {
  readonly title: string
  /** A further class, for its size. */
  readonly kind: string
  readonly onClose: () => void
  readonly children: ComponentChildren
}

export function Dialog({ title, kind, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const shown = dialog.current
    if (shown && !shown.open) shown.showModal()
    // Focus the first field, not the close button.
    shown?.querySelector<HTMLElement>('form input:not([hidden]), .panel-body .button.primary')?.focus()
    return () => shown?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      class={`dialog floating ${kind}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div class="dialog-inside">
        <header class="panel-head">
          <h2 id={heading}>{title}</h2>
          <button
            type="button"
            class="icon-button"
            aria-label={say(messages.close, language.value)}
            onClick={onClose}
          >
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}

/** Shows a secret that the server returns only once, with a copy button. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { messages, say } from '../messages.ts'
import { language } from '../store.ts'
import { Icon } from './icons.tsx'

interface Props {
  readonly secret: string
  readonly text: string
  readonly onClose: () => void
}

export function ShownOnce({ secret, text, onClose }: Props) {
  const spoken = language.value
  const copied = useSignal(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [secret])
  const copy = async () => {
    field.current?.select()
    try {
      await navigator.clipboard.writeText(secret)
      copied.value = true
    } catch (error) {
      // The text is selected, so the reader can copy it by hand.
      console.info('Copying failed.', error)
    }
  }
  return (
    <div class="shown-once message good" role="status">
      <p>{text}</p>
      <div class="field">
        <input
          ref={field}
          class="secret"
          readOnly
          aria-label={text}
          value={secret}
          onFocus={(event) => event.currentTarget.select()}
        />
      </div>
      <div class="form-actions">
        <button type="button" class="button primary" onClick={() => void copy()}>
          <Icon name="copy" size={18} />
          {say(copied.value ? messages.copied : messages.copy, spoken)}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {say(messages.close, spoken)}
        </button>
      </div>
    </div>
  )
}

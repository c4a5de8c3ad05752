/** Accepts a dropped or chosen file. */
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Text } from '../../geodata/model/text.ts'
import { say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { language } from '../store.ts'
import { messages } from './messages.ts'

interface Props {
  readonly onFile: (file: File) => void
  /** Called if several files are dropped. */
  readonly onSeveral: () => void
  /** Which files are taken, if others than an import takes. */
  readonly hint?: Text
}

export function DropZone({ onFile, onSeveral, hint = messages.formats }: Props) {
  const isOver = useSignal(false)
  const input = useRef<HTMLInputElement>(null)
  const spoken = language.value
  const take = (files: FileList | null | undefined) => {
    const [file, ...more] = files ?? []
    if (more.length > 0) onSeveral()
    else if (file) onFile(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button within does the same by keyboard
    <div
      class={`drop-zone${isOver.value ? ' over' : ''}`}
      data-drop="file"
      onDragOver={(event) => {
        event.preventDefault()
        isOver.value = true
      }}
      onDragLeave={() => {
        isOver.value = false
      }}
      onDrop={(event) => {
        event.preventDefault()
        isOver.value = false
        take(event.dataTransfer?.files)
      }}
    >
      <Icon name="upload" size={28} />
      <p>
        {say(messages.drop, spoken)} {say(messages.or, spoken)}
      </p>
      <button type="button" class="button primary" onClick={() => input.current?.click()}>
        {say(messages.choose, spoken)}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={say(messages.choose, spoken)}
        onChange={(event) => {
          take(event.currentTarget.files)
          // Allows choosing the same file again.
          event.currentTarget.value = ''
        }}
      />
      <p class="field-hint">{say(hint, spoken)}</p>
    </div>
  )
}

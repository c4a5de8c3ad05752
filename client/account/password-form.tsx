/** Chooses a password, twice, so that a slip does not lock anyone out. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { RequestError, sendJson } from '../fetch-json.ts'
import { language } from '../store.ts'
import { Failure, TextField, useAction } from '../ui/form.tsx'
import { changeViewer } from '../viewer.ts'
import { say } from '../words.ts'
import { words } from './words.ts'

interface Props {
  /** For the password manager, which must know whose password it keeps. */
  readonly name: string
  /** Ask for the one that holds now. */
  readonly asksCurrent: boolean
  readonly onDone: () => void
  /** Further buttons beside the one that saves. */
  readonly children?: ComponentChildren
}

const secret = { type: 'password', required: true } as const

export function PasswordForm({ name, asksCurrent, onDone, children }: Props) {
  const spoken = language.value
  const current = useSignal('')
  const password = useSignal('')
  const again = useSignal('')
  const action = useAction()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void action.run(async () => {
      if (password.value !== again.value) throw new RequestError(words.differs, null)
      const body = { password: password.value, ...(asksCurrent ? { current: current.value } : {}) }
      await sendJson('POST', '/me/password', body)
      await changeViewer()
      current.value = password.value = again.value = ''
      onDone()
    })
  }
  return (
    <form class="form" onSubmit={submit}>
      <input type="text" name="username" autocomplete="username" value={name} hidden readOnly />
      {asksCurrent && (
        <TextField
          {...secret}
          label={say(words.currentPassword, spoken)}
          text={current}
          autocomplete="current-password"
        />
      )}
      <TextField
        {...secret}
        label={say(words.newPassword, spoken)}
        hint={say(words.passwordHint, spoken)}
        text={password}
        autocomplete="new-password"
      />
      <TextField {...secret} label={say(words.repeat, spoken)} text={again} autocomplete="new-password" />
      <Failure reason={action.failure} />
      <div class="form-actions">
        <button type="submit" class="button primary grow" disabled={action.busy}>
          {say(words.save, spoken)}
        </button>
        {children}
      </div>
    </form>
  )
}

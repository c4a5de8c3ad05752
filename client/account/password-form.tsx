/** Asks for a new password twice, so that a typing error locks nobody out. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { say } from '../messages.ts'
import { Failure, TextField, useAction } from '../parts/form.tsx'
import { RequestError } from '../source/request.ts'
import { sendJson } from '../source/send.ts'
import { language } from '../store.ts'
import { changeViewer } from '../viewer.ts'
import { messages } from './messages.ts'

interface Props {
  /** Account name, for the password manager. */
  readonly name: string
  /** Also asks for the current password. */
  readonly asksCurrent: boolean
  readonly onDone: () => void
  /** Further buttons beside Save. */
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
      if (password.value !== again.value) throw new RequestError(messages.differs, null)
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
          label={say(messages.currentPassword, spoken)}
          text={current}
          autocomplete="current-password"
        />
      )}
      <TextField
        {...secret}
        label={say(messages.newPassword, spoken)}
        hint={say(messages.passwordHint, spoken)}
        text={password}
        autocomplete="new-password"
      />
      <TextField {...secret} label={say(messages.repeat, spoken)} text={again} autocomplete="new-password" />
      <Failure reason={action.failure} />
      <div class="form-actions">
        <button type="submit" class="button primary grow" disabled={action.busy}>
          {say(messages.save, spoken)}
        </button>
        {children}
      </div>
    </form>
  )
}

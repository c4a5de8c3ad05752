/** Sign-in dialog: name and password, or OpenID Connect if the server offers it. */
import { useSignal } from '@preact/signals'
import { messages as pageWords, say } from '../messages.ts'
import type { DialogProps } from '../page/open-dialog.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Failure, TextField, useAction } from '../parts/form.tsx'
import { Icon } from '../parts/icons.tsx'
import { sendJson } from '../source/send.ts'
import { onServer } from '../source/server-path.ts'
import { language, notify } from '../store.ts'
import { changeViewer, viewer } from '../viewer.ts'
import { messages } from './messages.ts'

function ByProvider() {
  const spoken = language.value
  if (!viewer.value?.oidc) return null
  return (
    <>
      <p class="or">{say(messages.or, spoken)}</p>
      <a class="button wide" href={onServer('/sign-in/oidc')}>
        <Icon name="lock" size={18} />
        {say(messages.byProvider, spoken)}
      </a>
    </>
  )
}

export default function SignIn({ onClose }: DialogProps) {
  const spoken = language.value
  const name = useSignal('')
  const password = useSignal('')
  const action = useAction()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void action.run(async () => {
      await sendJson('POST', '/sign-in', { name: name.value.trim(), password: password.value })
      await changeViewer()
      notify({ kind: 'information', text: messages.welcome })
      onClose()
    })
  }
  return (
    <Dialog title={say(pageWords.signIn, spoken)} kind="narrow" onClose={onClose}>
      <form class="panel-body form" onSubmit={submit}>
        <TextField
          label={say(messages.name, spoken)}
          text={name}
          name="username"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          maxLength={100}
        />
        <TextField
          label={say(messages.password, spoken)}
          text={password}
          type="password"
          name="password"
          autocomplete="current-password"
          required
        />
        <Failure reason={action.failure} />
        <button type="submit" class="button primary wide" disabled={action.busy}>
          {say(action.busy ? messages.signingIn : pageWords.signIn, spoken)}
        </button>
        <ByProvider />
        <p class="field-hint">{say(messages.noAccount, spoken)}</p>
      </form>
    </Dialog>
  )
}

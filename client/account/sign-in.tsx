/** Signing in by name and password, or with the organisation's own identity where the server offers it. */
import { useSignal } from '@preact/signals'
import { sendJson } from '../fetch-json.ts'
import { onServer } from '../server-path.ts'
import { language, notify } from '../store.ts'
import { Dialog } from '../ui/dialog.tsx'
import type { DialogProps } from '../ui/dialogs.tsx'
import { Failure, TextField, useAction } from '../ui/form.tsx'
import { Icon } from '../ui/icons.tsx'
import { changeViewer, viewer } from '../viewer.ts'
import { words as pageWords, say } from '../words.ts'
import { words } from './words.ts'

function ByProvider() {
  const spoken = language.value
  if (!viewer.value?.oidc) return null
  return (
    <>
      <p class="or">{say(words.or, spoken)}</p>
      <a class="button wide" href={onServer('/sign-in/oidc')}>
        <Icon name="lock" size={18} />
        {say(words.byProvider, spoken)}
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
      notify({ kind: 'information', text: words.welcome })
      onClose()
    })
  }
  return (
    <Dialog title={say(pageWords.signIn, spoken)} kind="narrow" onClose={onClose}>
      <form class="panel-body form" onSubmit={submit}>
        <TextField
          label={say(words.name, spoken)}
          text={name}
          name="username"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          maxLength={100}
        />
        <TextField
          label={say(words.password, spoken)}
          text={password}
          type="password"
          name="password"
          autocomplete="current-password"
          required
        />
        <Failure reason={action.failure} />
        <button type="submit" class="button primary wide" disabled={action.busy}>
          {say(action.busy ? words.signingIn : pageWords.signIn, spoken)}
        </button>
        <ByProvider />
        <p class="field-hint">{say(words.noAccount, spoken)}</p>
      </form>
    </Dialog>
  )
}

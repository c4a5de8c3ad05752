/**
 * What a one-time link opens. It is redeemed by a click and not by opening it, since mail scanners and
 * previews open links too; then a password is asked for.
 */
import { useSignal } from '@preact/signals'
import { RequestError, sendJson } from '../fetch-json.ts'
import { language, notify } from '../store.ts'
import { Dialog } from '../ui/dialog.tsx'
import type { DialogProps } from '../ui/dialogs.tsx'
import { Failure, useAction } from '../ui/form.tsx'
import { linkToken } from '../ui/sign-in-address.ts'
import { changeViewer, viewer } from '../viewer.ts'
import { words as pageWords, say } from '../words.ts'
import { PasswordForm } from './password-form.tsx'
import { words } from './words.ts'

export default function SignInLink({ onClose }: DialogProps) {
  const spoken = language.value
  const redeemed = useSignal(false)
  const action = useAction()
  const redeem = () =>
    action.run(async () => {
      const token = linkToken.peek()
      if (token === null) throw new RequestError(words.linkBroken, null)
      await sendJson('POST', '/sign-in/link', { token })
      linkToken.value = null
      await changeViewer()
      redeemed.value = true
    })
  const account = viewer.value?.account
  if (redeemed.value && account) {
    return (
      <Dialog title={say(words.setPassword, spoken)} kind="narrow" onClose={onClose}>
        <div class="panel-body form">
          <p>
            {say(words.setPasswordFor, spoken)} <strong>{account.name}</strong>
          </p>
          <PasswordForm
            name={account.name}
            asksCurrent={viewer.value?.asks_current_password ?? false}
            onDone={() => {
              notify({ kind: 'information', text: words.saved })
              onClose()
            }}
          >
            <button type="button" class="button" onClick={onClose}>
              {say(words.later, spoken)}
            </button>
          </PasswordForm>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title={say(words.linkTitle, spoken)} kind="narrow" onClose={onClose}>
      <div class="panel-body form">
        <p>{say(linkToken.value === null ? words.linkBroken : words.linkText, spoken)}</p>
        <Failure reason={action.failure} />
        {linkToken.value !== null && (
          <button
            type="button"
            class="button primary wide"
            disabled={action.busy}
            onClick={() => void redeem()}
          >
            {say(action.busy ? words.signingIn : pageWords.signIn, spoken)}
          </button>
        )}
      </div>
    </Dialog>
  )
}

/**
 * Dialog of a one-time link. The link is redeemed by a click in it, not by opening it, because mail scanners
 * and previews open links too. Then the reader chooses a password.
 */
import { useSignal } from '@preact/signals'
import { messages as pageWords, say } from '../messages.ts'
import type { DialogProps } from '../page/open-dialog.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Failure, useAction } from '../parts/form.tsx'
import { RequestError } from '../source/request.ts'
import { sendJson } from '../source/send.ts'
import { language, notify } from '../store.ts'
import { changeViewer, viewer } from '../viewer.ts'
import { messages } from './messages.ts'
import { PasswordForm } from './password-form.tsx'
import { linkToken } from './sign-in-address.ts'

export default function SignInLink({ onClose }: DialogProps) {
  const spoken = language.value
  const redeemed = useSignal(false)
  const action = useAction()
  const redeem = () =>
    action.run(async () => {
      const token = linkToken.peek()
      if (token === null) throw new RequestError(messages.linkBroken, null)
      await sendJson('POST', '/sign-in/link', { token })
      linkToken.value = null
      await changeViewer()
      redeemed.value = true
    })
  const account = viewer.value?.account
  if (redeemed.value && account) {
    return (
      <Dialog title={say(messages.setPassword, spoken)} kind="narrow" onClose={onClose}>
        <div class="panel-body form">
          <p>
            {say(messages.setPasswordFor, spoken)} <strong>{account.name}</strong>
          </p>
          <PasswordForm
            name={account.name}
            asksCurrent={viewer.value?.asks_current_password ?? false}
            onDone={() => {
              notify({ kind: 'information', text: messages.saved })
              onClose()
            }}
          >
            <button type="button" class="button" onClick={onClose}>
              {say(messages.later, spoken)}
            </button>
          </PasswordForm>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title={say(messages.linkTitle, spoken)} kind="narrow" onClose={onClose}>
      <div class="panel-body form">
        <p>{say(linkToken.value === null ? messages.linkBroken : messages.linkText, spoken)}</p>
        <Failure reason={action.failure} />
        {linkToken.value !== null && (
          <button
            type="button"
            class="button primary wide"
            disabled={action.busy}
            onClick={() => void redeem()}
          >
            {say(action.busy ? messages.signingIn : pageWords.signIn, spoken)}
          </button>
        )}
      </div>
    </Dialog>
  )
}

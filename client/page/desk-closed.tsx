/** Panel of a desk for readers without access to its data. */

import { messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { language } from '../store.ts'
import { viewer } from '../viewer.ts'
import { openDialog } from './open-dialog.ts'

export function DeskClosed() {
  const spoken = language.value
  const signedIn = Boolean(viewer.value?.account)
  return (
    <div class="empty" data-desk-closed>
      <Icon name="lock" size={32} />
      <h2>{say(signedIn ? messages.closedTitle : messages.invitationTitle, spoken)}</h2>
      <p>{say(signedIn ? messages.closedText : messages.invitationText, spoken)}</p>
      <button
        type="button"
        class={signedIn ? 'button' : 'button primary'}
        onClick={() => {
          openDialog.value = 'sign-in'
        }}
      >
        <Icon name="person" size={18} />
        {say(signedIn ? messages.otherAccount : messages.signIn, spoken)}
      </button>
    </div>
  )
}

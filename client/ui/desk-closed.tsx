/** What a desk's panel says to those who may not read what the desk is about. */
import { language } from '../store.ts'
import { viewer } from '../viewer.ts'
import { say, words } from '../words.ts'
import { openDialog } from './dialogs.tsx'
import { Icon } from './icons.tsx'

export function DeskClosed() {
  const spoken = language.value
  const signedIn = Boolean(viewer.value?.account)
  return (
    <div class="empty" data-desk-closed>
      <Icon name="lock" size={32} />
      <h2>{say(signedIn ? words.closedTitle : words.invitationTitle, spoken)}</h2>
      <p>{say(signedIn ? words.closedText : words.invitationText, spoken)}</p>
      <button
        type="button"
        class={signedIn ? 'button' : 'button primary'}
        onClick={() => {
          openDialog.value = 'sign-in'
        }}
      >
        <Icon name="person" size={18} />
        {say(signedIn ? words.otherAccount : words.signIn, spoken)}
      </button>
    </div>
  )
}

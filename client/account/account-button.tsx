/** The account button of the toolbar: shows who is signed in; signs in and out. */
import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { messages, say } from '../messages.ts'
import { openDialog } from '../page/open-dialog.ts'
import { Icon } from '../parts/icons.tsx'
import { language, notify } from '../store.ts'
import { viewer } from '../viewer.ts'
import type { AccountMenuProps } from './account-menu.tsx'

export function AccountButton() {
  const loaded = useSignal<ComponentType<AccountMenuProps> | null>(null)
  const isWanted = useSignal(false)
  const spoken = language.value
  const who = viewer.value
  const name = who?.account ? (who.account.title ?? who.account.name) : null
  const label = name === null ? say(messages.signIn, spoken) : `${say(messages.account, spoken)} · ${name}`
  const load = () =>
    import('./account-menu.tsx').then(({ AccountMenu }) => {
      loaded.value = AccountMenu
    })
  const isSignedIn = name !== null
  useEffect(() => {
    isWanted.value = false
    if (isSignedIn)
      load().catch((error: unknown) => console.info('The account menu could not be preloaded.', error))
  }, [isSignedIn])
  const Menu = loaded.value
  if (Menu && who?.account && name !== null) {
    return (
      <div class="account">
        <Menu who={who} name={name} label={label} isWanted={isWanted.value} />
      </div>
    )
  }
  const onClick = () => {
    if (name === null) {
      openDialog.value = 'sign-in'
      return
    }
    isWanted.value = true
    load().catch((error: unknown) => {
      console.error(error)
      notify({ kind: 'error', text: messages.errorNetwork, retry: onClick })
    })
  }
  return (
    <div class="account">
      <button
        type="button"
        class="control"
        data-control="account"
        aria-label={label}
        title={label}
        onClick={onClick}
      >
        {name === null ? <Icon name="person" /> : <span class="initial">{[...name][0]?.toUpperCase()}</span>}
      </button>
    </div>
  )
}

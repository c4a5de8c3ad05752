/** Who is signed in, and the way in and out: one of the page's tools. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { messages, say } from '../messages.ts'
import { openDialog } from '../page/open-dialog.ts'
import { Icon, type IconName } from '../parts/icons.tsx'
import { RequestError } from '../source/request.ts'
import { sendJson } from '../source/send.ts'
import { language, notify } from '../store.ts'
import type { Viewer } from '../viewer.ts'
import { changeViewer, viewer } from '../viewer.ts'
import { RoleTags } from './role-tags.tsx'

async function signOut(): Promise<void> {
  try {
    await sendJson('POST', '/sign-out')
    await changeViewer()
    notify({ kind: 'information', text: messages.signedOut })
  } catch (error) {
    const text = error instanceof RequestError ? error.reason : messages.errorServer
    notify({ kind: 'error', text, retry: () => void signOut() })
  }
}

interface ItemProps {
  readonly icon: IconName
  readonly label: string
  readonly onClick: () => void
}

const Item = ({ icon, label, onClick }: ItemProps) => (
  <li>
    <button type="button" class="menu-item" onClick={onClick}>
      <Icon name={icon} size={18} />
      {label}
    </button>
  </li>
)

function Menu({ who, onClose }: { readonly who: Viewer; readonly onClose: () => void }) {
  const box = useRef<HTMLDivElement>(null)
  const spoken = language.value
  useEffect(() => {
    box.current?.querySelector('button')?.focus()
    const outside = (event: PointerEvent) => {
      if (!box.current?.parentElement?.contains(event.target as Node)) onClose()
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [])
  const open = (id: 'account' | 'admin') => () => {
    onClose()
    openDialog.value = id
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from anywhere inside
    <div
      ref={box}
      class="account-menu floating"
      id="account-menu"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <p class="account-name">{who.account?.title ?? who.account?.name}</p>
      <RoleTags roles={who.roles} />
      <ul class="plain menu">
        <Item icon="person" label={say(messages.myAccount, spoken)} onClick={open('account')} />
        {who.roles.includes('admin') && (
          <Item icon="settings" label={say(messages.administration, spoken)} onClick={open('admin')} />
        )}
        <Item
          icon="leave"
          label={say(messages.signOut, spoken)}
          onClick={() => {
            onClose()
            void signOut()
          }}
        />
      </ul>
    </div>
  )
}

export function AccountButton() {
  const open = useSignal(false)
  const button = useRef<HTMLButtonElement>(null)
  const spoken = language.value
  const who = viewer.value
  const name = who?.account ? (who.account.title ?? who.account.name) : null
  const label = name === null ? say(messages.signIn, spoken) : `${say(messages.account, spoken)} · ${name}`
  const close = () => {
    open.value = false
    button.current?.focus()
  }
  return (
    <div class="account">
      <button
        ref={button}
        type="button"
        class="control"
        data-control="account"
        aria-label={label}
        title={label}
        {...(name === null ? {} : { 'aria-expanded': open.value, 'aria-controls': 'account-menu' })}
        onClick={() => {
          if (name === null) openDialog.value = 'sign-in'
          else open.value = !open.value
        }}
      >
        {name === null ? <Icon name="person" /> : <span class="initial">{[...name][0]?.toUpperCase()}</span>}
      </button>
      {open.value && who?.account && <Menu who={who} onClose={close} />}
    </div>
  )
}

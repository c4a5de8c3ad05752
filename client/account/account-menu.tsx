/** The account menu. Loaded after sign-in only, because the public page does not need it. */
import * as menu from '@zag-js/menu'
import { normalizeProps, useMachine } from '@zag-js/preact'
import { useId, useRef } from 'preact/hooks'
import type { Me as Viewer } from '../../geodata/model/answers/me.ts'
import { messages, say } from '../messages.ts'
import { openDialog } from '../page/open-dialog.ts'
import { Icon, type IconName } from '../parts/icons.tsx'
import { reasonToShow, sendJson } from '../source/send.ts'
import { language, notify } from '../store.ts'
import { changeViewer } from '../viewer.ts'
import { RoleTags } from './role-tags.tsx'

async function signOut(): Promise<void> {
  try {
    await sendJson('POST', '/sign-out')
    await changeViewer()
    notify({ kind: 'information', text: messages.signedOut })
  } catch (error) {
    const text = reasonToShow(error)
    if (text) notify({ kind: 'error', text, retry: () => void signOut() })
  }
}

function choose(item: string): void {
  if (item === 'sign-out') void signOut()
  else if (item === 'account' || item === 'admin') openDialog.value = item
}

export interface AccountMenuProps {
  readonly who: Viewer
  readonly name: string
  readonly label: string
  /** True if the reader clicked before the menu was loaded. */
  readonly isWanted: boolean
}

export function AccountMenu({ who, name, label, isWanted }: AccountMenuProps) {
  const spoken = language.value
  const box = useRef<HTMLElement>(null)
  const service = useMachine(menu.machine, {
    id: useId(),
    defaultOpen: isWanted,
    loopFocus: true,
    onSelect: ({ value }) => choose(value),
    // The name and the roles above the items belong to the menu.
    onPointerDownOutside(event) {
      if (box.current?.contains(event.detail.originalEvent.target as Node)) event.preventDefault()
    },
  })
  const api = menu.connect(service, normalizeProps)
  const item = (value: string, icon: IconName, title: string) => (
    <div {...api.getItemProps({ value })} class="menu-item">
      <Icon name={icon} size={18} />
      {title}
    </div>
  )
  return (
    <>
      <button
        {...api.getTriggerProps()}
        class="control"
        data-control="account"
        aria-label={label}
        title={label}
      >
        <span class="initial">{[...name][0]?.toUpperCase()}</span>
      </button>
      <section
        ref={box}
        class="account-menu floating"
        aria-label={say(messages.account, spoken)}
        hidden={!api.open}
      >
        <p class="account-name">{name}</p>
        <RoleTags roles={who.roles} />
        <div {...api.getContentProps()} class="menu">
          {item('account', 'person', say(messages.myAccount, spoken))}
          {who.roles.includes('admin') && item('admin', 'settings', say(messages.administration, spoken))}
          {item('sign-out', 'leave', say(messages.signOut, spoken))}
        </div>
      </section>
    </>
  )
}

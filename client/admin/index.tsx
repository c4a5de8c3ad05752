/** 管理台: accounts, tokens and the audit log, for administrators. */
import './admin.css'
import type { ComponentType } from 'preact'
import type { Text } from '../../geodata/model/text.ts'
import { importOpen } from '../import/open-import.ts'
import { messages as pageWords, say } from '../messages.ts'
import { type AdminView, adminView } from '../page/admin-address.ts'
import type { DialogProps } from '../page/open-dialog.ts'
import { Dialog } from '../parts/dialog.tsx'
import { desk, language } from '../store.ts'
import { AccountsView } from './accounts-view.tsx'
import { AuditView } from './audit-view.tsx'
import { messages } from './messages.ts'
import { PeopleView } from './people-view.tsx'
import { TokensView } from './tokens-view.tsx'

interface View {
  readonly id: AdminView
  readonly title: Text
  readonly Component: ComponentType
}

const views: readonly View[] = [
  { id: 'accounts', title: messages.accounts, Component: AccountsView },
  { id: 'tokens', title: messages.tokens, Component: TokensView },
  { id: 'audit', title: messages.audit, Component: AuditView },
  { id: 'people', title: messages.people, Component: PeopleView },
]

export default function Administration({ onClose }: DialogProps) {
  const spoken = language.value
  const chosen = adminView.value ?? 'accounts'
  const { Component, title } = views.find(({ id }) => id === chosen) ?? (views[0] as View)
  return (
    <Dialog title={say(pageWords.administration, spoken)} kind="admin-dialog" onClose={onClose}>
      <nav class="admin-views" aria-label={say(pageWords.administration, spoken)}>
        {views.map((view) => (
          <button
            key={view.id}
            type="button"
            class="chip"
            aria-pressed={chosen === view.id}
            data-view={view.id}
            onClick={() => {
              adminView.value = view.id
            }}
          >
            {say(view.title, spoken)}
          </button>
        ))}
        <button
          type="button"
          class="chip"
          data-action="import"
          onClick={() => {
            onClose()
            desk.value = desk.value === 'terrain3d' ? 'planning' : desk.value
            importOpen.value = true
          }}
        >
          {say(pageWords.importData, spoken)}
        </button>
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section class="panel-body admin-body" tabIndex={0} aria-label={say(title, spoken)}>
        <Component />
      </section>
    </Dialog>
  )
}

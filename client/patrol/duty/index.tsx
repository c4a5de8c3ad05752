/** The dialog 值守管理: rosters, run cards, devices, escalation rules and webhooks, for leads and administrators. */
import './duty.css'
import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import type { Text } from '../../../geodata/model/text.ts'
import type { DialogProps } from '../../page/open-dialog.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { language } from '../../store.ts'
import { viewer } from '../../viewer.ts'
import { DevicesView } from './devices-view.tsx'
import { messages } from './messages.ts'
import { RostersView } from './rosters-view.tsx'
import { RulesView } from './rules-view.tsx'
import { RunCardsView } from './run-cards-view.tsx'
import { WebhooksView } from './webhooks-view.tsx'

interface View {
  readonly id: string
  readonly title: Text
  readonly Component: ComponentType
  readonly adminOnly?: true
}

const views: readonly View[] = [
  { id: 'rosters', title: messages.rosters, Component: RostersView },
  { id: 'run-cards', title: messages.runCards, Component: RunCardsView },
  { id: 'devices', title: messages.devices, Component: DevicesView },
  { id: 'rules', title: messages.rules, Component: RulesView },
  { id: 'webhooks', title: messages.webhooks, Component: WebhooksView, adminOnly: true },
]

/** The last open view. */
const chosen = signal('rosters')

export default function DutyDialog({ onClose }: DialogProps) {
  const spoken = language.value
  const isAdmin = viewer.value?.roles.includes('admin') === true
  const offered = views.filter(({ adminOnly }) => isAdmin || !adminOnly)
  const { id, Component, title } = offered.find((view) => view.id === chosen.value) ?? (views[0] as View)
  return (
    <Dialog title={messages.title[spoken]} kind="duty-dialog" onClose={onClose}>
      <nav class="duty-views" aria-label={messages.title[spoken]}>
        {offered.map((view) => (
          <button
            key={view.id}
            type="button"
            class="chip"
            aria-pressed={id === view.id}
            onClick={() => {
              chosen.value = view.id
            }}
          >
            {view.title[spoken]}
          </button>
        ))}
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section class="panel-body duty-body" tabIndex={0} aria-label={title[spoken]}>
        <Component />
      </section>
    </Dialog>
  )
}

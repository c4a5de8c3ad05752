/** Further tools of leads: manage the patrol, close ways, replay a day. Each loads when it is opened. */
import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import type { DeskContext } from '../desk.ts'
import { openDialog } from '../page/open-dialog.ts'
import { mayDirect } from './dispatch/who.ts'
import { messages } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
}

interface FoldProps extends Props {
  readonly title: string
  readonly load: () => Promise<ComponentType<Props>>
}

/** A collapsed section; its map layers exist only while it is open. */
function Fold({ context, state, title, load }: FoldProps) {
  const shown = useSignal<{ readonly Section: ComponentType<Props> } | null>(null)
  const isOpen = useSignal(false)
  return (
    <details
      class="patrol-filters"
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open
        if (!currentTarget.open || shown.value) return
        load()
          .then((Section) => {
            shown.value = { Section }
          })
          .catch((error: unknown) => console.error(error))
      }}
    >
      <summary>{title}</summary>
      {isOpen.value && shown.value && <shown.value.Section context={context} state={state} />}
    </details>
  )
}

export function LeadTools({ context, state }: Props) {
  const spoken = context.language.value
  if (!mayDirect(context)) return null
  return (
    <section class="desk-section lead-tools" aria-label={messages.tools[spoken]}>
      <h3>{messages.tools[spoken]}</h3>
      <button
        type="button"
        class="button wide"
        data-action="duty"
        onClick={() => {
          openDialog.value = 'duty'
        }}
      >
        {messages.duty[spoken]}
      </button>
      <Fold
        context={context}
        state={state}
        title={messages.closures[spoken]}
        load={async () => (await import('./closures/closure-section.tsx')).ClosureSection}
      />
      <Fold
        context={context}
        state={state}
        title={messages.replay[spoken]}
        load={async () => (await import('./replay/replay-section.tsx')).ReplaySection}
      />
    </section>
  )
}

/** The form of one run card. */
import { type Signal, signal, useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { RunCard } from '../../../geodata/model/answers/patrol-ranking.ts'
import { type Action, ChoiceField, TextField } from '../../parts/form.tsx'
import { language } from '../../store.ts'
import { messages as dispatch } from '../dispatch/messages.ts'
import { kindOptions } from './kind-options.ts'
import { lineOf, listOf } from './lists.ts'
import { cardMessages, messages } from './messages.ts'
import { SavedForm } from './saved-form.tsx'

interface DemandRow {
  readonly count: Signal<string>
  readonly skills: Signal<string>
}

const rowOf = (count: number, skills: readonly string[]): DemandRow => ({
  count: signal(String(count)),
  skills: signal(lineOf(skills, language.peek())),
})

interface Props {
  /** Undefined for a new card. */
  readonly card: RunCard | undefined
  readonly action: Action
  readonly onStore: (card: RunCard) => void
  readonly onCancel: () => void
}

function DemandRows({ rows }: { readonly rows: Signal<readonly DemandRow[]> }) {
  const spoken = language.value
  return (
    <>
      {rows.value.map((row, index) => (
        <div key={index} class="duty-fields wide">
          <TextField
            label={cardMessages.units[spoken]}
            text={row.count}
            type="number"
            min={1}
            max={50}
            required
          />
          <TextField
            label={cardMessages.skills[spoken]}
            text={row.skills}
            maxLength={400}
            autocomplete="off"
          />
          {rows.value.length > 1 && (
            <button
              type="button"
              class="text-button danger"
              onClick={() => {
                rows.value = rows.value.filter((other) => other !== row)
              }}
            >
              {messages.remove[spoken]}
            </button>
          )}
        </div>
      ))}
      <button
        type="button"
        class="text-button wide"
        onClick={() => {
          rows.value = [...rows.value, rowOf(1, [])]
        }}
      >
        {cardMessages.addDemand[spoken]}
      </button>
    </>
  )
}

export function RunCardForm({ card, action, onStore, onCancel }: Props) {
  const spoken = language.value
  const kind = useSignal(card?.kind ?? '')
  const priority = useSignal(card?.priority == null ? '' : String(card.priority))
  const level = useSignal(String(card?.alarm_level ?? 1))
  const profile = useSignal<RunCard['profile']>(card?.profile ?? 'vehicle')
  const note = useSignal((spoken === 'en' ? (card?.note_en ?? card?.note_zh) : card?.note_zh) ?? '')
  const rows = useMemo(
    () =>
      signal<readonly DemandRow[]>(
        (card?.demand ?? [{ count: 1, skills: [] }]).map((one) => rowOf(one.count, one.skills)),
      ),
    [],
  )
  const store = () => {
    const text = note.value.trim() || null
    onStore({
      kind: kind.value || null,
      priority: priority.value === '' ? null : Number(priority.value),
      alarm_level: Number(level.value),
      demand: rows.value.map((row) => ({ count: Number(row.count.value), skills: listOf(row.skills.value) })),
      profile: profile.value,
      // A note in one language is used for both.
      note_zh: spoken === 'zh' ? text : (card?.note_zh ?? text),
      note_en: spoken === 'en' ? text : (card?.note_en ?? null),
      synthetic: false,
    })
  }
  return (
    <SavedForm
      kind="sunken"
      action={action}
      onSubmit={store}
      submit={messages.save[spoken]}
      buttons={
        <button type="button" class="button" onClick={onCancel}>
          {cardMessages.cancel[spoken]}
        </button>
      }
    >
      <div class="duty-fields">
        <ChoiceField label={messages.kind[spoken]} chosen={kind} options={kindOptions(spoken)} />
        <ChoiceField
          label={messages.priority[spoken]}
          chosen={priority}
          options={[
            ['', messages.anyPriority[spoken]],
            ...([1, 2, 3] as const).map((one) => [String(one), dispatch.priorities[one][spoken]] as const),
          ]}
        />
        <TextField label={cardMessages.level[spoken]} text={level} type="number" min={1} max={9} required />
        <ChoiceField
          label={cardMessages.profile[spoken]}
          chosen={profile}
          options={(['vehicle', 'foot'] as const).map((one) => [one, cardMessages[one][spoken]])}
        />
        <DemandRows rows={rows} />
        <TextField label={messages.note[spoken]} text={note} maxLength={500} />
      </div>
    </SavedForm>
  )
}

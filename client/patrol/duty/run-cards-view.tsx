/** Run cards: the units that an incident needs. Saving replaces all cards. */
import { useSignal } from '@preact/signals'
import { type RunCard, runCardsSchema } from '../../../geodata/model/answers/patrol-ranking.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { formatCode } from '../../format.ts'
import { Failure, useAction } from '../../parts/form.tsx'
import { Loaded, type Resource, useResource } from '../../parts/resource.tsx'
import { sendJson } from '../../source/send.ts'
import { language } from '../../store.ts'
import { messages as dispatch } from '../dispatch/messages.ts'
import { forcesLine } from './lists.ts'
import { cardMessages, messages } from './messages.ts'
import { RunCardForm } from './run-card-form.tsx'

const PATH = '/patrol/run-cards'

/** Returns the cards without ids, as the server expects them. */
const readCards = (body: unknown): RunCard[] =>
  runCardsSchema.parse(body).cards.map(({ id: _, ...card }) => card)

function titleOf({ kind, priority, alarm_level }: RunCard, spoken: Language): string {
  const parts = [
    kind === null ? messages.anyKind[spoken] : formatCode(kind, 'incidentKinds', spoken),
    priority === null ? null : (dispatch.priorities[priority as 1 | 2 | 3]?.[spoken] ?? String(priority)),
    alarm_level === 1 ? null : `${cardMessages.level[spoken]} ${alarm_level}`,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

const demandText = ({ demand }: RunCard, spoken: Language): string =>
  demand
    .map(({ count, skills }) => `${count} × ${forcesLine(skills, spoken) || cardMessages.any[spoken]}`)
    .join(spoken === 'zh' ? '；' : '; ')

interface CardsProps {
  readonly cards: readonly RunCard[]
  readonly resource: Resource<RunCard[]>
}

function Cards({ cards, resource }: CardsProps) {
  const spoken = language.value
  const action = useAction()
  /** Index of the edited card; `cards.length` for a new one; null for none. */
  const edited = useSignal<number | null>(null)
  const store = (next: readonly RunCard[]) =>
    action.run(async () => {
      await sendJson('PUT', PATH, { cards: next })
      edited.value = null
      resource.reload()
    })
  const form = (index: number) => (
    <RunCardForm
      card={cards[index]}
      action={action}
      onCancel={() => {
        edited.value = null
      }}
      onStore={(card) => void store(cards.toSpliced(index, 1, card))}
    />
  )
  return (
    <>
      {edited.value === null && <Failure reason={action.failure} />}
      <ul class="plain entries">
        {cards.map((card, index) => (
          <li key={`${card.kind} ${card.priority} ${card.alarm_level}`} class="entry">
            <div>
              <p class="entry-name">
                {titleOf(card, spoken)}
                {card.synthetic && <span class="role-tag">{messages.synthetic[spoken]}</span>}
              </p>
              <p class="small">
                {demandText(card, spoken)} · {cardMessages[card.profile][spoken]}
              </p>
              {card.note_zh && (
                <p class="muted small">{spoken === 'en' ? (card.note_en ?? card.note_zh) : card.note_zh}</p>
              )}
              {edited.value === index && form(index)}
            </div>
            {edited.value !== index && (
              <span class="form-actions">
                <button
                  type="button"
                  class="text-button"
                  onClick={() => {
                    edited.value = index
                  }}
                >
                  {cardMessages.edit[spoken]}
                  <span class="visually-hidden"> {titleOf(card, spoken)}</span>
                </button>
                <button
                  type="button"
                  class="text-button danger"
                  disabled={action.busy}
                  onClick={() => void store(cards.toSpliced(index, 1))}
                >
                  {messages.remove[spoken]}
                  <span class="visually-hidden"> {titleOf(card, spoken)}</span>
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {edited.value === cards.length ? (
        form(cards.length)
      ) : (
        <button
          type="button"
          class="button duty-new"
          onClick={() => {
            edited.value = cards.length
          }}
        >
          {cardMessages.addCard[spoken]}
        </button>
      )}
    </>
  )
}

export function RunCardsView() {
  const cards = useResource(PATH, readCards)
  return (
    <>
      <p class="muted small">{cardMessages.intro[language.value]}</p>
      <Loaded resource={cards}>{(list) => <Cards cards={list} resource={cards} />}</Loaded>
    </>
  )
}

/**
 * The operator's form: place, type, priority, words and contact, in the order of a call. Enter in the place field
 * searches the place; Ctrl+Enter anywhere sends the report.
 */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { appendedEventSchema } from '../../../geodata/model/answers/patrol-incident.ts'
import { codeLists } from '../../../geodata/model/codes.ts'
import type { DeskContext } from '../../desk.ts'
import type { Outbox } from '../../offline/outbox.ts'
import { Choice, Failure, Field, TextField, useAction } from '../../parts/form.tsx'
import { takeStep } from '../dispatch/case-data.ts'
import { messages as dispatch } from '../dispatch/messages.ts'
import { mayDirect } from '../dispatch/who.ts'
import { openIncident } from '../open-place.ts'
import type { PatrolState } from '../patrol-state.ts'
import { DuplicateList } from './duplicate-list.tsx'
import {
  channel,
  isOpen,
  kind,
  name,
  phone,
  photos,
  place,
  priority,
  reportOf,
  startNext,
  words,
} from './intake-state.ts'
import { messages } from './messages.ts'
import { PhotoField } from './photo-field.tsx'
import { PlaceField } from './place-field.tsx'
import { drawPlace } from './place-mark.ts'
import { sendReport } from './send-report.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
  /** Outbox of an officer, who can report while offline; null for operators. */
  readonly outbox: Outbox | null
}

function PriorityChoice({ context }: Pick<Props, 'context'>) {
  const spoken = context.language.value
  return (
    <fieldset class="case-choice">
      <legend class="small">{messages.priority[spoken]}</legend>
      <div class="patrol-segments">
        {([1, 2, 3] as const).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="intake-priority"
              value={one}
              checked={priority.value === one}
              onChange={() => {
                priority.value = one
              }}
            />
            <span>{dispatch.priorities[one][spoken]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const optionsOf = (
  list: Readonly<Record<string, { readonly title: { zh: string; en: string } }>>,
  spoken: 'zh' | 'en',
) => Object.entries(list).map(([code, { title }]) => [code, title[spoken]] as const)

function Details({ context }: Pick<Props, 'context'>) {
  const spoken = context.language.value
  return (
    <>
      <Choice
        label={messages.kind[spoken]}
        value={kind.value}
        options={[['', messages.kindAsked[spoken]], ...optionsOf(codeLists.incidentKinds, spoken)]}
        onChange={(value) => {
          kind.value = value
        }}
      />
      <PriorityChoice context={context} />
      <Choice
        label={messages.channel[spoken]}
        value={channel.value}
        options={optionsOf(codeLists.incidentChannels, spoken)}
        onChange={(value) => {
          channel.value = value as typeof channel.value
        }}
      />
      <Field label={messages.words[spoken]}>
        {(tied) => (
          <textarea
            {...tied}
            rows={2}
            maxLength={2000}
            value={words.value}
            onChange={({ currentTarget }) => {
              words.value = currentTarget.value
            }}
          />
        )}
      </Field>
      <PhotoField context={context} />
      {mayDirect(context) && (
        <fieldset class="intake-contact">
          <legend class="small">{messages.contact[spoken]}</legend>
          <TextField label={messages.name[spoken]} text={name} maxLength={100} autocomplete="off" />
          <TextField label={messages.phone[spoken]} text={phone} maxLength={40} autocomplete="off" />
        </fieldset>
      )}
    </>
  )
}

const close = () => {
  isOpen.value = false
}

/** Returns the functions of the form. The report is merged into the incident `into`, if given. */
function useIntake({ context, state, outbox }: Props) {
  const action = useAction()
  const tried = useSignal(false)
  const take = async (into?: number) => {
    tried.value = true
    const report = reportOf(mayDirect(context))
    if (!report) return
    const { signal } = context
    const body = await sendReport({ report, photos: photos.value, outbox, signal })
    if (body === null) {
      startNext()
      close()
      context.notify({ kind: 'information', text: messages.kept })
      return
    }
    const { incident } = appendedEventSchema.parse(body)
    if (into !== undefined) await takeStep(incident.id, { type: 'merged', into }, context.signal)
    startNext()
    close()
    state.refresh()
    const said = (language: 'zh' | 'en') => `${messages.takenIn[language]} ${incident.number}`
    context.announce({ zh: said('zh'), en: said('en') })
    if (into === undefined) openIncident(context, incident)
    else context.openCard({ layer: 'incidents', id: into })
  }
  return { action, tried, submit: (into?: number) => void action.run(() => take(into)) }
}

/** Shows missing fields after the user tried to send. */
function Missing({ context }: Pick<Props, 'context'>) {
  const missing = !place.value ? messages.placeAsked : kind.value === '' ? messages.kindAsked : null
  if (!missing) return null
  return (
    <p class="message warning small" role="alert">
      {missing[context.language.value]}
    </p>
  )
}

function IntakeForm(props: Props) {
  const { context } = props
  const spoken = context.language.value
  const form = useRef<HTMLFormElement>(null)
  const { action, tried, submit } = useIntake(props)
  useEffect(() => {
    form.current?.querySelector('input')?.focus()
    form.current?.scrollIntoView({ block: 'start' })
    return drawPlace(context)
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    // Includes text that has not caused a change event yet.
    if (event.target instanceof HTMLTextAreaElement) words.value = event.target.value
    submit()
  }
  return (
    <form
      ref={form}
      class="form intake"
      aria-label={messages.title[spoken]}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      onKeyDown={onKeyDown}
    >
      <h3>{messages.title[spoken]}</h3>
      <PlaceField
        context={context}
        onSet={() => form.current?.querySelector<HTMLElement>('select')?.focus()}
      />
      <Details context={context} />
      <DuplicateList context={context} onSame={submit} />
      {tried.value && <Missing context={context} />}
      <Failure reason={action.failure} />
      <div class="form-actions">
        <button type="submit" class="button primary" disabled={action.busy}>
          {messages.submit[spoken]}
          <kbd class="small">Ctrl ⏎</kbd>
        </button>
        <button type="button" class="button" onClick={close}>
          {messages.cancel[spoken]}
        </button>
      </div>
    </form>
  )
}

/** The button at the top of the panel that opens the form. */
export function Intake(props: Props) {
  const spoken = props.context.language.value
  if (isOpen.value) return <IntakeForm {...props} />
  return (
    <button
      type="button"
      class={`button wide intake-open${mayDirect(props.context) ? ' primary' : ''}`}
      onClick={() => {
        // Officers report what they found on patrol.
        if (!mayDirect(props.context)) channel.value = 'patrol'
        isOpen.value = true
      }}
    >
      {(mayDirect(props.context) ? messages.open : messages.found)[spoken]}
    </button>
  )
}

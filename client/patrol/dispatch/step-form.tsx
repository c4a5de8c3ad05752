/** Form of the rarer steps, which need a note, a level, a priority, or another incident. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { IncidentStep } from '../../../geodata/model/patrol/incident-machine.ts'
import { Field } from '../../parts/form.tsx'
import type { CaseProps } from './case.ts'
import type { Step } from './case-data.ts'
import { MergeChoice } from './merge-choice.tsx'
import { messages, stepTitles } from './messages.ts'

interface Props extends CaseProps {
  readonly step: IncidentStep
  readonly onDone: () => void
}

/** Returns alarm levels above the current one, or the other priorities. */
function numbersFor({ step, incident }: Pick<Props, 'step' | 'incident'>): readonly number[] {
  if (step === 'alarm_raised') return [2, 3, 4, 5].filter((level) => level > incident.alarm_level)
  if (step === 'priority_changed') return [1, 2, 3].filter((one) => one !== incident.priority)
  return []
}

function NumberChoice({
  context,
  step,
  numbers,
  chosen,
  onChoose,
}: Pick<Props, 'context' | 'step'> & {
  readonly numbers: readonly number[]
  readonly chosen: number | null
  readonly onChoose: (value: number) => void
}) {
  const spoken = context.language.value
  const word = (value: number) =>
    step === 'alarm_raised'
      ? `${value} ${messages.level[spoken]}`
      : messages.priorities[value as 1 | 2 | 3][spoken]
  return (
    <fieldset class="case-choice">
      <legend class="small">
        {(step === 'alarm_raised' ? messages.raiseTo : messages.setPriority)[spoken]}
      </legend>
      <div class="patrol-segments">
        {numbers.map((value) => (
          <label key={value}>
            <input
              type="radio"
              name={`case-${step}`}
              value={value}
              checked={chosen === value}
              onChange={() => onChoose(value)}
            />
            <span>{word(value)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

export function StepForm(props: Props) {
  const { context, open, step, onDone } = props
  const spoken = context.language.value
  const numbers = numbersFor(props)
  const chosen = useSignal<number | null>(numbers[0] ?? null)
  const into = useSignal<number | null>(null)
  const note = useSignal('')
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input:checked, input, textarea')?.focus()
  }, [])
  const isReady = step === 'merged' ? into.value !== null : step !== 'noted' || note.value.trim() !== ''
  const event = (): Step => ({
    type: step,
    ...(step === 'alarm_raised' && chosen.value !== null ? { level: chosen.value } : {}),
    ...(step === 'priority_changed' && chosen.value !== null ? { priority: chosen.value } : {}),
    ...(step === 'merged' && into.value !== null ? { into: into.value } : {}),
    ...(note.value.trim() === '' ? {} : { note: note.value.trim() }),
  })
  return (
    <form
      ref={form}
      class="case-panel form"
      aria-label={stepTitles[step][spoken]}
      onSubmit={async (submit) => {
        submit.preventDefault()
        if (isReady && (await open.take(event()))) onDone()
      }}
      onKeyDown={(key) => {
        if (key.key !== 'Escape') return
        key.stopPropagation()
        onDone()
      }}
    >
      {numbers.length > 0 && (
        <NumberChoice
          context={context}
          step={step}
          numbers={numbers}
          chosen={chosen.value}
          onChoose={(value) => {
            chosen.value = value
          }}
        />
      )}
      {step === 'merged' && <MergeChoice {...props} into={into} />}
      <Field label={(step === 'noted' ? messages.noteAsked : messages.note)[spoken]}>
        {(tied) => (
          <textarea
            {...tied}
            rows={2}
            maxLength={2000}
            value={note.value}
            onInput={({ currentTarget }) => {
              note.value = currentTarget.value
            }}
          />
        )}
      </Field>
      <div class="form-actions">
        <button
          type="submit"
          class={`button ${step === 'cancelled' ? 'danger' : 'primary'}`}
          disabled={!isReady || open.action.busy}
        >
          {step === 'noted' ? messages.save[spoken] : stepTitles[step][spoken]}
        </button>
        <button type="button" class="button" onClick={onDone}>
          {messages.cancel[spoken]}
        </button>
      </div>
    </form>
  )
}

/**
 * The possible steps of an incident: the next step as a button, sending ranked units, and the rarer steps,
 * collapsed.
 */
import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { IncidentStep } from '../../../geodata/model/patrol/incident-machine.ts'
import { isEnded } from '../../../geodata/model/patrol/incident-machine.ts'
import { Failure } from '../../parts/form.tsx'
import { useRovingFocus } from '../../parts/roving-focus.ts'
import type { CaseProps } from './case.ts'
import { messages, stepTitles } from './messages.ts'
import { type Sending, sendings } from './ranking-choice.ts'
import { RankingPanel } from './ranking-panel.tsx'
import { StepForm } from './step-form.tsx'
import { mayDirect, mayTake } from './who.ts'

/** Usual steps; the next step is mostly one of these. */
const along: readonly IncidentStep[] = [
  'accepted',
  'arrived',
  'resolved',
  'fed_back',
  'closed',
  'reopened',
  'unmerged',
]
/** Rarer steps, which need a form. */
const rarer: readonly IncidentStep[] = ['noted', 'priority_changed', 'alarm_raised', 'merged', 'cancelled']

const isSending = (step: IncidentStep): step is Sending => sendings.some((one) => one === step)

/** The step with the open panel; null for none. */
type Opened = IncidentStep | null

interface ButtonsProps extends CaseProps {
  readonly possible: readonly IncidentStep[]
  readonly opened: Signal<Opened>
}

/** Shows one button for each step. Steps that need input open a panel. */
function StepButtons({ context, open, incident, possible, opened }: ButtonsProps) {
  const spoken = context.language.value
  const buttons = useRovingFocus('.case-step')
  const next = along.filter((step) => possible.includes(step))
  const [first] = isEnded(incident.state) ? [] : next
  const steps = [...next, ...[...sendings, ...rarer].filter((step) => possible.includes(step))]
  const asks = (step: IncidentStep) => isSending(step) || rarer.includes(step)
  const act = async (step: IncidentStep) => {
    if (asks(step)) opened.value = opened.peek() === step ? null : step
    else if (await open.take({ type: step })) context.announce(stepTitles[step])
  }
  return (
    <div class="case-buttons" ref={buttons}>
      {steps.map((step) => (
        <button
          key={step}
          type="button"
          class={`button case-step${step === first ? ' primary' : ''}`}
          data-step={step}
          aria-expanded={asks(step) ? opened.value === step : undefined}
          disabled={open.action.busy}
          onClick={() => void act(step)}
        >
          {stepTitles[step][spoken]}
        </button>
      ))}
    </div>
  )
}

export function Steps(props: CaseProps) {
  const { context, open, incident } = props
  const opened = useSignal<Opened>(null)
  const possible = incident.possible.filter((step) => mayTake(context, step))
  const { state } = incident
  useEffect(() => {
    // After receipt, a lead sends units.
    opened.value = state === 'received' && mayDirect(context) ? 'routed' : null
  }, [state])
  if (possible.length === 0) return null
  const current = opened.value !== null && possible.includes(opened.value) ? opened.value : null
  const onDone = () => {
    opened.value = null
  }
  return (
    <section class="case-actions" aria-label={messages.actions[context.language.value]}>
      <StepButtons {...props} possible={possible} opened={opened} />
      <Failure reason={open.action.failure} />
      {current !== null &&
        (isSending(current) ? (
          <RankingPanel key={current} {...props} sending={current} onDone={onDone} />
        ) : (
          <StepForm key={current} {...props} step={current} onDone={onDone} />
        ))}
    </section>
  )
}

/**
 * What can be done with an incident now: the next step as a button, sending units by their ranking, and the
 * rarer steps, folded.
 */
import { useSignal } from '@preact/signals'
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

/** Steps along the way, one of which is mostly the next. */
const along: readonly IncidentStep[] = [
  'accepted',
  'arrived',
  'resolved',
  'fed_back',
  'closed',
  'reopened',
  'unmerged',
]
/** Rarer steps, which ask for something. */
const rarer: readonly IncidentStep[] = ['noted', 'priority_changed', 'alarm_raised', 'merged', 'cancelled']

const isSending = (step: IncidentStep): step is Sending => sendings.some((one) => one === step)

/** What the panel of the open step is; null for none. */
type Opened = IncidentStep | null

export function Steps(props: CaseProps) {
  const { context, open, incident } = props
  const spoken = context.language.value
  const opened = useSignal<Opened>(null)
  const buttons = useRovingFocus('.case-step')
  const possible = incident.possible.filter((step) => mayTake(context, step))
  const state = incident.state
  useEffect(() => {
    // Who receives a report sends units next.
    opened.value = state === 'received' && mayDirect(context) ? 'routed' : null
  }, [state])
  const next = along.filter((step) => possible.includes(step))
  const send = sendings.filter((step) => possible.includes(step))
  const others = rarer.filter((step) => possible.includes(step))
  if (possible.length === 0) return null
  const take = async (step: IncidentStep) => {
    if (await open.take({ type: step })) context.announce(stepTitles[step])
  }
  const button = (step: IncidentStep, isPrimary: boolean) => {
    const asks = isSending(step) || rarer.includes(step)
    return (
      <button
        key={step}
        type="button"
        class={`button case-step${isPrimary ? ' primary' : ''}`}
        data-step={step}
        aria-expanded={asks ? opened.value === step : undefined}
        disabled={open.action.busy}
        onClick={() => {
          if (asks) opened.value = opened.value === step ? null : step
          else void take(step)
        }}
      >
        {stepTitles[step][spoken]}
      </button>
    )
  }
  const current = opened.value
  return (
    <section class="case-actions" aria-label={messages.actions[spoken]}>
      <div class="case-buttons" ref={buttons}>
        {next.map((step, index) => button(step, index === 0 && !isEnded(state)))}
        {send.map((step) => button(step, false))}
        {others.map((step) => button(step, false))}
      </div>
      <Failure reason={open.action.failure} />
      {current !== null && possible.includes(current) && isSending(current) && (
        <RankingPanel
          key={current}
          {...props}
          sending={current}
          onDone={() => {
            opened.value = null
          }}
        />
      )}
      {current !== null && possible.includes(current) && rarer.includes(current) && (
        <StepForm
          key={current}
          {...props}
          step={current}
          onDone={() => {
            opened.value = null
          }}
        />
      )}
    </section>
  )
}

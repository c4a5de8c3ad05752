/** The time line of an incident: 受理 → 派单 → 到场 → 反馈 → 办结. */
import { type ClockStart, type Course, clockLimits, dueAt } from '../../geodata/model/patrol/clocks.ts'
import type { Language } from '../../geodata/model/text.ts'
import type { DeskContext } from '../desk.ts'
import { formatMoment } from './china-time.ts'
import { messages } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'
import { countdownText, spanText } from './span-text.ts'
import { type Stage, type Step, stepsOf } from './timeline.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
  readonly course: Course
}

const hasClock = (stage: Stage) => stage !== 'received' && stage !== 'closed'

/** Returns the verdict on a stage: "5 分钟时限 · 达标", "超时 2 分钟", "余 4:05". */
function verdictText(
  { stage, at, verdict }: Step,
  course: Course,
  now: number,
  from: ClockStart,
  spoken: Language,
): string {
  if (verdict === null || !hasClock(stage)) return ''
  const limit = `${clockLimits[stage] / 60} ${messages.minutes[spoken]}`
  const due = dueAt(course, stage, from)
  const past = ((at === null ? now : Date.parse(at)) - due) / 1000
  const inWords = (word: string, time: string) => (spoken === 'zh' ? `${word} ${time}` : `${time} ${word}`)
  const said = {
    met: () => messages.met[spoken],
    late: () => inWords(messages.late[spoken], countdownText(past, spoken)),
    running: () => inWords(messages.left[spoken], countdownText(-past, spoken)),
    overdue: () => inWords(messages.overdueBy[spoken], countdownText(past, spoken)),
    unrecorded: () => messages.unrecorded[spoken],
  }[verdict]()
  return `${messages.limit[spoken]} ${limit} · ${said}`
}

/** Shows the verdict on a stage; renders every second while its clock runs. */
function StepVerdict({ context, state, course, index }: Props & { readonly index: number }) {
  const now = state.second.value
  const step = stepsOf(course, now, state.open.value.sla_from)[index]
  if (!step) return null
  const text = verdictText(step, course, now, state.open.value.sla_from, context.language.value)
  return text ? (
    <span class="patrol-timeline-verdict" data-verdict={step.verdict}>
      {text}
    </span>
  ) : null
}

export function IncidentTimeline({ context, state, course }: Props) {
  const spoken = context.language.value
  const steps = stepsOf(course, state.now.value, state.open.value.sla_from)
  return (
    <ol class="plain patrol-timeline">
      {steps.map(({ stage, at, gap, verdict, isNext }, index) => (
        <li key={stage} data-reached={at !== null || undefined} data-verdict={verdict ?? undefined}>
          <span class="patrol-stage">{messages.stages[stage][spoken]}</span>
          <span class="patrol-moment">
            {at === null
              ? isNext
                ? messages.pending[spoken]
                : '–'
              : formatMoment(at, course.received_at, spoken)}
            {gap !== null && <span class="muted"> +{spanOf(gap, spoken)}</span>}
          </span>
          <StepVerdict context={context} state={state} course={course} index={index} />
        </li>
      ))}
    </ol>
  )
}

/** Returns a gap: to the second below an hour, longer ones in whole hours or days. */
const spanOf = (seconds: number, spoken: Language) =>
  seconds < 3600 ? countdownText(Math.max(0, seconds), spoken) : spanText(seconds, spoken)

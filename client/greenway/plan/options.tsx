/** Options of the plan: what to avoid, when to leave, what to do in the dark. */
import type { Language } from '../../../geodata/model/text.ts'
import { useRovingFocus } from '../../parts/roving-focus.ts'
import { avoidNames, messages } from './messages.ts'
import { type Plan, planAvoids } from './plan-address.ts'
import { changePlan } from './plan-state.ts'

interface Props {
  readonly plan: Plan
  readonly spoken: Language
}

/** The next full quarter of an hour in China, for the field of the time. */
function soon(now: number): string {
  const quarter = 15 * 60_000
  return new Date(Math.ceil(now / quarter) * quarter + 8 * 3_600_000).toISOString().slice(0, 16)
}

function Avoid({ plan, spoken }: Props) {
  const chips = useRovingFocus()
  return (
    <fieldset class="plan-option">
      <legend class="muted small">{messages.avoid[spoken]}</legend>
      <div class="chips" ref={chips}>
        {planAvoids.map((one) => {
          const isOn = plan.avoid.includes(one)
          return (
            <button
              key={one}
              type="button"
              class="chip plain-chip"
              aria-pressed={isOn}
              onClick={() =>
                changePlan({
                  avoid: isOn ? plan.avoid.filter((other) => other !== one) : [...plan.avoid, one],
                })
              }
            >
              {avoidNames[one][spoken]}
            </button>
          )
        })}
      </div>
    </fieldset>
  )
}

function Departure({ plan, spoken }: Props) {
  const chips = useRovingFocus()
  return (
    <fieldset class="plan-option">
      <legend class="muted small">{messages.depart[spoken]}</legend>
      <div class="chips" ref={chips}>
        <button
          type="button"
          class="chip plain-chip"
          aria-pressed={plan.depart === null}
          onClick={() => changePlan({ depart: null })}
        >
          {messages.now[spoken]}
        </button>
        <button
          type="button"
          class="chip plain-chip"
          aria-pressed={plan.depart !== null}
          onClick={() => changePlan({ depart: plan.depart ?? soon(Date.now()) })}
        >
          {messages.later[spoken]}
        </button>
      </div>
      {plan.depart !== null && (
        <input
          class="plan-time"
          type="datetime-local"
          aria-label={messages.depart[spoken]}
          value={plan.depart}
          onChange={(event) => {
            if (event.currentTarget.value !== '')
              changePlan({ depart: event.currentTarget.value.slice(0, 16) })
          }}
        />
      )}
    </fieldset>
  )
}

function Night({ plan, spoken }: Props) {
  const chips = useRovingFocus()
  const choices = [
    ['avoid', messages.nightAvoid],
    ['name', messages.nightName],
  ] as const
  return (
    <fieldset class="plan-option">
      <legend class="muted small">{messages.night[spoken]}</legend>
      <div class="chips" ref={chips}>
        {choices.map(([value, text]) => (
          <button
            key={value}
            type="button"
            class="chip plain-chip"
            aria-pressed={plan.atNight === value}
            onClick={() => changePlan({ atNight: value })}
          >
            {text[spoken]}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

export function Options(props: Props) {
  const { plan, spoken } = props
  const changed = plan.avoid.length + (plan.depart === null ? 0 : 1) + (plan.atNight === 'name' ? 1 : 0)
  return (
    <details class="plan-options">
      <summary>
        {messages.options[spoken]}
        {changed > 0 && ` (${changed})`}
      </summary>
      <Avoid {...props} />
      <Departure {...props} />
      <Night {...props} />
    </details>
  )
}

/** Wishes for round trips: metres and seconds. */
const wishes = [
  { by: 'length', amount: 3000 },
  { by: 'length', amount: 5000 },
  { by: 'length', amount: 10_000 },
  { by: 'length', amount: 20_000 },
  { by: 'time', amount: 1800 },
  { by: 'time', amount: 3600 },
  { by: 'time', amount: 7200 },
] as const

function wishText({ by, amount }: NonNullable<Plan['loop']>, spoken: Language): string {
  if (by === 'length') return `${amount / 1000} ${spoken === 'zh' ? '公里' : 'km'}`
  if (amount < 3600) return `${amount / 60} ${spoken === 'zh' ? '分钟' : 'min'}`
  return `${amount / 3600} ${spoken === 'zh' ? '小时' : 'h'}`
}

export function LoopWish({ plan, spoken }: Props) {
  const chips = useRovingFocus()
  return (
    <fieldset class="plan-option">
      <legend class="muted small">{messages.wish[spoken]}</legend>
      <div class="chips" ref={chips}>
        {wishes.map((wish) => (
          <button
            key={`${wish.by} ${wish.amount}`}
            type="button"
            class="chip plain-chip"
            aria-pressed={plan.loop?.by === wish.by && plan.loop.amount === wish.amount}
            onClick={() => changePlan({ loop: wish })}
          >
            {wishText(wish, spoken)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

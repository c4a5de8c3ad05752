/** Section of an incident's card: its three clocks and their limits. */

import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { messages } from './messages.ts'
import type { Clock } from './patrol-data.ts'

/** Limits of the clocks in minutes from receipt: the 51030 rule of the joint patrol. */
const clocks = [
  { clock: 'routed', column: 'routed_at', minutes: 5 },
  { clock: 'arrived', column: 'arrived_at', minutes: 10 },
  { clock: 'fed_back', column: 'fed_back_at', minutes: 30 },
] as const satisfies readonly { clock: Clock; column: string; minutes: number }[]

/** The bar's end, as a multiple of the limit. */
const SCALE = 2

interface Props {
  readonly context: DeskContext
  readonly properties: Readonly<Record<string, unknown>>
}

const timeOf = (value: unknown) => (typeof value === 'string' ? Date.parse(value) : Number.NaN)

export function IncidentSection({ context, properties }: Props) {
  const spoken = context.language.value
  const received = timeOf(properties.received_at)
  if (Number.isNaN(received)) return null
  return (
    <>
      <h3>{messages.clocks[spoken]}</h3>
      <ul class="plain patrol-clocks">
        {clocks.map(({ clock, column, minutes }) => {
          const reached = timeOf(properties[column])
          const done = !Number.isNaN(reached)
          const taken = ((done ? reached : Date.now()) - received) / 60_000
          const late = taken > minutes
          const verdict = late ? messages.late : done ? messages.met : messages.pending
          return (
            <li key={clock} class={late ? 'late' : done ? 'met' : undefined}>
              <span>{messages[clock][spoken]}</span>
              <span class="patrol-verdict">
                {done && `${formatNumber(taken, spoken, 1)} ${messages.minutes[spoken]} · `}
                {verdict[spoken]}
              </span>
              <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                <rect class="ground" y={1} width={100} height={4} />
                <rect class="taken" y={1} width={Math.min(100, (100 * taken) / minutes / SCALE)} height={4} />
                <rect class="limit" x={100 / SCALE} width={0.8} height={6} />
              </svg>
            </li>
          )
        })}
      </ul>
    </>
  )
}

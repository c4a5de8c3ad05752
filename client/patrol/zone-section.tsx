/** Section of a zone's card: incidents of 30 days, and the attainment of each clock with its interval. */
import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { messages } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'
import { clocks } from './zone-table.tsx'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
  readonly id: number
}

export function ZoneSection({ context, state, id }: Props) {
  const zone = state.zones.value.zones.find((one) => one.id === id)
  if (!zone) return null
  const spoken = context.language.value
  const percent = (share: number) => formatNumber(share * 100, spoken, 0)
  return (
    <>
      <dl class="figures">
        <div>
          <dt>{messages.incidents30[spoken]}</dt>
          <dd>{formatNumber(zone.incidents_30d, spoken, 0)}</dd>
        </div>
        <div>
          <dt>{messages.openNow[spoken]}</dt>
          <dd>{formatNumber(zone.incidents_open, spoken, 0)}</dd>
        </div>
      </dl>
      <h3>{messages.clocks[spoken]}</h3>
      <ul class="plain patrol-clocks">
        {clocks.map(({ clock }) => {
          const { rate, interval } = zone.attainment[clock]
          const [low, high] = interval ?? [0, 0]
          return (
            <li key={clock} class="met">
              <span>{messages[clock][spoken]}</span>
              <span class="patrol-verdict">
                {rate === null
                  ? '–'
                  : `${percent(rate)}% · ${messages.interval[spoken]} ${percent(low)}–${percent(high)}`}
              </span>
              <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                <rect class="ground" y={1} width={100} height={4} />
                <rect class="taken" y={1} width={(rate ?? 0) * 100} height={4} />
                <rect class="limit" x={low * 100} y={2.5} width={(high - low) * 100} height={1} />
              </svg>
            </li>
          )
        })}
      </ul>
    </>
  )
}

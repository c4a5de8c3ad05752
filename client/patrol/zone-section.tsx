/** Section of a zone's card: incidents and clocks of the selected time, currently open incidents, units. */
import { clocks } from '../../geodata/model/patrol/clocks.ts'
import type { DeskContext } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { messages } from './messages.ts'
import type { PatrolState } from './patrol-state.ts'
import { rangeText } from './range-text.ts'
import { UnitRows } from './unit-list.tsx'
import { noFigures, type ZoneFigures } from './zone-attainment.ts'

interface Props {
  readonly context: DeskContext
  readonly state: PatrolState
  readonly id: number
}

function Attainment({ context, figures }: Pick<Props, 'context'> & { readonly figures: ZoneFigures }) {
  const spoken = context.language.value
  const percent = (share: number) => formatNumber(share * 100, spoken, 0)
  return (
    <ul class="plain patrol-clocks">
      {clocks.map((clock) => {
        const { rate, interval, met, breached } = figures.attainment[clock]
        const [low, high] = interval ?? [0, 0]
        return (
          <li key={clock} class="met">
            <span>{messages[clock][spoken]}</span>
            <span class="patrol-verdict">
              {rate === null
                ? '–'
                : `${percent(rate)}% · ${met}/${met + breached} ${messages.cases[spoken]} · ${messages.interval[spoken]} ${percent(low)}–${percent(high)}`}
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
  )
}

export function ZoneSection({ context, state, id }: Props) {
  const zone = state.zones.value.zones.find((one) => one.id === id)
  if (!zone) return null
  const spoken = context.language.value
  const { figures, open } = state.zoneValues.value
  const own = figures.get(zone.code) ?? noFigures
  const units = state.units.value.filter(({ zone_code }) => zone_code === zone.code)
  const rowsOf = (filter: Parameters<PatrolState['showRows']>[0]) => () => {
    state.showRows({ ...filter, zone: zone.code })
    context.closeCard()
  }
  return (
    <div class="patrol-card">
      <dl class="figures">
        <div>
          <dt>
            {messages.chosen[spoken]} · {rangeText(state, spoken)}
          </dt>
          <dd>
            <button
              type="button"
              class="patrol-figure"
              onClick={rowsOf({ status: 'all', sort: 'newest', follows: true })}
            >
              {formatNumber(own.incidents, spoken, 0)}
            </button>
          </dd>
        </div>
        <div>
          <dt>{messages.openNow[spoken]}</dt>
          <dd>
            <button type="button" class="patrol-figure" onClick={rowsOf({ status: 'open' })}>
              {formatNumber(open.get(zone.code) ?? 0, spoken, 0)}
            </button>
          </dd>
        </div>
      </dl>
      <h3>
        {messages.clocks[spoken]} · {rangeText(state, spoken)}
      </h3>
      <Attainment context={context} figures={own} />
      <h3>{messages.unitsOfZone[spoken]}</h3>
      <UnitRows context={context} state={state} units={units} />
    </div>
  )
}
